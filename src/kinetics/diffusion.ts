/** One voltammogram as measured, with what the instrument says of it. */
export interface Wave {
  /** V/s, positive. */
  readonly scanRate: number;
  /** s between samples. */
  readonly interval: number;
  /** V and A, same length; first sweep, then the reverse sweep. */
  readonly potential: ArrayLike<number>;
  readonly current: ArrayLike<number>;
  /** −3 dB frequency of the four-pole Bessel filter, Hz; Infinity for none. */
  readonly cutoff: number;
  /** The instrument said that samples were beyond the range. */
  readonly clipped: boolean;
}

/** What the current of a droplet cell is computed with, each with its 1σ. SI. */
export interface Cell {
  readonly contactRadius: number;
  readonly contactRadiusError: number;
  readonly concentration: number;
  readonly concentrationError: number;
  readonly temperature: number;
  readonly temperatureError: number;
}

/** Codes of the verdict, as in bundles. */
export const VERDICT = {
  good: 0,
  disc: 1,
  thin_layer: 2,
  kinetic: 3,
  resistive: 4,
  stray_capacitance: 5,
  two_phase: 6,
  clipped: 7,
  no_peak: 8,
  no_contact: 9,
} as const;
export type Verdict = keyof typeof VERDICT;

/** Codes of the model behind a diffusion coefficient, as in bundles. */
export const MODEL = { line: 0, intercept: 1, disc: 2, layer: 3, mixed: 4, wave: 5 } as const;
export type Model = keyof typeof MODEL;

export interface Estimate {
  readonly value: number;
  /** 1σ from noise alone. */
  readonly error: number;
}

/** One sweep's peak by template least squares. Currents signed, anodic positive. */
export interface Peak {
  readonly current: Estimate;
  /** Potential of the peak, V, corrected for the filter's delay. */
  readonly potential: Estimate;
  readonly halfWave: Estimate;
  /** |peak| over the rms of the residual. */
  readonly snr: number;
  /** Fitted current (baseline included) at each sample of the sweep, and which samples those are. */
  readonly from: number;
  readonly fitted: Float64Array;
}

export interface WaveAnalysis {
  readonly scanRate: number;
  readonly first: Peak | null;
  readonly reverse: Peak | null;
  /** |Ep,a − Ep,c|, V. */
  readonly separation: Estimate | null;
}

export interface LineFit {
  readonly model: Model;
  /** D, m²/s. */
  readonly diffusion: Estimate;
  /** A s^½ V^-½ and A, signed. */
  readonly slope: Estimate;
  readonly intercept: Estimate;
  /** Weighted sum of squared residuals and degrees of freedom. */
  readonly chiSquared: number;
  readonly freedom: number;
}

export interface DiffusionAnalysis {
  readonly verdict: Verdict;
  readonly model: Model;
  /** D of the chosen model, m²/s; null where none was found. `calibration` is 1σ from radius, concentration, temperature. */
  readonly diffusion: (Estimate & { readonly calibration: number }) | null;
  readonly waves: readonly WaveAnalysis[];
  /** Every model that was tried, the textbook line through the origin first. */
  readonly fits: readonly LineFit[];
  readonly bValue: Estimate | null;
  readonly halfWave: Estimate | null;
  /** A sentence for people. */
  readonly reason: string;
}
