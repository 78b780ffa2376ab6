/**
 * Calibration of a pipette: a straight line through its current in baths of known concentrations, with its band, and back
 * from a current to a concentration. What the line leaves over counts as error, also where it is not noise but a curve.
 */
import { linearFit } from '../numerics/linear-fit';
import { student95 } from '../numerics/statistics';

export interface ConcentrationLine {
  /** A, and A per mol/m³. */
  readonly intercept: number;
  readonly slope: number;
  /** 1σ of both, and what they have in common, in the units of their product. */
  readonly interceptError: number;
  readonly slopeError: number;
  readonly covariance: number;
  /** 1σ of the points about the line, A, and the degrees of freedom that it was found with. */
  readonly scatter: number;
  readonly freedom: number;
  /** Range of concentrations that was calibrated, mol/m³. */
  readonly from: number;
  readonly to: number;
}

/** Concentrations, mol/m³, and currents, A. Null for fewer than three points or all at one concentration. */
export function concentrationLine(
  concentrations: Float64Array,
  currents: Float64Array,
): ConcentrationLine | null {
  const n = concentrations.length;
  if (n < 3 || currents.length !== n) return null;
  const mean = concentrations.reduce((sum, c) => sum + c, 0) / n;
  const centred = concentrations.map((c) => c - mean);
  const fit = linearFit([new Float64Array(n).fill(1), centred], currents);
  if (!fit) return null;
  const [middle = NaN, slope = NaN] = fit.coefficients;
  // Points of a calibration are not a series in time: neighbours that hang together are a curve, which is scatter.
  const spread = centred.reduce((sum, c) => sum + c * c, 0);
  const slopeError = fit.scatter / Math.sqrt(spread);
  return {
    intercept: middle - slope * mean,
    slope,
    interceptError: fit.scatter * Math.sqrt(1 / n + mean ** 2 / spread),
    slopeError,
    covariance: -mean * slopeError ** 2,
    scatter: fit.scatter,
    freedom: n - 2,
    from: Math.min(...concentrations),
    to: Math.max(...concentrations),
  };
}

/** The line at a concentration, mol/m³: current and half of the 95 % band of the line, A. */
export function currentOn(line: ConcentrationLine, concentration: number): { value: number; band: number } {
  return {
    value: line.intercept + line.slope * concentration,
    band: student95(line.freedom) * lineError(line, concentration),
  };
}

const lineError = ({ interceptError, slopeError, covariance }: ConcentrationLine, c: number): number =>
  Math.sqrt(Math.max(0, interceptError ** 2 + 2 * c * covariance + (c * slopeError) ** 2));

export interface FoundConcentration {
  /** mol/m³, and 1σ from the noise of the current and the calibration. */
  readonly value: number;
  readonly error: number;
  /** Beyond what was calibrated. */
  readonly extrapolated: boolean;
}

/** Concentration of a current, A, with 1σ, A. Null for a line whose slope is not beyond its 95 %. */
export function concentrationOf(
  line: ConcentrationLine,
  current: number,
  error: number,
): FoundConcentration | null {
  if (!(Math.abs(line.slope) > student95(line.freedom) * line.slopeError)) return null;
  const value = (current - line.intercept) / line.slope;
  return {
    value,
    error: Math.hypot(error, line.scatter, lineError(line, value)) / Math.abs(line.slope),
    extrapolated: value < line.from || value > line.to,
  };
}
