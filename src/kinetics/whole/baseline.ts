/** What adds to the current linearly: the amplifier's offset, a capacitance, a leak. Weighted, and projected out of residuals. */
import type { Estimate } from '../numerics/estimate';
import { dot, invertSymmetric } from '../numerics/normal-equations';
import type { RecordedWave } from './visit-solver';

const COLUMNS = 3;

export class Baseline {
  private readonly measured: Float64Array;
  private readonly deviation: Float64Array;
  /** Columns over the deviation, and the same made orthonormal. */
  private readonly columns: readonly Float64Array[];
  private readonly basis: readonly Float64Array[];
  private readonly units: readonly number[];

  /** `deviation` of each bin, A. */
  constructor(waves: readonly RecordedWave[], deviation: Float64Array) {
    this.deviation = deviation;
    this.measured = new Float64Array(deviation.length);
    const fastest = Math.max(...waves.map(({ wave }) => wave.scanRate));
    const width = Math.max(...waves.map(({ sweeps }) => sweeps.turn / sweeps.unit));
    this.units = [1, 1 / fastest, 1 / width];
    const offset = new Float64Array(deviation.length);
    const charging = new Float64Array(deviation.length);
    const leak = new Float64Array(deviation.length);
    this.columns = [offset, charging, leak];
    let from = 0;
    for (const { wave, sweeps } of waves) {
      const middle = sweeps.origin + (sweeps.direction * sweeps.turn) / (2 * sweeps.unit);
      for (const sweep of [sweeps.first, sweeps.reverse]) {
        if (!sweep) continue;
        for (let k = 0; k < sweep.bins; k++) {
          const along = ((sweep.binAt[k] as number) / sweeps.unit) * sweep.direction;
          const potential = sweeps.origin + along;
          const place = from + k;
          const deviation = this.deviation[place] as number;
          offset[place] = sweep.direction / deviation;
          charging[place] = wave.scanRate / fastest / deviation;
          leak[place] = (sweep.direction * (potential - middle)) / width / deviation;
          this.measured[place] = (sweep.binCurrent[k] as number) / deviation;
        }
        from += sweep.bins;
      }
    }
    this.basis = orthonormal(this.columns);
  }

  /** Fills `into` with the weighted residuals of a current, without what the three columns can take up. */
  project(current: Float64Array, into: Float64Array): void {
    const { measured, deviation } = this;
    for (let k = 0; k < into.length; k++) {
      into[k] = (current[k] as number) / (deviation[k] as number) - (measured[k] as number);
    }
    this.strip(into);
  }

  /** What a change of the current does to the weighted residuals. */
  taken(change: Float64Array): Float64Array {
    const weighted = new Float64Array(change.length);
    for (let k = 0; k < weighted.length; k++) {
      weighted[k] = (change[k] as number) / (this.deviation[k] as number);
    }
    this.strip(weighted);
    return weighted;
  }

  private strip(into: Float64Array): void {
    const { basis } = this;
    for (const q of basis) {
      let sum = 0;
      for (let k = 0; k < into.length; k++) sum += (q[k] as number) * (into[k] as number);
      for (let k = 0; k < into.length; k++) into[k] = (into[k] as number) - sum * (q[k] as number);
    }
  }

  /** Offset, A, capacitance, F, and leak, A/V, beside a current, and the current with all three, A. */
  beside(current: Float64Array): {
    readonly offset: Estimate;
    readonly capacitance: Estimate;
    readonly leak: Estimate;
    readonly fitted: Float64Array;
  } {
    const { columns, measured, deviation } = this;
    const inverse = new Float64Array(COLUMNS * COLUMNS);
    for (let i = 0; i < COLUMNS; i++) {
      for (let j = 0; j < COLUMNS; j++) {
        inverse[i * COLUMNS + j] = dot(columns[i] as Float64Array, columns[j] as Float64Array);
      }
    }
    invertSymmetric(inverse, COLUMNS, COLUMNS);
    const rest = new Float64Array(measured.length);
    for (let k = 0; k < rest.length; k++) {
      rest[k] = (measured[k] as number) - (current[k] as number) / (deviation[k] as number);
    }
    const right = columns.map((column) => dot(column, rest));
    const values = columns.map((_, i) =>
      right.reduce((sum, r, j) => sum + r * (inverse[i * COLUMNS + j] as number), 0),
    );
    const fitted = current.slice();
    columns.forEach((column, c) => {
      const value = values[c] as number;
      for (let k = 0; k < fitted.length; k++) {
        fitted[k] = (fitted[k] as number) + value * (column[k] as number) * (deviation[k] as number);
      }
    });
    const estimate = (c: number): Estimate => {
      const unit = this.units[c] ?? NaN;
      return {
        value: (values[c] as number) * unit,
        error: Math.sqrt(inverse[c * COLUMNS + c] as number) * unit,
      };
    };
    return { offset: estimate(0), capacitance: estimate(1), leak: estimate(2), fitted };
  }
}

/** Gram–Schmidt; a column that depends on those before it becomes 0. */
function orthonormal(columns: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const column of columns) {
    const rest = column.slice();
    for (const q of basis) {
      const part = dot(q, rest);
      for (let k = 0; k < rest.length; k++) rest[k] = (rest[k] as number) - part * (q[k] as number);
    }
    const norm = Math.sqrt(dot(rest, rest));
    const scale = norm > 1e-9 * Math.sqrt(dot(column, column)) ? 1 / norm : 0;
    for (let k = 0; k < rest.length; k++) rest[k] = (rest[k] as number) * scale;
    basis.push(rest);
  }
  return basis;
}
