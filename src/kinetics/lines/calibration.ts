/** What the uncertainty of the cell's own numbers does to a diffusion coefficient. */
import type { Cell, LineModel, LinePoint } from './line';

const KEYS = [
  { key: 'contactRadius', errorKey: 'contactRadiusError' },
  { key: 'concentration', errorKey: 'concentrationError' },
  { key: 'temperature', errorKey: 'temperatureError' },
] as const;

/** Places, in standard deviations, and weights of Gauss–Hermite quadrature beside the middle, which D itself has. */
const FAR = Math.sqrt(3);
const WEIGHT = 1 / 6;

/**
 * 1σ of D, m²/s, from radius, concentration and temperature: the root mean square of what D becomes when each is drawn from
 * its normal distribution (three-point Gauss–Hermite), which is more than linear propagation where D goes with a high
 * power. For the plain line and small errors this is (4δr/r)² + (2δC/C)² + (δT/T)²; the disc depends on the radius a little
 * less. NaN where a moved cell has no D.
 */
export function calibrationError(model: LineModel, points: readonly LinePoint[], cell: Cell): number {
  return spreadOf((moved) => model(points, moved)?.diffusion.value ?? NaN, cell);
}

/** The same for any D that follows from a cell. */
export function spreadOf(diffusionOf: (cell: Cell) => number, cell: Cell): number {
  let middle = NaN;
  let squares = 0;
  for (const { key, errorKey } of KEYS) {
    const value = cell[key];
    const error = cell[errorKey];
    if (!(error > 0)) continue;
    if (squares === 0) middle = diffusionOf(cell);
    squares += spread(error / value, (times) => diffusionOf({ ...cell, [key]: value * times }) - middle) ** 2;
  }
  return Math.sqrt(squares);
}

/** 1σ of 1/x² over its value, for an x that is uncertain by a part `error` of itself. */
export const squaredInverseSpread = (error: number): number =>
  error > 0 ? spread(error, (times) => times ** -2 - 1) : 0;

/** Root mean square of a change with a number that is uncertain by a part `error` of itself. */
function spread(error: number, change: (times: number) => number): number {
  const far = Math.min(FAR, LEAST / error);
  const scale = (FAR / far) ** 2;
  return Math.sqrt(WEIGHT * scale * (change(1 - far * error) ** 2 + change(1 + far * error) ** 2));
}

/** A radius, say, is never moved by more than this part of itself. */
const LEAST = 0.6;
