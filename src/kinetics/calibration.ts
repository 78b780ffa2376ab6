/** What the uncertainty of the cell's own numbers does to a diffusion coefficient. */
import type { Cell, LineModel, LinePoint } from './line';

const KEYS = [
  ['contactRadius', 'contactRadiusError'],
  ['concentration', 'concentrationError'],
  ['temperature', 'temperatureError'],
] as const;

/**
 * 1σ of D, m²/s, from radius, concentration and temperature: each is moved by ±1σ and the model solved again. For the plain
 * line this is (4δr/r)² + (2δC/C)² + (δT/T)²; the disc depends on the radius a little less. NaN where a moved cell has no D.
 */
export function calibrationError(model: LineModel, points: readonly LinePoint[], cell: Cell): number {
  const diffusion = (key: (typeof KEYS)[number][0], value: number): number =>
    model(points, { ...cell, [key]: value })?.diffusion.value ?? NaN;
  return Math.hypot(
    ...KEYS.map(([key, errorKey]) => {
      const [value, error] = [cell[key], cell[errorKey]];
      return error > 0 ? (diffusion(key, value + error) - diffusion(key, value - error)) / 2 : 0;
    }),
  );
}
