/** What an approach curve tells of the surface below: the fits of all three kinds, and which of them it is. */
import { feedbackCurrent } from '../../kinetics/feedback/feedback';
import {
  fitFeedback,
  type Disc,
  type FeedbackCurve,
  type FeedbackFit,
  type Surface,
} from '../../kinetics/feedback/feedback-fit';
import type { Recipe } from '../experiment';
import type { HopCurve } from '../hopping/hop-curve';
import { numberOf, textOf } from '../recipe/recipe';
import { discOf } from './disc';

/** Codes of the map of surfaces. */
export const SURFACES = { insulating: 1, kinetic: 2, conducting: 3, undecided: 4 } as const;
export type Verdict = keyof typeof SURFACES;

/** What is fitted beside the height of the surface and the current far away. */
export const FREE: Readonly<Record<string, Disc['free']>> = {
  nothing: [],
  sheath: ['wallRatio'],
  radius: ['radius'],
  both: ['radius', 'wallRatio'],
};

export interface SurfaceFits {
  readonly verdict: Verdict;
  /** The one that the verdict names; the kinetic one where it is undecided. */
  readonly best: FeedbackFit;
  readonly fits: readonly FeedbackFit[];
  /** 95 % interval of k, m/s, from 0 where there is no lower bound, to Infinity where there is no upper. */
  readonly k: { readonly value: number; readonly low: number; readonly high: number };
  /** What was fitted. */
  readonly curve: FeedbackCurve;
}

/** Points that a curve is brought to, evenly along the way; samples in between are averaged. */
const POINTS = 300;

/** Null where no kinetic fit comes to rest. */
export function surfaceFits(hop: HopCurve, recipe: Recipe): SurfaceFits | null {
  const curve = thinned(hop);
  const disc = discOf(recipe, FREE[textOf(recipe, 'fitted')] ?? []);
  const diffusivity = numberOf(recipe, 'mediatorDiffusion');
  const kinds: readonly Surface[] = ['insulating', 'kinetic', 'conducting'];
  const fits = kinds.flatMap((kind) => fitFeedback(curve, disc, kind, diffusivity) ?? []);
  const k = fits.find(({ surface }) => surface === 'kinetic')?.rateConstant;
  if (!k) return null;
  const verdict = verdictOf(k);
  const named = verdict === 'undecided' ? 'kinetic' : verdict;
  const best = fits.find(({ surface }) => surface === named);
  return best ? { verdict, best, fits, k, curve } : null;
}

/** A rate without a lower bound is none that shows, one without an upper is too fast to tell. */
function verdictOf({ low, high }: SurfaceFits['k']): Verdict {
  if (low > 0) return Number.isFinite(high) ? 'kinetic' : 'conducting';
  return Number.isFinite(high) ? 'insulating' : 'undecided';
}

/** Means over equal parts of the way. */
function thinned({ z, current }: HopCurve): FeedbackCurve {
  const [top, end] = [z[0] ?? NaN, z.at(-1) ?? NaN];
  const sums = Array.from({ length: POINTS }, () => ({ z: 0, current: 0, n: 0 }));
  z.forEach((height, k) => {
    const i = current[k] ?? NaN;
    const sum = sums[Math.max(0, Math.min(POINTS - 1, Math.floor((POINTS * (height - end)) / (top - end))))];
    if (!sum || !Number.isFinite(i)) return;
    sum.z += height;
    sum.current += i;
    sum.n += 1;
  });
  const met = sums.filter(({ n }) => n > 0).reverse();
  return {
    z: Float64Array.from(met, (sum) => sum.z / sum.n),
    current: Float64Array.from(met, (sum) => sum.current / sum.n),
  };
}

/** Current of a fit at a height of the probe above where the approximations hold, A. */
export function currentOf(fit: FeedbackFit, z: number, diffusivity: number): number {
  const { farCurrent, height, radius, wallRatio, rateConstant, surface } = fit;
  const limit = surface === 'insulating' ? 0 : Infinity;
  const kappa = rateConstant ? (rateConstant.value * radius.value) / diffusivity : limit;
  return farCurrent.value * feedbackCurrent((z - height.value) / radius.value, kappa, wallRatio.value);
}
