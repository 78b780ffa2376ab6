/**
 * Peak currents of a solid with a back wall: ip = FAC√(Dfv)·χmax(L√(fv/D)). Of a layer confined to the contact, whose
 * thickness is fitted beside D where it is not known; or of a film of known thickness that goes on beyond the contact.
 */
import { REVERSIBLE_PEAK, thermal } from '../constants';
import { layerPeak } from '../solver/layer';
import {
  chiSquared,
  currentScale,
  diffusionOf,
  distinctRates,
  rateOf,
  slopeThroughOrigin,
  undropped,
  weightOf,
} from './line';
import type { Cell, LineModel } from './line';

const MOST_ROUNDS = 40;
const CONVERGED = 1e-4;
/** Thickness to begin at where none is known, in diffusion lengths of the middle rate. */
const START = 2;
/** A pivot this much smaller than the other says that D and thickness cannot be told apart. */
const DEPENDENT = 1e-6;

/** |ip|, and its logarithm's derivatives by ln D and ln L. */
function peakOf(cell: Cell, diffusion: number, thickness: number, scanRate: number, radius: number) {
  const depth = thickness * Math.sqrt((thermal(cell.temperature) * scanRate) / diffusion);
  const { value, logSlope } = layerPeak(depth, radius);
  return {
    peak: currentScale(cell) * Math.sqrt(diffusion * scanRate) * value,
    byDiffusion: (1 - logSlope) / 2,
    byThickness: logSlope,
  };
}

/** D, and L where the cell does not tell it, by Gauss–Newton in their logarithms. */
export const finiteLayer: LineModel = (measured, cell) => {
  const points = undropped(measured);
  const rates: number[] = [];
  for (const { scanRate } of points) rates.push(scanRate);
  const middle = rates.sort((a, b) => a - b)[Math.floor(rates.length / 2)];
  if (middle === undefined) return null;
  const known = cell.thickness !== undefined;
  if (!known && distinctRates(points, rateOf) < 3) return null;
  const start = slopeThroughOrigin(points);
  const sign = Math.sign(start.value);
  let diffusion = diffusionOf(start, cell).value;
  let thickness = cell.thickness ?? START * Math.sqrt(diffusion / (thermal(cell.temperature) * middle));
  const radius = known && cell.confined !== true ? cell.contactRadius / thickness : Infinity;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let aa = 0, ab = 0, bb = 0, ar = 0, br = 0; // prettier-ignore
    for (const point of points) {
      const at = peakOf(cell, diffusion, thickness, point.scanRate, radius);
      const weight = weightOf(point);
      const a = at.peak * at.byDiffusion;
      const b = known ? 0 : at.peak * at.byThickness;
      const rest = sign * point.current.value - at.peak;
      aa += weight * a * a;
      ab += weight * a * b;
      bb += weight * b * b;
      ar += weight * a * rest;
      br += weight * b * rest;
    }
    const determinant = known ? aa : aa * bb - ab * ab;
    if (!(determinant > (known ? 0 : DEPENDENT * aa * bb))) return null;
    const byD = known ? ar / aa : (bb * ar - ab * br) / determinant;
    const byL = known ? 0 : (aa * br - ab * ar) / determinant;
    const shrink = Math.min(1, 0.7 / Math.max(Math.abs(byD), Math.abs(byL)));
    diffusion *= Math.exp(shrink * byD);
    thickness *= Math.exp(shrink * byL);
    if (!(diffusion > 0) || !Number.isFinite(diffusion)) return null;
    if (Math.max(Math.abs(byD), Math.abs(byL)) > CONVERGED) continue;
    const logError = Math.sqrt((known ? 1 : bb) / determinant);
    const slope = sign * REVERSIBLE_PEAK * currentScale(cell) * Math.sqrt(diffusion);
    const d = diffusion;
    const l = thickness;
    const variance = (a: number, b: number): number =>
      known ? (a * a) / aa : (a * a * bb - 2 * a * b * ab + b * b * aa) / determinant;
    return {
      model: 'layer',
      diffusion: { value: d, error: d * logError },
      ...(known ? {} : { thickness: { value: l, error: l * Math.sqrt(aa / determinant) } }),
      slope: { value: slope, error: Math.abs(slope) * (logError / 2) },
      intercept: { value: 0, error: 0 },
      covariance: 0,
      chiSquared: chiSquared(points, (v) => sign * peakOf(cell, d, l, v, radius).peak),
      freedom: points.length - (known ? 1 : 2),
      at: (scanRate) => {
        const { peak, byDiffusion, byThickness } = peakOf(cell, d, l, scanRate, radius);
        return { value: sign * peak, error: peak * Math.sqrt(variance(byDiffusion, byThickness)) };
      },
    };
  }
  return null;
};
