/**
 * Fit of an approach curve of a disc microelectrode: rate constant of the surface, with the place of the surface and the
 * current far away, and the disc's radius and sheath where they are not known. The interval of k is never narrower than what
 * the approximation is off by (`ACCURACY`), and open where that leaves no bound.
 */
import type { Estimate } from '../numerics/estimate';
import { leastSquares, type Minimum } from '../numerics/least-squares';
import { accuracyAt, feedbackCurrent } from './feedback';

export interface FeedbackCurve {
  /** Of the probe, m, and current, A. */
  readonly z: Float64Array;
  readonly current: Float64Array;
}

export interface Disc {
  /** m. */
  readonly radius: number;
  /** Radius of the sheath over that of the disc. */
  readonly wallRatio: number;
  /** Which of the two is to be found, from the given value on; the others are taken as they are. */
  readonly free: readonly ('radius' | 'wallRatio')[];
}

export type Surface = 'insulating' | 'conducting' | 'kinetic';

export interface FeedbackFit {
  readonly surface: Surface;
  /** Current far away, A; height of the surface, m; radius, m; RG. Those that were not free have an error of 0. */
  readonly farCurrent: Estimate;
  readonly height: Estimate;
  readonly radius: Estimate;
  readonly wallRatio: Estimate;
  /** m/s with its 95 % interval, which may begin at 0 or have no end; null unless the surface is kinetic. */
  readonly rateConstant: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** 1σ of what is left, A. */
  readonly scatter: number;
}

/** Closest distance that the approximations are used at, in radii. */
const NEAREST = 0.03;
/** Bounds of ln κ. */
const KAPPA = [Math.log(1e-4), Math.log(1e4)] as const;
/**
 * What may be fitted: current over the far reading, surface below the lowest reading in radii, ln of radius and of the
 * sheath's width against the given ones, ln κ.
 */
const UNKNOWNS = {
  far: { start: 1, low: 0.3, high: 3 },
  depth: { start: 0.3, low: NEAREST, high: 5 },
  radius: { start: 0, low: -1, high: 1 },
  wallRatio: { start: 0, low: -1.5, high: 1.5 },
  kappa: { start: 0, low: KAPPA[0], high: KAPPA[1] },
} as const;
type Unknown = keyof typeof UNKNOWNS;
const STARTS = [0.1, 1, 10].map(Math.log);
const NORMAL_95 = 1.959964;
const HALVINGS = 50;

/** Null for fewer than eight points, or where no fit comes to rest. `diffusivity` is the mediator's, m²/s. */
export function fitFeedback(
  curve: FeedbackCurve,
  disc: Disc,
  surface: Surface,
  diffusivity: number,
): FeedbackFit | null {
  const { z, current } = curve;
  const n = z.length;
  if (n < 8 || current.length !== n) return null;
  const lowest = z.reduce((a, b) => Math.min(a, b), Infinity);
  const highest = z.indexOf(z.reduce((a, b) => Math.max(a, b), -Infinity));
  const far = current[highest] as number;
  if (!(Math.abs(far) > 0)) return null;
  const fitted: readonly Unknown[] = [
    'far',
    'depth',
    ...disc.free,
    ...(surface === 'kinetic' ? (['kappa'] as const) : []),
  ];
  const read = (p: ArrayLike<number>): Parameters => {
    const of = (unknown: Unknown): number => p[fitted.indexOf(unknown)] ?? 0;
    return {
      far: far * of('far'),
      radius: disc.radius * Math.exp(of('radius')),
      height: lowest - disc.radius * of('depth'),
      wallRatio: 1 + (disc.wallRatio - 1) * Math.exp(of('wallRatio')),
      kappa: surface === 'kinetic' ? Math.exp(of('kappa')) : surface === 'insulating' ? 0 : Infinity,
    };
  };
  const attempt = (start: number): Minimum | null =>
    leastSquares({
      size: n,
      start: fitted.map((unknown) => (unknown === 'kappa' ? start : UNKNOWNS[unknown].start)),
      low: fitted.map((unknown) => UNKNOWNS[unknown].low),
      high: fitted.map((unknown) => UNKNOWNS[unknown].high),
      residuals: (p, into) => {
        const at = read(p);
        for (let k = 0; k < n; k++) {
          into[k] = (modelled(at, z[k] as number) - (current[k] as number)) / (UNIT * Math.abs(far));
        }
      },
    });
  const tried = (surface === 'kinetic' ? STARTS : [0]).flatMap((start) => attempt(start) ?? []);
  const best = tried.sort((a, b) => a.chiSquared - b.chiSquared)[0];
  if (!best) return null;
  const at = read(best.parameters);
  const scale = Math.sqrt(best.chiSquared / (n - fitted.length));
  const error = (unknown: Unknown): number => {
    const k = fitted.indexOf(unknown);
    return k < 0 ? 0 : scale * Math.sqrt(Math.max(0, best.covariance[k * (fitted.length + 1)] as number));
  };
  const closest = Math.max(NEAREST, (lowest - at.height) / at.radius);
  const rate = diffusivity / at.radius;
  const bounds =
    surface === 'kinetic' ? kappaBounds(at.kappa, NORMAL_95 * error('kappa'), closest, at.wallRatio) : null;
  return {
    surface,
    farCurrent: { value: at.far, error: Math.abs(far) * error('far') },
    height: { value: at.height, error: disc.radius * error('depth') },
    radius: { value: at.radius, error: at.radius * error('radius') },
    wallRatio: { value: at.wallRatio, error: (at.wallRatio - 1) * error('wallRatio') },
    rateConstant: bounds && { value: at.kappa * rate, low: bounds[0] * rate, high: bounds[1] * rate },
    scatter: scale * UNIT * Math.abs(far),
  };
}

/** Residuals are in parts of the far current of this size. */
const UNIT = 1e-3;

interface Parameters {
  readonly far: number;
  readonly radius: number;
  readonly height: number;
  readonly wallRatio: number;
  readonly kappa: number;
}

function modelled({ far, radius, height, wallRatio, kappa }: Parameters, z: number): number {
  return far * feedbackCurrent(Math.max(NEAREST, (z - height) / radius), kappa, wallRatio);
}

/** Distances, in radii, at which a rate shows. */
const SHOWING = [0.1, 0.2, 0.3, 0.5, 0.8, 1.2];

/** 95 % interval of κ: what noise leaves (in ln κ) together with what the approximation is off by where κ shows best. */
function kappaBounds(kappa: number, noise: number, closest: number, wallRatio: number): [number, number] {
  const off = accuracyAt(kappa);
  const ends = SHOWING.filter((L) => L >= closest)
    .concat(closest)
    .map((L) => {
      const current = feedbackCurrent(L, kappa, wallRatio);
      const [low, high] = [1 - off, 1 + off].map((part) => kappaOf(current * part, L, wallRatio));
      return { below: Math.log(kappa / (low ?? 0)), above: Math.log((high ?? Infinity) / kappa) };
    });
  const below = Math.min(...ends.map((end) => end.below));
  const above = Math.min(...ends.map((end) => end.above));
  const [low, high] = [-Math.hypot(below, noise), Math.hypot(above, noise)].map(
    (by) => Math.log(kappa) + by,
  ) as [number, number];
  return [low > KAPPA[0] ? Math.exp(low) : 0, high < KAPPA[1] ? Math.exp(high) : Infinity];
}

/** κ of a current over the far one; 0 below what the least κ gives, Infinity above the greatest. */
function kappaOf(current: number, L: number, wallRatio: number): number {
  let [low, high] = KAPPA;
  if (feedbackCurrent(L, Math.exp(low), wallRatio) >= current) return 0;
  if (feedbackCurrent(L, Math.exp(high), wallRatio) <= current) return Infinity;
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    if (feedbackCurrent(L, Math.exp(middle), wallRatio) < current) low = middle;
    else high = middle;
  }
  return Math.exp(high);
}
