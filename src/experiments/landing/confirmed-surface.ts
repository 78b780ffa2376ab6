/** Whether several approaches have met a surface, where it is, and what to do where they have not. */
import { quantity, significant } from '../../quantity';
import type { HopTraces } from '../../records/hop';
import type { Recipe, Recorded } from '../experiment';
import { numberOf } from '../recipe/recipe';
import { COARSE_PART } from './coarse-search';
import { landingProblem } from './landed';
import { curvesOf } from './landing-curves';

export interface Surface {
  /** Mean height of the contacts, m; NaN without one. */
  readonly height: number;
  /** From the lowest to the highest contact, m. */
  readonly apart: number;
  readonly confirmed: boolean;
  readonly reason: string;
}

/** Confirmed where every approach that the recipe asks for met it, and all within its agreement. */
export function surfaceOf(hop: HopTraces, recipe: Recipe, recorded: Recorded): Surface {
  const heights = curvesOf(hop, recorded).flatMap((c) => (c.contact ? [c.end] : []));
  const wanted = numberOf(recipe, 'confirmations') + 1;
  if (heights.length === 0) {
    const reason = landingProblem(hop) || 'No approach was recorded.';
    return { height: NaN, apart: NaN, confirmed: false, reason: `${reason} ${furtherDown(recipe)}` };
  }
  const height = heights.reduce((a, b) => a + b, 0) / heights.length;
  const apart = Math.max(...heights) - Math.min(...heights);
  const text = quantity(significant(apart * 1e9, 2), 'nm');
  if (heights.length < wanted) {
    const reason = `Only ${String(heights.length)} of ${String(wanted)} approaches met it: a false contact, or a droplet that was lost.`;
    return { height, apart, confirmed: false, reason };
  }
  const confirmed = apart <= numberOf(recipe, 'agreement');
  const reason = confirmed
    ? `All ${String(wanted)} contacts lie within ${text}.`
    : `The contacts lie ${text} apart: one of them was false, or the surface moves.`;
  return { height, apart, confirmed, reason };
}

function furtherDown(recipe: Recipe): string {
  const most = quantity(significant(COARSE_PART * numberOf(recipe, 'maxTravel') * 1e6, 2), 'µm');
  return numberOf(recipe, 'coarseSteps') > 0
    ? 'At the first point a step of the coarse axis and another look follow, as long as there are steps left.'
    : `Move the coarse axis down by at most ${most}, with the probe at the top of its range, and run this again.`;
}
