/**
 * Potentiostatic intermittent titration: a diffusion coefficient from the current after a small step of potential, for a
 * plate of thickness L that ions enter from one side. Wen, Boukamp, Huggins and Weppner, J. Electrochem. Soc. 126 (1979)
 * 2258. With T = Dt/L² and the charge ΔQ that the whole step moves,
 *
 *   i = (2ΔQ·D/L²)·Σ exp(−(2n+1)²π²T/4),
 *   short times: i = ΔQ·√D/(L·√(πt)),   long times: d ln i/dt = −π²D/4L².
 */
import type { Estimate } from '../numerics/estimate';
import { minimumOf } from '../numerics/search';

/** Largest T at which the short-time form holds to 0.01 %, and smallest at which the long-time slope holds to 0.05 %. */
export const COTTRELL_UNTIL = 0.1;
export const SLOPE_FROM = 0.5;

/** Current in ΔQ·D/L² at T: the exact series, in whichever of its two forms ends sooner. */
export function stepCurrent(T: number): number {
  let sum = 0;
  if (T < COTTRELL_UNTIL) {
    for (let n = 1, sign = -1; n <= 4; n++, sign = -sign) sum += sign * Math.exp(-(n * n) / T);
    return (1 + 2 * sum) / Math.sqrt(Math.PI * T);
  }
  for (let n = 0; n < 12; n++) sum += Math.exp((-((2 * n + 1) ** 2) * Math.PI ** 2 * T) / 4);
  return 2 * sum;
}

/** m²/s from i·√t, A√s, at short times. Null where a number is not usable. */
export function cottrellDiffusion(rootProduct: Estimate, charge: number, thickness: number): Estimate | null {
  const value = Math.PI * ((rootProduct.value * thickness) / charge) ** 2;
  if (!(value > 0) || !Number.isFinite(value)) return null;
  return { value, error: 2 * value * Math.abs(rootProduct.error / rootProduct.value) };
}

/** m²/s from d ln|i|/dt, 1/s, at long times. Null where the current does not decay. */
export function slopeDiffusion(logSlope: Estimate, thickness: number): Estimate | null {
  const perSlope = -4 * (thickness / Math.PI) ** 2;
  const value = perSlope * logSlope.value;
  return value > 0 && Number.isFinite(value) ? { value, error: Math.abs(perSlope * logSlope.error) } : null;
}

/** A transient after a step at time 0. Same lengths; s, A. */
export interface Transient {
  readonly time: Float64Array;
  readonly current: Float64Array;
  /** C moved by the whole step, of the current's sign. */
  readonly charge: number;
  /** m. */
  readonly thickness: number;
}

export interface StepDiffusion {
  /** m²/s from all points and the whole series. */
  readonly whole: Estimate;
  /** From the points with T ≤ 0.1; null where there are fewer than three. */
  readonly cottrell: Estimate | null;
  /** From the points with T ≥ 0.5; null where there are fewer than three. */
  readonly slope: Estimate | null;
}

const FEWEST = 3;

/**
 * D by the whole series and by both of its limits, each limit from the points where it holds by the D of the whole; limits
 * that differ from it by more than their errors tell of a background, an ohmic drop or another geometry, none of which is
 * corrected for. Null for fewer than three points, unequal lengths, or a current that is no decay of that charge.
 */
export function stepDiffusion(transient: Transient): StepDiffusion | null {
  const { time, current, thickness } = transient;
  if (time.length < FEWEST || time.length !== current.length) return null;
  if (!time.every((t) => t > 0)) return null;
  const whole = wholeFit(transient);
  if (!whole) return null;
  const second = whole.value / thickness ** 2;
  return {
    whole,
    cottrell: shortFit(transient, COTTRELL_UNTIL / second),
    slope: longFit(transient, SLOPE_FROM / second, whole.value),
  };
}

/** A of the series at a D, m²/s. */
const seriesAt = ({ charge, thickness }: Transient, diffusion: number, t: number): number => {
  const second = diffusion / thickness ** 2;
  return charge * second * stepCurrent(second * t);
};

function misfit(transient: Transient, diffusion: number): number {
  let sum = 0;
  transient.time.forEach((t, k) => {
    sum += ((transient.current[k] as number) - seriesAt(transient, diffusion, t)) ** 2;
  });
  return sum;
}

/** ln T of the last point within which D is looked for, the coarse step, and the last. */
const WIDEST = Math.log(1e4);
const COARSE = 0.25;
const FINE = 1e-7;

/** Least squares in ln D: the lowest of a coarse grid, then golden section about it. */
function wholeFit(transient: Transient): Estimate | null {
  const { time, thickness } = transient;
  const lasted = time.reduce((longest, t) => Math.max(longest, t), 0);
  const unit = Math.log(thickness ** 2 / lasted);
  const cost = (x: number): number => misfit(transient, Math.exp(x));
  let best = unit - WIDEST;
  for (let x = best; x <= unit + WIDEST; x += COARSE) if (cost(x) < cost(best)) best = x;
  if (best === unit - WIDEST || best + COARSE > unit + WIDEST) return null;
  const x = minimumOf(cost, best - COARSE, best + COARSE, FINE);
  const value = Math.exp(x);
  const h = 1e-4;
  let slopes = 0;
  for (const t of time) {
    const rise = seriesAt(transient, value * Math.exp(h), t) - seriesAt(transient, value * Math.exp(-h), t);
    slopes += (rise / (2 * h)) ** 2;
  }
  const error = value * Math.sqrt(cost(x) / (time.length - 1) / slopes);
  return error < value ? { value, error } : null;
}

/** Mean of i√t over the points before a time. */
function shortFit({ time, current, charge, thickness }: Transient, until: number): Estimate | null {
  const products: number[] = [];
  time.forEach((t, k) => {
    if (t <= until) products.push((current[k] as number) * Math.sqrt(t));
  });
  const n = products.length;
  if (n < FEWEST) return null;
  const mean = products.reduce((sum, p) => sum + p, 0) / n;
  const scatter = products.reduce((sum, p) => sum + (p - mean) ** 2, 0);
  return cottrellDiffusion({ value: mean, error: Math.sqrt(scatter / (n - 1) / n) }, charge, thickness);
}

/**
 * Slope of ln i over the points after a time. The logarithm is taken about the series at the D of the whole, since that
 * of a noisy current near zero is biased; the weights are those of equal errors of the current.
 */
function longFit(transient: Transient, from: number, diffusion: number): Estimate | null {
  const points: { t: number; y: number; w: number }[] = [];
  transient.time.forEach((t, k) => {
    const model = seriesAt(transient, diffusion, t);
    if (t < from || model === 0) return;
    const y = Math.log(Math.abs(model)) + (transient.current[k] as number) / model - 1;
    points.push({ t, y, w: (model / transient.charge) ** 2 });
  });
  if (points.length < FEWEST) return null;
  const sum = (of: (p: (typeof points)[number]) => number): number =>
    points.reduce((s, p) => s + p.w * of(p), 0);
  const weights = sum(() => 1);
  const t0 = sum((p) => p.t) / weights;
  const y0 = sum((p) => p.y) / weights;
  const tt = sum((p) => (p.t - t0) ** 2);
  if (!(tt > 0)) return null;
  const slope = sum((p) => (p.t - t0) * p.y) / tt;
  const scatter = sum((p) => (p.y - y0 - slope * (p.t - t0)) ** 2);
  const error = Math.sqrt(scatter / (points.length - 2) / tt);
  return slopeDiffusion({ value: slope, error }, transient.thickness);
}
