/**
 * One sweep in a fit of all sweeps of a visit: current = A·χ(x − x½) + offset + leak·x, the leak being the same for all.
 * A round solves for A, offset and a step of x½ (Gauss–Newton), and leaves what the sweep says of the leak to the caller:
 * `information` and `pull`, from which all sweeps together get it.
 */
import { lagsFor, longRunVariance } from './noise';
import { fillShape, type Shape } from './template';
import { betweenBins, type Sweep } from './wave';

/** Largest change of x½ in a round, RT/F. */
const LARGEST_STEP = 1;
/** Bins of a block for the test of the residuals. */
export const BLOCK = 4;
/** Amplitude, offset, place, and what the sweep adds to the parameters that are shared. */
const PARAMETERS = 4;

export class Track {
  readonly sweep: Sweep;
  /** Middle of the bins, where the leak's line passes through the offset. */
  readonly middle: number;
  /** Half-wave point on the sweep's axis. */
  place: number;
  /** Change of `place` in the last round. */
  step = 0;
  /** Of the shape, A; NaN where the fit failed. */
  amplitude = 0;
  offset = 0;
  slope = 0;
  shape: Shape | null = null;
  /** Long-run variance of a bin, A². */
  variance = 1;
  /** Variances of amplitude, place·amplitude and offset for a long-run variance of 1, and change of the amplitude for a leak of 1. */
  amplitudeSpread = NaN;
  placeSpread = NaN;
  offsetSpread = NaN;
  leverage = 0;
  information = 0;
  pull = 0;
  /** Known current beneath the wave at the bins, and the part of it that earlier waves have left, A. */
  readonly beneath: Float64Array;
  left: Float64Array | null = null;

  /** Place of the last look. */
  private looked = NaN;
  private readonly value: Float64Array;
  private readonly change: Float64Array;
  private readonly residual: Float64Array;
  private readonly solution = new Float64Array(3);
  private readonly lever = new Float64Array(3);
  /** What each sum with the current counts for in the amplitude. */
  private readonly row = new Float64Array(3);

  constructor(sweep: Sweep, place: number) {
    this.sweep = sweep;
    this.place = place;
    this.beneath = new Float64Array(sweep.bins);
    this.value = new Float64Array(sweep.bins);
    this.change = new Float64Array(sweep.bins);
    this.residual = new Float64Array(sweep.bins);
    this.middle = ((sweep.binAt[0] ?? NaN) + (sweep.binAt[sweep.bins - 1] ?? NaN)) / 2;
  }

  /** Takes what the first sweep's wave has become by the way back as known; `turn` as in `Sweeps`. */
  standOn(first: Track, turn: number): void {
    const { beneath, sweep, left } = this;
    if (!first.shape) return;
    fillShape(first.shape, sweep.binBlur, sweep.binAt, 2 * turn - first.place, beneath, this.change);
    for (let k = 0; k < beneath.length; k++) beneath[k] = -first.amplitude * (beneath[k] as number);
    if (left)
      for (let k = 0; k < beneath.length; k++) beneath[k] = (beneath[k] as number) + (left[k] as number);
  }

  /** Sums of a round, with a shape; false where they cannot be solved. */
  look(shape: Shape): boolean {
    this.shape = shape;
    this.looked = this.place;
    fillShape(shape, this.sweep.binBlur, this.sweep.binAt, -this.place, this.value, this.change);
    const { value, change, beneath, solution, lever, row, middle } = this;
    const { binAt, binCurrent } = this.sweep;
    const n = binAt.length;
    let vv = 0, v = 0, vs = 0, vu = 0, s = 0, ss = 0, su = 0, u = 0, uu = 0; // prettier-ignore
    let yv = 0, y = 0, ys = 0, yu = 0; // prettier-ignore
    for (let k = 0; k < n; k++) {
      const a = value[k] as number;
      const b = change[k] as number;
      const c = (binAt[k] as number) - middle;
      const i = (binCurrent[k] as number) - (beneath[k] as number);
      vv += a * a;
      v += a;
      vs += a * b;
      vu += a * c;
      s += b;
      ss += b * b;
      su += b * c;
      u += c;
      uu += c * c;
      yv += i * a;
      y += i;
      ys += i * b;
      yu += i * c;
    }
    // Cofactors of the symmetric matrix [vv v vs; v n s; vs s ss].
    const c00 = n * ss - s * s;
    const c01 = s * vs - v * ss;
    const c02 = v * s - n * vs;
    const c11 = vv * ss - vs * vs;
    const c12 = v * vs - vv * s;
    const c22 = vv * n - v * v;
    const determinant = vv * c00 + v * c01 + vs * c02;
    if (!(determinant > 1e-10 * vv * n * ss)) return false;
    solution[0] = (c00 * yv + c01 * y + c02 * ys) / determinant;
    solution[1] = (c01 * yv + c11 * y + c12 * ys) / determinant;
    solution[2] = (c02 * yv + c12 * y + c22 * ys) / determinant;
    lever[0] = (c00 * vu + c01 * u + c02 * su) / determinant;
    lever[1] = (c01 * vu + c11 * u + c12 * su) / determinant;
    lever[2] = (c02 * vu + c12 * u + c22 * su) / determinant;
    row[0] = c00 / determinant;
    row[1] = c01 / determinant;
    row[2] = c02 / determinant;
    this.amplitudeSpread = row[0];
    this.placeSpread = c22 / determinant;
    this.offsetSpread = c11 / determinant;
    this.leverage = lever[0];
    this.information = uu - vu * lever[0] - u * lever[1] - su * lever[2];
    this.pull = yu - vu * solution[0] - u * solution[1] - su * solution[2];
    return true;
  }

  /** What lies beneath without what earlier waves have left, A. */
  tail(): Float64Array {
    const { beneath, left } = this;
    const tail = beneath.slice();
    if (left) for (let k = 0; k < tail.length; k++) tail[k] = (tail[k] as number) - (left[k] as number);
    return tail;
  }

  /** By how much amplitude and `pull` of the last look change with more current at the bins, A. */
  taken(current: Float64Array): { readonly amplitude: number; readonly pull: number } {
    const { value, change, row, lever, middle } = this;
    const { binAt, bins } = this.sweep;
    let v = 0, n = 0, s = 0, u = 0; // prettier-ignore
    for (let k = 0; k < bins; k++) {
      const more = current[k] as number;
      v += more * (value[k] as number);
      n += more;
      s += more * (change[k] as number);
      u += more * ((binAt[k] as number) - middle);
    }
    return {
      amplitude: v * (row[0] as number) + n * (row[1] as number) + s * (row[2] as number),
      pull: u - v * (lever[0] as number) - n * (lever[1] as number) - s * (lever[2] as number),
    };
  }

  /** Amplitude of the last look with a leak, A per RT/F. */
  amplitudeWith(leak: number): number {
    return (this.solution[0] as number) - leak * (this.lever[0] as number);
  }

  /** The leak that this sweep alone would have, A per RT/F. */
  get ownLeak(): number {
    return this.pull / this.information;
  }

  /** Variances of amplitude and place·amplitude, for a long-run variance of 1, where no other sweep tells the leak. */
  get aloneSpread(): number {
    return this.amplitudeSpread + this.leverage ** 2 / this.information;
  }

  get alonePlaceSpread(): number {
    return this.placeSpread + (this.lever[2] as number) ** 2 / this.information;
  }

  /** Ends a round, with a leak in A per RT/F. */
  settle(leak: number): void {
    const { solution, lever } = this;
    this.amplitude = this.amplitudeWith(leak);
    this.offset = (solution[1] as number) - leak * (lever[1] as number);
    this.slope = leak;
    const step = -((solution[2] as number) - leak * (lever[2] as number)) / this.amplitude;
    this.step = Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step));
    this.place = this.looked + this.step;
  }

  /** Residuals of the last round, and from them the variance of a bin, for a fit of so many parameters. */
  assess(parameters = PARAMETERS): void {
    const { residual, value, change, beneath, amplitude, offset, slope, middle, step } = this;
    const { binAt, binCurrent, perBin, filterTimes } = this.sweep;
    const moved = -amplitude * step;
    for (let k = 0; k < residual.length; k++) {
      const fitted =
        amplitude * (value[k] as number) +
        moved * (change[k] as number) +
        offset +
        slope * ((binAt[k] as number) - middle) +
        (beneath[k] as number);
      residual[k] = (binCurrent[k] as number) - fitted;
    }
    this.variance = longRunVariance(residual, lagsFor(perBin * filterTimes), parameters);
  }

  /** Of the residuals: sum of squares between blocks of bins, mean square within them, degrees of freedom of the sum. */
  blocks(): { readonly between: number; readonly within: number; readonly count: number } {
    const { residual } = this;
    const count = Math.floor(residual.length / BLOCK);
    let between = 0;
    let within = 0;
    for (let block = 0; block < count; block++) {
      let sum = 0;
      let squares = 0;
      for (let k = block * BLOCK; k < (block + 1) * BLOCK; k++) {
        const r = residual[k] as number;
        sum += r;
        squares += r * r;
      }
      between += (sum * sum) / BLOCK;
      within += squares - (sum * sum) / BLOCK;
    }
    return { between, within: within / (count * (BLOCK - 1)), count: count - PARAMETERS };
  }

  /** Current that the fit has at places of the sweep's axis, A along it; `first` is the track that this one stands on. */
  curve(at: Float64Array, first: Track | null, turn: number): Float64Array {
    const curve = new Float64Array(at.length);
    const change = new Float64Array(at.length);
    if (!this.shape) return curve.fill(NaN);
    fillShape(this.shape, this.sweep.blur, at, -this.place, curve, change);
    const tail = new Float64Array(at.length);
    if (first?.shape) fillShape(first.shape, this.sweep.blur, at, 2 * turn - first.place, tail, change);
    for (let k = 0; k < at.length; k++) {
      const baseline = this.offset + this.slope * ((at[k] as number) - this.middle);
      const under = first ? first.amplitude * (tail[k] as number) : 0;
      const left = this.left ? betweenBins(this.sweep, this.left, at[k] as number) : 0;
      curve[k] = baseline + this.amplitude * (curve[k] as number) - under + left;
    }
    return curve;
  }
}
