/** What each block of a screening is treated with. */
import { quantity } from '../../quantity';
import type { Recipe } from '../experiment';
import { listOf, numberOf } from '../recipe/recipe';
import { rateText } from './peaks';

export interface Treatment {
  /** V: each cycle goes from one to the other and back. */
  readonly start: number;
  readonly vertex: number;
  /** V/s. */
  readonly rate: number;
  readonly cycles: number;
  /** s at the vertex before the cycles. */
  readonly hold: number;
}

/** One for each block; a list of a single value counts for all of them. */
export function treatmentsOf(recipe: Recipe): readonly Treatment[] {
  const lists = ['vertices', 'blockRates', 'blockCycles', 'blockHolds'].map((key) => listOf(recipe, key));
  const blocks = Math.max(1, ...lists.map((list) => list.length));
  return Array.from({ length: blocks }, (_, k) => {
    const [vertex = NaN, rate = NaN, cycles = NaN, hold = NaN] = lists.map(
      (list) => list[list.length === 1 ? 0 : k] ?? NaN,
    );
    return { start: numberOf(recipe, 'startPotential'), vertex, rate, cycles, hold };
  });
}

/** `2.5 to 0.05 V, 1 V/s, 2 cycles, after 10 s at the vertex`. */
export const treatmentText = ({ start, vertex, rate, cycles, hold }: Treatment): string =>
  [
    quantity(`${String(start)} to ${String(vertex)}`, 'V'),
    rateText(rate),
    `${String(cycles)} cycles`,
    ...(hold > 0 ? [`after ${quantity(String(hold), 's')} at the vertex`] : []),
  ].join(', ');
