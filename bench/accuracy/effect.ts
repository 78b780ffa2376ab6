/** Where a plain line, with or without the disc's spread, cannot give D. */
import { thermal } from '../../src/kinetics/constants';
import { NOMINAL } from '../../src/world/conditions';
import { cellOn, MATERIALS } from '../../src/world/materials';
import type { Pixel } from './pixels';

/** Effect on D above which a model counts as broken. */
const BEARABLE = 0.05;
const RATES = [1.25, 2.5, 5, 10, 20];

/** A pixel where “good” would be wrong. Rate constant and resistance of the samples change every D by more than 5 %. */
export function isBroken({ region, truth }: Pixel): boolean {
  switch (region) {
    case 'planar':
    case 'disc':
    case 'stray_capacitance':
      return false;
    case 'thin_layer':
      return Math.abs(layerEffect(truth)) > BEARABLE;
    default:
      return true;
  }
}

/**
 * What a line through the origin, all peaks with the same error, makes of D over a layer: ip/planar =
 * tanh(0.56√w + 0.05w) (Aoki, Tokuda and Matsuda 1983).
 */
function layerEffect(diffusion: number): number {
  const { thickness, temperature } = cellOn(MATERIALS.thin_layer, diffusion, NOMINAL);
  const ratio = (rate: number): number => {
    const w = (thickness ** 2 * thermal(temperature) * rate) / diffusion;
    return Math.tanh(0.56 * Math.sqrt(w) + 0.05 * w);
  };
  const sum = RATES.reduce((total, rate) => total + rate * ratio(rate), 0);
  return (sum / RATES.reduce((total, rate) => total + rate, 0)) ** 2 - 1;
}
