/** Squares of different materials, again and again in both directions. A grain belongs to the square of its site. */
import type { Grain } from './grains';
import { MATERIALS, type Material } from './materials';

/** Side of a square, m. */
const SQUARE = 1.25e-6;
const ROWS = [
  [MATERIALS.planar, MATERIALS.disc, MATERIALS.thin_layer, MATERIALS.kinetic],
  [MATERIALS.resistive, MATERIALS.stray_capacitance, MATERIALS.two_phase, MATERIALS.no_redox],
] as const;

export function mosaicMaterial({ siteX, siteY }: Grain): Material {
  const row = ROWS[Math.floor(siteY / SQUARE) & 1] ?? ROWS[0];
  return row[Math.floor(siteX / SQUARE) & 3] ?? row[0];
}
