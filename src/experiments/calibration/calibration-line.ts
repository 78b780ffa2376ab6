/** The straight line through currents at known concentrations, its band, and what it leaves. */
import { student95 } from '../../kinetics/numerics/statistics';
import { lineThrough } from '../results/straight-line';

export interface CalibrationLine {
  /** A m³/mol, with 1σ and half of its 95 % interval. */
  readonly slope: number;
  readonly slopeError: number;
  readonly slopeHalf: number;
  /** Mean concentration, mol/m³, and the line there, A: its error knows nothing of the slope's. */
  readonly centre: number;
  readonly current: number;
  readonly currentError: number;
  /** Scatter about the line, A. */
  readonly scatter: number;
  /** Current less the line at each concentration, A; NaN where none was measured. */
  readonly residuals: Float64Array;
  /** The line at a concentration, A, and half of its 95 % interval. */
  readonly at: (concentration: number) => { readonly current: number; readonly half: number };
}

/** Null for fewer than four currents: two of them make the line, and fewer than two more tell nothing of its band. */
export function calibrationLine(
  concentrations: Float64Array,
  currents: Float64Array,
): CalibrationLine | null {
  const known = [...currents.keys()].filter((k) => Number.isFinite(currents[k]));
  const n = known.length;
  const line = n < 4 ? null : lineThrough(concentrations, currents);
  if (!line) return null;
  const centre = known.reduce((sum, k) => sum + (concentrations[k] ?? NaN), 0) / n;
  const current = line.intercept + line.slope * centre;
  const residuals = currents.map((i, k) => i - line.intercept - line.slope * (concentrations[k] ?? NaN));
  const scatter = Math.sqrt(known.reduce((sum, k) => sum + (residuals[k] ?? NaN) ** 2, 0) / (n - 2));
  const currentError = scatter / Math.sqrt(n);
  const t = student95(n - 2);
  return {
    slope: line.slope,
    slopeError: line.slopeError,
    slopeHalf: t * line.slopeError,
    centre,
    current,
    currentError,
    scatter,
    residuals,
    at: (c) => ({
      current: current + line.slope * (c - centre),
      half: t * Math.hypot(currentError, line.slopeError * (c - centre)),
    }),
  };
}
