/** Whether the ion current stays as it is while a pipette feels for the surface, so that heights do not follow the current. */
import { quantity, significant } from '../../quantity';
import type { Figure, Recipe } from '../experiment';
import { numberOf } from '../recipe/recipe';
import { PERCENT } from '../results/map-specs';

/** Hops within which the ion current is to stay, and the part of the setpoint that is still far below it. */
const HOPS = 10;
const FAR_BELOW = 0.5;

/** What is told of it. */
interface ClearDrift {
  readonly figures: readonly Figure[];
  readonly warnings: readonly string[];
}

/** Of currents clear of the surface, A, hop by hop in the order of time; NaN is left out. */
export function clearDrift(currents: ArrayLike<number>, recipe: Recipe): ClearDrift {
  const change = greatestChange(Float64Array.from(currents).filter(Number.isFinite));
  const allowed = 1 - numberOf(recipe, 'setpoint');
  return {
    figures: [
      {
        key: 'ten_hops',
        label: `Ion current, greatest change within ${String(HOPS)} hops`,
        value: change,
        unit: '',
        shown: PERCENT,
      },
      {
        key: 'setpoint_fall',
        label: 'the fall that feels the surface',
        value: allowed,
        unit: '',
        shown: PERCENT,
      },
    ],
    warnings:
      change > FAR_BELOW * allowed
        ? [
            `Within ${String(HOPS)} hops the ion current changes by up to ${quantity(significant(100 * change, 2), '%')}, not far below the ${quantity(significant(100 * allowed, 2), '%')} by which it falls at the surface: heights may follow the current. Hop more often, or lower the setpoint.`,
          ]
        : [],
  };
}

/** Relative, between a hop and the tenth after it. */
function greatestChange(current: Float64Array): number {
  let most = 0;
  for (let k = HOPS; k < current.length; k++) {
    const change = Math.abs((current[k] as number) / (current[k - HOPS] as number) - 1);
    if (change > most) most = change;
  }
  return most;
}
