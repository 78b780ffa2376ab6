/** The rate that was recorded first and again at the end: has the pixel changed meanwhile? */
import type { Estimate } from './numerics/estimate';
import type { Peak, WaveAnalysis } from './sweeps/wave-peaks';

/** A difference of this many standard deviations is said. */
const FLAGGED = 3;

export interface Repeat {
  readonly scanRate: number;
  /** Peak current of the repetition over that of the first time. */
  readonly ratio: Estimate;
  /** Shift of the half-wave potential, V. */
  readonly shift: Estimate;
  /** Either differs by more than three standard deviations. */
  readonly changed: boolean;
}

/** Null where no rate was repeated with a peak both times. */
export function repeatOf(waves: readonly WaveAnalysis[]): Repeat | null {
  const earliest = new Map<number, Peak>();
  let a: Peak | undefined;
  let b: Peak | undefined;
  let repeated = NaN;
  for (const { scanRate, first } of waves) {
    if (!first) continue;
    const before = earliest.get(scanRate);
    if (before) [a, b, repeated] = [before, first, scanRate];
    else earliest.set(scanRate, first);
  }
  if (!a || !b) return null;
  const value = b.current.value / a.current.value;
  const error =
    Math.abs(value) * Math.hypot(a.current.error / a.current.value, b.current.error / b.current.value);
  const shift = {
    value: b.halfWave.value - a.halfWave.value,
    error: Math.hypot(a.halfWave.error, b.halfWave.error),
  };
  const changed = Math.abs(value - 1) > FLAGGED * error || Math.abs(shift.value) > FLAGGED * shift.error;
  return { scanRate: repeated, ratio: { value, error }, shift, changed };
}
