/** The models of peak current against scan rate that are tried, and how much the peaks speak for each. */
import { finiteLayer } from './layer-line';
import { contactDisc, throughOrigin, withIntercept, type LineFit, type LineModel } from './line';
import { mixedLine } from './mixed-line';

/** By name, the textbook line first. */
export const LINE_MODEL = {
  line: throughOrigin,
  intercept: withIntercept,
  disc: contactDisc,
  layer: finiteLayer,
  mixed: mixedLine,
} as const;

export const LINE_MODELS: readonly LineModel[] = Object.values(LINE_MODEL);

/**
 * Posterior weight of each fit of `points` peaks, by the Bayesian information criterion χ² + k·ln n (Schwarz 1978), all
 * being equally likely before; they add up to 1.
 */
export function weightsOf(fits: readonly LineFit[], points: number): number[] {
  const criteria = fits.map(({ chiSquared, freedom }) => chiSquared + (points - freedom) * Math.log(points));
  const least = Math.min(...criteria);
  const shares = criteria.map((c) => Math.exp((least - c) / 2));
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((s) => s / sum);
}
