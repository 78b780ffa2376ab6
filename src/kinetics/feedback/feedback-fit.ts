/**
 * Fit of an approach curve of a disc microelectrode: rate constant of the surface, with the place of the surface and the
 * current far away, and the disc's radius and sheath where they are not known. The interval of k is never narrower than what
 * the approximation is off by (`ACCURACY`), the height being free meanwhile, and open where that leaves no bound.
 */
import type { Estimate } from '../numerics/estimate';
import { leastSquares, type Minimum } from '../numerics/least-squares';
import { bisect } from '../numerics/search';
import { NORMAL_95 } from '../numerics/statistics';
import { accuracyAt, feedbackCurrent, feedbackLaw } from './feedback';

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
const STARTS = [0.1, 1, 10];

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
  const frame: Frame = { curve, disc, far, lowest };
  const known: readonly Unknown[] = ['far', 'depth', ...disc.free];
  const fitted = surface === 'kinetic' ? ([...known, 'kappa'] as const) : known;
  const starts = surface === 'kinetic' ? STARTS : [surface === 'insulating' ? 0 : Infinity];
  const tried = starts.flatMap((kappa) => minimum(frame, fitted, kappa) ?? []);
  const best = tried.sort((a, b) => a.chiSquared - b.chiSquared)[0];
  if (!best) return null;
  const at = read(frame, fitted, starts[0] as number, best.parameters);
  const scale = Math.sqrt(best.chiSquared / (n - fitted.length));
  const error = (unknown: Unknown): number => {
    const k = fitted.indexOf(unknown);
    return k < 0 ? 0 : scale * Math.sqrt(Math.max(0, best.covariance[k * (fitted.length + 1)] as number));
  };
  const closest = Math.max(NEAREST, (lowest - at.height) / at.radius);
  const rate = diffusivity / at.radius;
  const scatter = scale * UNIT * Math.abs(far);
  const noise = NORMAL_95 * error('kappa');
  const bounds =
    surface === 'kinetic'
      ? widest(
          kappaBounds(at.kappa, noise, closest, at.wallRatio),
          allowedKappa(frame, known, at.kappa, SIGMAS * scatter),
        )
      : null;
  return {
    surface,
    farCurrent: { value: at.far, error: Math.abs(far) * error('far') },
    height: { value: at.height, error: disc.radius * error('depth') },
    radius: { value: at.radius, error: at.radius * error('radius') },
    wallRatio: { value: at.wallRatio, error: (at.wallRatio - 1) * error('wallRatio') },
    rateConstant: bounds && { value: at.kappa * rate, low: bounds[0] * rate, high: bounds[1] * rate },
    scatter,
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

/** Current at a height of the probe, A. */
function modelled({ far, radius, height, wallRatio, kappa }: Parameters): (z: number) => number {
  const law = feedbackLaw(kappa, wallRatio);
  return (z) => far * law(Math.max(NEAREST, (z - height) / radius));
}

interface Frame {
  readonly curve: FeedbackCurve;
  readonly disc: Disc;
  /** Current of the highest reading, A, and z of the lowest, m. */
  readonly far: number;
  readonly lowest: number;
}

/** Parameters from numbers in the order of `fitted`; κ is as given where it is not among them. */
function read(
  { disc, far, lowest }: Frame,
  fitted: readonly Unknown[],
  kappa: number,
  p: ArrayLike<number>,
): Parameters {
  const of = (unknown: Unknown): number => p[fitted.indexOf(unknown)] ?? 0;
  return {
    far: far * of('far'),
    radius: disc.radius * Math.exp(of('radius')),
    height: lowest - disc.radius * of('depth'),
    wallRatio: 1 + (disc.wallRatio - 1) * Math.exp(of('wallRatio')),
    kappa: fitted.includes('kappa') ? Math.exp(of('kappa')) : kappa,
  };
}

/** The best of what is fitted, with κ fitted from a value on, or held at it. */
function minimum(frame: Frame, fitted: readonly Unknown[], kappa: number): Minimum | null {
  const { z, current } = frame.curve;
  return leastSquares({
    size: z.length,
    start: fitted.map((unknown) => (unknown === 'kappa' ? Math.log(kappa) : UNKNOWNS[unknown].start)),
    low: fitted.map((unknown) => UNKNOWNS[unknown].low),
    high: fitted.map((unknown) => UNKNOWNS[unknown].high),
    residuals: (p, into) => {
      const model = modelled(read(frame, fitted, kappa, p));
      for (let k = 0; k < z.length; k++) {
        into[k] = (model(z[k] as number) - (current[k] as number)) / (UNIT * Math.abs(frame.far));
      }
    },
  });
}

/** Scatters that a reading may be away from a curve beside what the approximation is off by. */
const SIGMAS = 3;
/** Steps that κ is tried in, as a factor. */
const TRIAL = 1.2;

/**
 * κ whose best curve, height and all else fitted anew, is nowhere further from the readings than the approximation is off by
 * and `margin` (A) together. A fast rate and a nearer surface stand in for each other: this tells how far.
 */
function allowedKappa(
  frame: Frame,
  fitted: readonly Unknown[],
  kappa: number,
  margin: number,
): readonly [number, number] {
  const { z, current } = frame.curve;
  const allowed = (tried: number): boolean => {
    const found = minimum(frame, fitted, tried);
    if (!found) return false;
    const model = modelled(read(frame, fitted, tried, found.parameters));
    return z.every((height, k) => {
      const expected = model(height);
      return Math.abs(expected - (current[k] as number)) <= accuracyAt(tried) * Math.abs(expected) + margin;
    });
  };
  let [low, high] = [kappa, kappa];
  const [least, most] = KAPPA.map(Math.exp) as [number, number];
  if (allowed(0)) low = 0;
  else
    do low /= TRIAL;
    while (low > least && allowed(low));
  if (allowed(Infinity)) high = Infinity;
  else
    do high *= TRIAL;
    while (high < most && allowed(high));
  return [low > least ? low : 0, high < most ? high : Infinity];
}

const widest = (a: readonly [number, number], b: readonly [number, number]): [number, number] => [
  Math.min(a[0], b[0]),
  Math.max(a[1], b[1]),
];

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

/** κ of a current over the far one at a distance in radii; 0 below what the least κ gives, Infinity above the greatest. */
export function kappaOf(current: number, L: number, wallRatio: number): number {
  const currentAt = (ln: number): number => feedbackCurrent(L, Math.exp(ln), wallRatio);
  const [least, most] = KAPPA;
  if (currentAt(least) >= current) return 0;
  if (currentAt(most) <= current) return Infinity;
  return Math.exp(bisect((ln) => currentAt(ln) >= current, least, most));
}
