/**
 * Peak current against the square root of the scan rate, and the diffusion coefficient that each model reads from it: the
 * straight lines and the contact disc. A model is one function; `line-models.ts` lists all of them.
 */
import { FARADAY, REVERSIBLE_PEAK, REVERSIBLE_PEAK_SHIFT, thermal } from '../constants';
import type { Estimate } from '../numerics/estimate';
import { SMALLEST_P } from '../sweeps/shape-tables';
import { crestOf } from '../sweeps/template';

/** What the current of a droplet cell is computed with, each with its 1σ. SI. */
export interface Cell {
  readonly contactRadius: number;
  readonly contactRadiusError: number;
  readonly concentration: number;
  readonly concentrationError: number;
  readonly temperature: number;
  readonly temperatureError: number;
  /** Thickness of the solid, m, where it is known. */
  readonly thickness?: number;
  /** The solid ends where the contact does, as islands do; a film goes on. */
  readonly confined?: boolean;
}

/** Codes of the model behind a diffusion coefficient, as in bundles. */
export const MODEL = { line: 0, intercept: 1, disc: 2, layer: 3, mixed: 4, wave: 5 } as const;
export type Model = keyof typeof MODEL;

/** A peak current, A, signed, at a scan rate, V/s. */
export interface LinePoint {
  readonly scanRate: number;
  readonly current: Estimate;
  /** What the peak would be without a series resistance, where that is known: models of diffusion are about this one. */
  readonly undropped?: Estimate;
}

/** Points without what a resistance takes off them. */
export function undropped(points: readonly LinePoint[]): LinePoint[] {
  const free: LinePoint[] = [];
  for (const point of points) {
    free.push({ scanRate: point.scanRate, current: point.undropped ?? point.current });
  }
  return free;
}

export interface LineFit {
  readonly model: Model;
  /** D, m²/s. */
  readonly diffusion: Estimate;
  /** m, where the model fits it. */
  readonly thickness?: Estimate;
  /** A s^½ V^-½ and A, signed; for the disc those of the straight line that it approaches at high rates. */
  readonly slope: Estimate;
  readonly intercept: Estimate;
  /** Of slope and intercept. */
  readonly covariance: number;
  /** Weighted sum of squared residuals and degrees of freedom. */
  readonly chiSquared: number;
  readonly freedom: number;
  /** Peak current, A, at a scan rate, where it is not the straight line of slope and intercept. */
  readonly at?: (scanRate: number) => Estimate;
}

/** Fits one model; null when the points do not determine it. */
export type LineModel = (points: readonly LinePoint[], cell: Cell) => LineFit | null;

/** How many different scan rates there are. */
export function distinctRates<T>(items: readonly T[], rateOf: (item: T) => number): number {
  const rates: number[] = [];
  for (const item of items) if (!rates.includes(rateOf(item))) rates.push(rateOf(item));
  return rates.length;
}

export const rateOf = ({ scanRate }: LinePoint): number => scanRate;

/** A peak is never believed to better than this part of itself. */
const FINEST = 1e-6;

export const weightOf = ({ current }: LinePoint): number =>
  1 / Math.max(current.error, FINEST * Math.abs(current.value)) ** 2;

const areaOf = (cell: Cell): number => Math.PI * cell.contactRadius ** 2;

/** F·A·C·√f: the current of χ = 1 over √(D·v). */
export const currentScale = (cell: Cell): number =>
  FARADAY * areaOf(cell) * cell.concentration * Math.sqrt(thermal(cell.temperature));

/** Randles–Ševčík solved for D: slope = 0.4463·FAC√(Df). */
export function diffusionOf(slope: Estimate, cell: Cell): Estimate {
  const root = slope.value / (REVERSIBLE_PEAK * currentScale(cell));
  return { value: root * root, error: 2 * root * root * Math.abs(slope.error / slope.value) };
}

/** Slope of the weighted line through the origin. */
export function slopeThroughOrigin(points: readonly LinePoint[]): Estimate {
  let xx = 0;
  let xy = 0;
  for (const point of points) {
    const weight = weightOf(point);
    xx += weight * point.scanRate;
    xy += weight * Math.sqrt(point.scanRate) * point.current.value;
  }
  return { value: xy / xx, error: xx ** -0.5 };
}

/** The textbook line through the origin. */
export const throughOrigin: LineModel = (points, cell) => {
  if (points.length === 0) return null;
  const slope = slopeThroughOrigin(points);
  return {
    model: 'line',
    diffusion: diffusionOf(slope, cell),
    slope,
    intercept: { value: 0, error: 0 },
    covariance: 0,
    chiSquared: chiSquared(points, (v) => slope.value * Math.sqrt(v)),
    freedom: points.length - 1,
  };
};

/** A straight line with an intercept; D from its slope. */
export const withIntercept: LineModel = (points, cell) => {
  if (distinctRates(points, rateOf) < 2) return null;
  let n = 0;
  let x = 0;
  let y = 0;
  for (const point of points) {
    const weight = weightOf(point);
    n += weight;
    x += weight * Math.sqrt(point.scanRate);
    y += weight * point.current.value;
  }
  const middle = x / n;
  let xx = 0;
  let xy = 0;
  for (const point of points) {
    const dx = Math.sqrt(point.scanRate) - middle;
    xx += weightOf(point) * dx * dx;
    xy += weightOf(point) * dx * point.current.value;
  }
  const slope = { value: xy / xx, error: xx ** -0.5 };
  const intercept = { value: y / n - slope.value * middle, error: Math.sqrt(1 / n + middle ** 2 / xx) };
  return {
    model: 'intercept',
    diffusion: diffusionOf(slope, cell),
    slope,
    intercept,
    covariance: -middle / xx,
    chiSquared: chiSquared(points, (v) => intercept.value + slope.value * Math.sqrt(v)),
    freedom: points.length - 2,
  };
};

/** What a disc of the cell's radius gives at a diffusion coefficient and a rate: |ip|, and d ln ip/d ln D as `power`. */
function discPeak(
  diffusion: number,
  cell: Cell,
  scanRate: number,
): { readonly peak: number; readonly power: number } {
  const p = cell.contactRadius * Math.sqrt((thermal(cell.temperature) * scanRate) / diffusion);
  const crest = crestOf(Math.max(p, SMALLEST_P));
  return {
    peak: currentScale(cell) * Math.sqrt(diffusion * scanRate) * crest.value,
    power: (1 - crest.logSlope) / 2,
  };
}

const MOST_ROUNDS = 30;
/** Part of the error of ln D that a last round may still move it by. */
const CONVERGED = 1e-3;

/** D as the only parameter: ip = FAC√(Dfv)·χmax(p), p = a√(fv/D), by Gauss–Newton in ln D. */
export const contactDisc: LineModel = (measured, cell) => {
  const points = undropped(measured);
  if (points.length === 0) return null;
  const start = slopeThroughOrigin(points);
  const sign = Math.sign(start.value);
  let diffusion = diffusionOf(start, cell).value;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let jj = 0;
    let jr = 0;
    for (const point of points) {
      const { peak, power } = discPeak(diffusion, cell, point.scanRate);
      const weight = weightOf(point);
      jj += weight * (peak * power) ** 2;
      jr += weight * peak * power * (sign * point.current.value - peak);
    }
    const step = Math.max(-1, Math.min(1, jr / jj));
    diffusion *= Math.exp(step);
    const error = jj ** -0.5;
    if (Math.abs(step) < Math.max(FINEST, CONVERGED * error)) {
      return discFit(points, cell, diffusion, sign, error);
    }
  }
  return null;
};

function discFit(
  points: readonly LinePoint[],
  cell: Cell,
  diffusion: number,
  sign: number,
  logError: number,
): LineFit | null {
  let slowest = Infinity;
  for (const { scanRate } of points) slowest = Math.min(slowest, scanRate);
  const p = cell.contactRadius * Math.sqrt((thermal(cell.temperature) * slowest) / diffusion);
  if (p < SMALLEST_P) return null;
  const slope = sign * REVERSIBLE_PEAK * currentScale(cell) * Math.sqrt(diffusion);
  const occupied = 1 / (1 + Math.exp(-REVERSIBLE_PEAK_SHIFT));
  const intercept =
    (sign * occupied * FARADAY * areaOf(cell) * cell.concentration * diffusion) / cell.contactRadius;
  return {
    model: 'disc',
    diffusion: { value: diffusion, error: diffusion * logError },
    slope: { value: slope, error: Math.abs(slope) * (logError / 2) },
    intercept: { value: intercept, error: Math.abs(intercept) * logError },
    covariance: (slope * intercept * logError ** 2) / 2,
    chiSquared: chiSquared(points, (v) => sign * discPeak(diffusion, cell, v).peak),
    freedom: points.length - 1,
    at: (scanRate) => {
      const { peak, power } = discPeak(diffusion, cell, scanRate);
      return { value: sign * peak, error: peak * power * logError };
    },
  };
}

export function chiSquared(points: readonly LinePoint[], model: (scanRate: number) => number): number {
  let sum = 0;
  for (const p of points) sum += weightOf(p) * (p.current.value - model(p.scanRate)) ** 2;
  return sum;
}

/** Peak current, A, that a fit gives at a scan rate, with the error that the fit's parameters leave it. */
export function predict(fit: LineFit, scanRate: number): Estimate {
  if (fit.at) return fit.at(scanRate);
  const root = Math.sqrt(scanRate);
  const variance = (root * fit.slope.error) ** 2 + fit.intercept.error ** 2 + 2 * root * fit.covariance;
  return { value: fit.intercept.value + fit.slope.value * root, error: Math.sqrt(Math.max(0, variance)) };
}

/** Slope of ln|ip| against ln v, weighted: 0.5 for planar diffusion, 1 for a surface-bound charge. Null for a single rate. */
export function bValueOf(points: readonly LinePoint[]): Estimate | null {
  let n = 0;
  let x = 0;
  for (const point of points) {
    const weight = weightOf(point) * point.current.value ** 2;
    n += weight;
    x += weight * Math.log(point.scanRate);
  }
  const middle = x / n;
  let xx = 0;
  let xy = 0;
  for (const point of points) {
    const weight = weightOf(point) * point.current.value ** 2;
    const dx = Math.log(point.scanRate) - middle;
    xx += weight * dx * dx;
    xy += weight * dx * Math.log(Math.abs(point.current.value));
  }
  return xx > 0 ? { value: xy / xx, error: xx ** -0.5 } : null;
}
