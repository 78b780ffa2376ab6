/**
 * Calibration of a pipette: a straight line through its current in baths of known concentrations, with its band, and back
 * from a current to a concentration. What the line leaves over counts as error, also where it is not noise but a curve.
 */
import { linearFit } from '../numerics/linear-fit';
import { student95 } from '../numerics/statistics';

/** A line by its slope and its middle, whose errors know nothing of each other. */
export interface ConcentrationLine {
  /** A per mol/m³, and 1σ. */
  readonly slope: number;
  readonly slopeError: number;
  /** Mean of the concentrations, mol/m³, and the line there, A, with 1σ. */
  readonly centre: number;
  readonly current: number;
  readonly currentError: number;
  /** Of how many concentrations it was made, and their range, mol/m³. */
  readonly solutions: number;
  readonly least: number;
  readonly greatest: number;
}

/** Two concentrations make the line, and fewer than two more tell nothing of its band. */
export const FEWEST_SOLUTIONS = 4;

/**
 * Concentrations, mol/m³, and currents, A, of which NaN is left out. Null for fewer than four or all at one concentration.
 */
export function concentrationLine(
  concentrations: ArrayLike<number>,
  currents: ArrayLike<number>,
): ConcentrationLine | null {
  const known = Array.from(currents, (_, k) => k).filter((k) => Number.isFinite(currents[k]));
  const n = known.length;
  if (n < FEWEST_SOLUTIONS) return null;
  const x = Float64Array.from(known, (k) => concentrations[k] as number);
  const y = Float64Array.from(known, (k) => currents[k] as number);
  const centre = x.reduce((sum, c) => sum + c, 0) / n;
  const centred = x.map((c) => c - centre);
  const fit = linearFit([new Float64Array(n).fill(1), centred], y);
  if (!fit) return null;
  const [current = NaN, slope = NaN] = fit.coefficients;
  // Points of a calibration are not a series in time: neighbours that hang together are a curve, which is scatter.
  return {
    slope,
    slopeError: fit.scatter / Math.sqrt(centred.reduce((sum, c) => sum + c * c, 0)),
    centre,
    current,
    currentError: fit.scatter / Math.sqrt(n),
    solutions: n,
    least: Math.min(...x),
    greatest: Math.max(...x),
  };
}

/** 1σ of the currents about the line, A. */
export const scatterOf = ({ currentError, solutions }: ConcentrationLine): number =>
  currentError * Math.sqrt(solutions);

/** Half of the 95 % interval of what the line says, in σ. */
export const reach95 = ({ solutions }: ConcentrationLine): number => student95(solutions - 2);

/** The line at a concentration, mol/m³: current and half of its 95 % band, A. */
export function currentOn(line: ConcentrationLine, concentration: number): { value: number; band: number } {
  return {
    value: line.current + line.slope * (concentration - line.centre),
    band: reach95(line) * lineError(line, concentration),
  };
}

const lineError = ({ currentError, slopeError, centre }: ConcentrationLine, c: number): number =>
  Math.hypot(currentError, slopeError * (c - centre));

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
  if (!(Math.abs(line.slope) > reach95(line) * line.slopeError)) return null;
  const value = line.centre + (current - line.current) / line.slope;
  return {
    value,
    error: Math.hypot(error, scatterOf(line), lineError(line, value)) / Math.abs(line.slope),
    extrapolated: value < line.least || value > line.greatest,
  };
}
