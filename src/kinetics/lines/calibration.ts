/** What the uncertainty of the cell's own numbers does to a diffusion coefficient. */
import type { Cell, LineModel, LinePoint } from './line';

const KEYS = [
  ['contactRadius', 'contactRadiusError'],
  ['concentration', 'concentrationError'],
  ['temperature', 'temperatureError'],
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
  const middle = diffusionOf(cell);
  const squares = KEYS.flatMap(([key, errorKey]) => {
    const [value, error] = [cell[key], cell[errorKey]];
    if (!(error > 0)) return [];
    const far = Math.min(FAR, (LEAST * value) / error);
    const scale = (FAR / far) ** 2;
    return [-far, far].map((z) => {
      return WEIGHT * scale * (diffusionOf({ ...cell, [key]: value + z * error }) - middle) ** 2;
    });
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}

/** A radius, say, is never moved by more than this part of itself. */
const LEAST = 0.6;
