/** What an analysis of a visit's voltammograms answers. */
import type { Tests } from './acceptance';
import type { Estimate } from './numerics/estimate';
import type { Explanation } from './whole/hypotheses';
import type { LineFit, Model } from './lines/line';
import type { Calibrated } from './reasons';
import type { Repeat } from './repeat';
import type { Verdict } from './verdict';
import type { WaveAnalysis } from './sweeps/wave-peaks';

export interface DiffusionAnalysis {
  readonly verdict: Verdict;
  readonly model: Model;
  /** D of the chosen model, m²/s; null where none was found. `calibration` is 1σ from radius, concentration, temperature. */
  readonly diffusion: Calibrated | null;
  readonly waves: readonly WaveAnalysis[];
  /** Every line that was tried, the textbook one through the origin first, and how much the peaks speak for each. */
  readonly fits: readonly LineFit[];
  readonly weights: readonly number[];
  /** Fits of the whole waves, the likeliest first; empty where the simple picture has nothing against it. */
  readonly explanations: readonly Explanation[];
  /** What the simple picture was tested with; null where it could not be drawn. */
  readonly tests: Tests | null;
  /** Weight of the chosen model among those it was compared with, 0 to 1; NaN without one. */
  readonly evidence: number;
  readonly bValue: Estimate | null;
  readonly halfWave: Estimate | null;
  /** Series resistance, Ω; double-layer and stray capacitance together, F; k⁰, m/s, where the waves tell it. */
  readonly resistance: Estimate | null;
  readonly capacitance: Estimate | null;
  readonly rateConstant: Estimate | null;
  /** D, m²/s, from the reverse sweeps. */
  readonly reverse: Estimate | null;
  readonly repeat: Repeat | null;
  /** D, m²/s, from the semi-integrals, with their scatter; computed when asked for. */
  readonly secondOpinion: () => Estimate | null;
  /** A sentence for people. */
  readonly reason: string;
}
