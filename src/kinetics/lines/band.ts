/** Curves for the picture of peak current against √v. */
import type { DiffusionAnalysis } from '../diffusion';
import { NORMAL_95 } from '../numerics/statistics';
import { predict, type LineFit, type Model } from './line';

/** A model's curve and its 95 % band from noise, A, at each √v. */
export interface Curve {
  readonly model: Model;
  readonly current: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export interface Band {
  /** √v, V^½ s^-½, ascending from near 0 to somewhat beyond the fastest rate. */
  readonly root: Float64Array;
  /** Null where D does not come from the peaks. */
  readonly chosen: Curve | null;
  readonly line: Curve;
}

/** The chosen model and the textbook line through the origin, at `count` places; null where the analysis has no line. */
export function bandOf(analysis: DiffusionAnalysis, count = 80): Band | null {
  const chosen = analysis.fits.find((fit) => fit.model === analysis.model);
  const line = analysis.fits.find((fit) => fit.model === 'line');
  if (!line) return null;
  const end = 1.05 * Math.sqrt(Math.max(...analysis.waves.map((wave) => wave.scanRate)));
  const root = Float64Array.from({ length: count }, (_, k) => (end * (k + 1)) / count);
  return { root, chosen: chosen ? curveOf(chosen, root) : null, line: curveOf(line, root) };
}

function curveOf(fit: LineFit, root: Float64Array): Curve {
  const points = Array.from(root, (x) => predict(fit, x * x));
  return {
    model: fit.model,
    current: Float64Array.from(points, (p) => p.value),
    lower: Float64Array.from(points, (p) => p.value - NORMAL_95 * p.error),
    upper: Float64Array.from(points, (p) => p.value + NORMAL_95 * p.error),
  };
}
