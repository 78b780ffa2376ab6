/**
 * A diffusion coefficient from the whole course of a titration pulse: the rest before, the potential under a constant
 * current, and its way back to rest. The surface of a body of known geometry and size fills by the exact solution of
 * diffusion (`constant-flux.ts`), θ(t), in units of what the pulse adds to the mean. Its potential is a cubic of θ, since
 * the titration curve bends within a pulse, and a resistance adds a jump while the current flows:
 *
 *     E = E₀ + J·[I ≠ 0] + S·θ + K₂·(θ² − θ) + K₃·(θ³ − θ)
 *
 * By how much a quartic changes D is part of its error: so much does the bend of the curve leave open.
 *
 * S is the change at equilibrium (ΔEs); the change under current without J is ΔEτ. Where the body is a plate, the pulse short
 * and the curve straight, this is the titration of Weppner and Huggins (`gitt.ts`).
 */
import { linearFit, type LinearFit } from '../numerics/linear-fit';
import type { Estimate } from '../numerics/estimate';
import { minimumOf } from '../numerics/search';
import { meanDeviation, surfaceDeviation, type Geometry } from '../solver/constant-flux';

export interface PulseRecord {
  /** s since the current began, negative before; ascending. Without the samples in which it switched. */
  readonly time: Float64Array;
  /** V. */
  readonly potential: Float64Array;
  /** s for which the current flowed. */
  readonly duration: number;
}

/** What fills: a plate from one side (its thickness), a cylinder or a sphere (their radius, m). */
export interface Body {
  readonly geometry: Geometry;
  readonly length: number;
}

export interface PulseFit {
  /** m²/s, with the error that the residuals and the bend of the curve leave. */
  readonly diffusion: Estimate;
  /** ΔEs, V. */
  readonly equilibrium: Estimate;
  /** J, V. */
  readonly jump: Estimate;
  /** ΔEτ, V: of the model at the end of the current, without the jump. */
  readonly transient: number;
  /** Potential at rest before, V. */
  readonly before: number;
  /** 1σ of the residuals, V. */
  readonly scatter: number;
  /** The model at the times of the record, V. */
  readonly fitted: Float64Array;
}

/** Powers of θ in the titration curve, and what the error is told from. */
const CUBIC = 3;
const QUARTIC = 4;
/** Dτ/L² within which the sum of squares has its minimum, or there is no answer; and grid on which it is looked for. */
const LEAST_T = 1e-4;
const LARGEST_T = 3;
const GRID = 20;
/** Of ln D, within which a quartic has its minimum beside that of a cubic. */
const BESIDE = 0.5;
/** Of ln D, to within which it is found. */
const CLOSE = 1e-5;
/** Of ln D, for its derivative. */
const STEP = 1e-3;
/** Samples before, during and after the current, at least. */
const FEWEST = 5;

interface Trial {
  readonly columns: readonly Float64Array[];
  readonly fit: LinearFit;
}

/** Why there is no fit: samples are missing; no D is so great, or none so small, that it makes this potential. */
export type NoFit = 'few' | 'long' | 'short';

export function fitPulse(record: PulseRecord, body: Body): PulseFit | NoFit {
  const { time, potential, duration } = record;
  const during = time.filter((t) => t > 0 && t < duration).length;
  const before = time.filter((t) => t <= 0).length;
  if (Math.min(before, during, time.length - before - during) < FEWEST) return 'few';
  const squares = (power: number) => (lnT: number) =>
    trial(record, body, lnT, power)?.fit.sumOfSquares ?? Infinity;
  const found = leastOver(squares(CUBIC));
  if (typeof found === 'string') return found;
  const best = trial(record, body, found, CUBIC);
  const together =
    best && linearFit([...best.columns, tangent(record, body, found, best.fit.coefficients)], potential);
  if (!together) return 'few';
  const bent = minimumOf(squares(QUARTIC), found - BESIDE, found + BESIDE, CLOSE);
  const error = Math.hypot(together.errors.at(-1) ?? NaN, bent - found);
  const { coefficients, scatter, residuals } = best.fit;
  const [rest = NaN, jump = NaN, equilibrium = NaN] = coefficients;
  const value = (Math.exp(found) * body.length ** 2) / duration;
  return {
    diffusion: { value, error: value * error },
    equilibrium: { value: equilibrium, error: together.errors[2] ?? NaN },
    jump: { value: jump, error: together.errors[1] ?? NaN },
    transient: transientOf(coefficients, body.geometry, Math.exp(found)),
    before: rest,
    scatter,
    fitted: potential.map((e, k) => e - (residuals[k] as number)),
  };
}

/** θ at times s since the current began, for Dτ/L² = T. */
function filling({ time, duration }: PulseRecord, geometry: Geometry, T: number): Float64Array {
  const deviation = (t: number): number => (t > 0 ? surfaceDeviation(geometry, (T * t) / duration) : 0);
  const mean = meanDeviation(geometry, T);
  return time.map((t) => (deviation(t) - deviation(t - duration)) / mean);
}

const bend = (theta: number, power: number): number => theta ** power - theta;

function columnsOf(record: PulseRecord, { geometry }: Body, lnT: number, power: number): Float64Array[] {
  const theta = filling(record, geometry, Math.exp(lnT));
  return [
    theta.map(() => 1),
    record.time.map((t) => (t > 0 && t < record.duration ? 1 : 0)),
    theta,
    ...Array.from({ length: power - 1 }, (_, k) => theta.map((x) => bend(x, k + 2))),
  ];
}

function trial(record: PulseRecord, body: Body, lnT: number, power: number): Trial | null {
  const columns = columnsOf(record, body, lnT, power);
  const fit = linearFit(columns, record.potential);
  return fit && { columns, fit };
}

/** Of the model on ln D, V. */
function tangent(
  record: PulseRecord,
  body: Body,
  lnT: number,
  coefficients: readonly number[],
): Float64Array {
  const [up, down] = [lnT + STEP, lnT - STEP].map((at) => columnsOf(record, body, at, CUBIC));
  return record.time.map((_, k) =>
    coefficients.reduce(
      (sum, c, i) => sum + (c * ((up?.[i]?.[k] ?? NaN) - (down?.[i]?.[k] ?? NaN))) / (2 * STEP),
      0,
    ),
  );
}

function transientOf(coefficients: readonly number[], geometry: Geometry, T: number): number {
  const theta = surfaceDeviation(geometry, T) / meanDeviation(geometry, T);
  const [, , straight = NaN, square = NaN, cube = NaN] = coefficients;
  return straight * theta + square * bend(theta, 2) + cube * bend(theta, 3);
}

/** ln T of the least value: the best of a grid, then golden section beside it. At which end of the grid it lies otherwise. */
function leastOver(of: (lnT: number) => number): number | 'long' | 'short' {
  const [low, high] = [Math.log(LEAST_T), Math.log(LARGEST_T)];
  const step = (high - low) / GRID;
  const values = Array.from({ length: GRID + 1 }, (_, k) => of(low + k * step));
  const least = values.reduce((best, value, k) => (value < (values[best] ?? NaN) ? k : best), 0);
  if (least === 0) return 'short';
  if (least === GRID) return 'long';
  return minimumOf(of, low + (least - 1) * step, low + (least + 1) * step, CLOSE);
}
