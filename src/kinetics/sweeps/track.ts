/**
 * One sweep in a fit of all sweeps of a visit: current = A·χ(x − x½) + offset + leak·x, the leak being the same for all.
 * A round solves for A, offset and a step of x½ (Gauss–Newton), and leaves what the sweep says of the leak to the caller:
 * `information` and `pull`, from which all sweeps together get it.
 */
import { lagsFor, longRunVariance } from './noise';
import { fillShape, type Shape } from './template';
import { spread } from './nodes';
import { betweenBins, type Sweep } from './wave';
import { shortArray } from '../numerics/short-arrays';

/** Largest change of x½ in a round, RT/F. */
const LARGEST_STEP = 1;
/** Bins of a block for the test of the residuals. */
export const BLOCK = 4;
/** Amplitude, offset, place, and what the sweep adds to the parameters that are shared. */
const PARAMETERS = 4;

/** Of the residuals: sum of squares between blocks of bins, mean square within them, degrees of freedom of the sum. */
export interface Blocks {
  readonly between: number;
  readonly within: number;
  readonly count: number;
}

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
  blocks: Blocks = { between: NaN, within: NaN, count: 0 };
  /** Variances of amplitude, place·amplitude and offset for a long-run variance of 1, and change of the amplitude for a leak of 1. */
  amplitudeSpread = NaN;
  placeSpread = NaN;
  offsetSpread = NaN;
  leverage = 0;
  information = 0;
  pull = 0;
  /** Known current beneath the wave at the nodes, A, and the part of it that earlier waves have left, in amplitudes of the first sweep. */
  readonly beneath: Float64Array;
  readonly left: Float64Array;

  /** Place of the last look. */
  private looked = NaN;
  /** Shape and its slope of the last look, at the nodes. */
  private readonly value: Float64Array;
  private readonly change: Float64Array;
  /** Offset and place·amplitude of the last look, their change with the leak, and what the sums with the current count for in the amplitude. */
  private solved = 0;
  private base = 0;
  private moving = 0;
  private baseLever = 0;
  private placeLever = 0;
  private rowValue = 0;
  private rowOne = 0;
  private rowChange = 0;

  constructor(sweep: Sweep, place: number) {
    this.sweep = sweep;
    this.place = place;
    const { count } = sweep.nodes;
    this.value = shortArray(count);
    this.change = shortArray(count);
    this.beneath = shortArray(count);
    this.left = shortArray(count);
    this.middle = ((sweep.binAt[0] ?? NaN) + (sweep.binAt[sweep.bins - 1] ?? NaN)) / 2;
  }

  /** Takes what earlier waves have left as known, for a first sweep. */
  remember(): void {
    const { beneath, left, amplitude } = this;
    for (let k = 0; k < beneath.length; k++) beneath[k] = amplitude * (left[k] as number);
  }

  /** Takes what the first sweep's wave has become by the way back as known; `turn` as in `Sweeps`. */
  standOn(first: Track, turn: number): void {
    const { beneath, sweep, left } = this;
    if (!first.shape) return;
    fillShape(first.shape, sweep.binBlur, sweep.nodeAt, 2 * turn - first.place, beneath, this.change);
    for (let k = 0; k < beneath.length; k++) {
      beneath[k] = first.amplitude * ((left[k] as number) - (beneath[k] as number));
    }
  }

  /** Sums of a round, with a shape; false where they cannot be solved. */
  look(shape: Shape): boolean {
    this.shape = shape;
    this.looked = this.place;
    const { value, change, beneath, middle } = this;
    const { nodes, nodeAt, nodeSum, binBlur, bins: n } = this.sweep;
    const { weight } = nodes;
    fillShape(shape, binBlur, nodeAt, -this.place, value, change);
    let vv = 0, v = 0, vs = 0, vu = 0, s = 0, ss = 0, su = 0, u = 0, uu = 0; // prettier-ignore
    let yv = 0, y = 0, ys = 0, yu = 0; // prettier-ignore
    for (let k = 0; k < nodeAt.length; k++) {
      const w = weight[k] as number;
      const a = value[k] as number;
      const b = change[k] as number;
      const c = (nodeAt[k] as number) - middle;
      const i = (nodeSum[k] as number) - w * (beneath[k] as number);
      const wa = w * a;
      const wb = w * b;
      const wc = w * c;
      vv += wa * a;
      v += wa;
      vs += wa * b;
      vu += wa * c;
      s += wb;
      ss += wb * b;
      su += wb * c;
      u += wc;
      uu += wc * c;
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
    this.rowValue = c00 / determinant;
    this.rowOne = c01 / determinant;
    this.rowChange = c02 / determinant;
    this.amplitudeSpread = this.rowValue;
    this.placeSpread = c22 / determinant;
    this.offsetSpread = c11 / determinant;
    this.solved = (c00 * yv + c01 * y + c02 * ys) / determinant;
    this.base = (c01 * yv + c11 * y + c12 * ys) / determinant;
    this.moving = (c02 * yv + c12 * y + c22 * ys) / determinant;
    this.leverage = (c00 * vu + c01 * u + c02 * su) / determinant;
    this.baseLever = (c01 * vu + c11 * u + c12 * su) / determinant;
    this.placeLever = (c02 * vu + c12 * u + c22 * su) / determinant;
    this.information = uu - vu * this.leverage - u * this.baseLever - su * this.placeLever;
    this.pull = yu - vu * this.solved - u * this.base - su * this.moving;
    return true;
  }

  /**
   * What more current at each node, A, changes of amplitude and `pull` of the last look, where they count for so much; as
   * weights, in `into`.
   */
  weights(amplitude: number, pull: number, into: Float64Array): void {
    const { value, change, middle } = this;
    const { nodes, nodeAt } = this.sweep;
    const { weight } = nodes;
    const byValue = amplitude * this.rowValue - pull * this.leverage;
    const byOne = amplitude * this.rowOne - pull * this.baseLever - pull * middle;
    const byChange = amplitude * this.rowChange - pull * this.placeLever;
    for (let k = 0; k < into.length; k++) {
      const here = byValue * (value[k] as number) + byChange * (change[k] as number) + byOne;
      into[k] = (weight[k] as number) * (here + pull * (nodeAt[k] as number));
    }
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
    return this.placeSpread + this.placeLever ** 2 / this.information;
  }

  /** Ends a round, with a leak in A per RT/F. */
  settle(leak: number): void {
    this.amplitude = this.solved - leak * this.leverage;
    this.offset = this.base - leak * this.baseLever;
    this.slope = leak;
    const step = -(this.moving - leak * this.placeLever) / this.amplitude;
    this.step = Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step));
    this.place = this.looked + this.step;
  }

  /** From the residuals of the last round: the variance of a bin, and their blocks. */
  assess(): void {
    const { value, change, beneath, amplitude, offset, slope, middle, step } = this;
    const { nodes, nodeAt, binCurrent, perBin, filterTimes } = this.sweep;
    const { atNodes, atBins } = nodes;
    const moved = -amplitude * step;
    for (let k = 0; k < atNodes.length; k++) {
      atNodes[k] =
        amplitude * (value[k] as number) +
        moved * (change[k] as number) +
        offset +
        slope * ((nodeAt[k] as number) - middle) +
        (beneath[k] as number);
    }
    spread(nodes, atNodes, atBins);
    for (let k = 0; k < atBins.length; k++) atBins[k] = (binCurrent[k] as number) - (atBins[k] as number);
    this.variance = longRunVariance(atBins, lagsFor(perBin * filterTimes), PARAMETERS);
    this.blocks = blocksOf(atBins);
  }

  /** At the bins, what has these values at the nodes. */
  atBins(values: Float64Array): Float64Array {
    const { bins, nodes } = this.sweep;
    const there = new Float64Array(bins);
    spread(nodes, values, there);
    return there;
  }

  /** Current that the fit has at places of the sweep's axis, A along it; `first` is the track that this one stands on. */
  curve(at: Float64Array, first: Track | null, turn: number): Float64Array {
    const curve = new Float64Array(at.length);
    const change = new Float64Array(at.length);
    if (!this.shape) return curve.fill(NaN);
    fillShape(this.shape, this.sweep.blur, at, -this.place, curve, change);
    const left = this.atBins(this.left);
    const { amplitude } = first ?? this;
    const tail = new Float64Array(at.length);
    if (first?.shape) fillShape(first.shape, this.sweep.blur, at, 2 * turn - first.place, tail, change);
    for (let k = 0; k < at.length; k++) {
      const baseline = this.offset + this.slope * ((at[k] as number) - this.middle);
      const under = first ? first.amplitude * (tail[k] as number) : 0;
      const before = amplitude * betweenBins(this.sweep, left, at[k] as number);
      curve[k] = baseline + this.amplitude * (curve[k] as number) - under + before;
    }
    return curve;
  }
}

function blocksOf(residual: Float64Array): Blocks {
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
