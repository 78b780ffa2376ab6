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
  const criteria: number[] = [];
  let least = Infinity;
  for (const { chiSquared, freedom } of fits) {
    const criterion = chiSquared + (points - freedom) * Math.log(points);
    criteria.push(criterion);
    least = Math.min(least, criterion);
  }
  let sum = 0;
  for (const criterion of criteria) sum += Math.exp((least - criterion) / 2);
  const weights: number[] = [];
  for (const criterion of criteria) weights.push(Math.exp((least - criterion) / 2) / sum);
  return weights;
}
