/** The rate that a current at a known distance amounts to, with what distance and approximation leave of it. */
import { accuracyAt, conductorLaw, insulatorLaw } from '../../kinetics/feedback/feedback';
import { kappaOf } from '../../kinetics/feedback/feedback-fit';
import { bisect } from '../../kinetics/numerics/search';
import { NORMAL_95 } from '../../kinetics/numerics/statistics';
import type { Recipe } from '../experiment';
import { numberOf } from '../recipe/recipe';
import { discCurrent, discOf } from './disc';
import type { SurfaceFits, Verdict } from './surface-fits';

/** Closest and farthest that a distance is looked for, in radii. */
const LOOKED_FOR = [0.03, 20] as const;

/** Current far away: as approaches have found it, or 4nFDcr where the recipe has none, A. */
export const farCurrentOf = (recipe: Recipe): number =>
  numberOf(recipe, 'farCurrent') > 0 ? numberOf(recipe, 'farCurrent') : discCurrent(recipe);

/** Distance above an insulator (below 1) or a conductor at which so much of the current far away flows, m. */
export function gapAt(stop: number, recipe: Recipe): number {
  const { radius, wallRatio } = discOf(recipe);
  const law = stop < 1 ? insulatorLaw(wallRatio) : conductorLaw(wallRatio);
  const isFarEnough = (ln: number): boolean => {
    const current = law(Math.exp(ln));
    return stop < 1 ? current >= stop : current <= stop;
  };
  const [near, far] = LOOKED_FOR;
  return radius * Math.exp(bisect(isFarEnough, Math.log(near), Math.log(far)));
}

/** Distance of the disc from a plane at the height of the approach's end, m. */
export const mapDistance = (recipe: Recipe): number =>
  gapAt(numberOf(recipe, 'stop'), recipe) + numberOf(recipe, 'rise');

export interface ApparentRate {
  readonly verdict: Verdict;
  /** m/s with its 95 % interval, which begins at 0 or has no end where the current cannot tell. */
  readonly k: SurfaceFits['k'];
}

/** @param part current over that far away, @param error 1σ of it */
export function apparentRate(part: number, error: number, recipe: Recipe): ApparentRate {
  const { radius, wallRatio } = discOf(recipe);
  const L = mapDistance(recipe) / radius;
  const spread = (NORMAL_95 * numberOf(recipe, 'distanceError')) / radius;
  const farError = numberOf(recipe, 'farCurrentError');
  const kappa = kappaOf(part, L, wallRatio);
  const off = Math.hypot(
    accuracyAt(kappa),
    (NORMAL_95 * error) / part,
    (NORMAL_95 * farError) / farCurrentOf(recipe),
  );
  const ends = [
    [kappaOf(part * (1 - off), L, wallRatio), kappaOf(part * (1 + off), L, wallRatio)],
    [Math.max(LOOKED_FOR[0], L - spread), L + spread].map((at) => kappaOf(part, at, wallRatio)),
  ] as const;
  const away = (end: number): number => Math.abs(Math.log(end / kappa)) || 0;
  const below = Math.hypot(...ends.map((pair) => away(Math.min(kappa, ...pair))));
  const above = Math.hypot(...ends.map((pair) => away(Math.max(kappa, ...pair))));
  const rate = numberOf(recipe, 'mediatorDiffusion') / radius;
  const together = [Math.max(LOOKED_FOR[0], L - spread), L + spread].flatMap((at) =>
    [part * (1 - off), part * (1 + off)].map((current) => kappaOf(current, at, wallRatio)),
  );
  const [least, most] = [Math.min(...together), Math.max(...together)];
  // No surface has such a current at any distance that is allowed: then nothing is known of k.
  const impossible = least === Infinity || most === 0;
  const oneSided = kappa === Infinity ? [least, Infinity] : kappa === 0 ? [0, most] : null;
  const [low = 0, high = Infinity] = impossible
    ? []
    : (oneSided ?? [kappa * Math.exp(-below), kappa * Math.exp(above)]);
  const k = { value: kappa * rate, low: low * rate, high: high * rate };
  const bounded = Number.isFinite(high);
  const verdict = low > 0 ? (bounded ? 'kinetic' : 'conducting') : bounded ? 'insulating' : 'undecided';
  return { verdict, k };
}
