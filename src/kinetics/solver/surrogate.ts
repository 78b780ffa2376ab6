/**
 * The forward wave of a couple of finite rate, for fits: χ(x; Λ, size) and its derivatives without solving anything.
 * χ = −i/(FAC√(Dfv)) with α = ½, x = −f(E − E½) as the sweep raises it from far below 0, Λ = k⁰/√(Dfv). The size is a
 * length over √(D/fv): the radius of a contact disc on a thick solid, or the thickness of a layer.
 *
 *     const surrogate = discSurrogate();
 *     if (surrogate.covers(2.9, 7.7)) surrogate.set(2.9, 7.7);
 *     surrogate.fill(x, 0, jacobian);
 *
 * The table has been computed with the solver by `scripts/make-surrogate.ts`: Chebyshev polynomials in log Λ and in the size,
 * times the few functions of z = x − σ(Λ) that all waves are sums of (σ: `lateness.ts`). Beyond the greatest Λ of the table χ
 * goes to the reversible wave as 1/Λ.
 *
 * Only the forward sweep is here. On the way back a slow couple still feels how far past its wave the sweep has turned: one
 * parameter more, and a wave that begins with a kink at the vertex, which polynomials follow badly. The way back of a couple of
 * finite rate is the solver's (`simulateCycle`), which errs by less than 1e-4 in steps of 0.08 RT/F.
 */
import { chebyshev } from './chebyshev';
import { lateness, latenessSlope } from '../sweeps/lateness';
import { DISC_TABLE, LAYER_TABLE } from './surrogate-table';

/** How a table is laid out, and its numbers. */
interface SurrogateTable {
  /** Least and greatest Λ, and number of nodes in ln Λ. */
  readonly lambda: readonly [low: number, high: number, nodes: number];
  /** Range and number of nodes of the variable that stands for the size: 1/p for a disc, ln(L) for a layer. */
  readonly size: readonly [low: number, high: number, nodes: number];
  /** First z, distance of the nodes in z, and their number. */
  readonly grid: readonly [first: number, step: number, count: number];
  readonly rank: number;
  /**
   * Little-endian float32, base64: `rank` functions of z; for each of them coefficients by size and Λ, Λ running
   * fastest, and coefficients by size of the reversible wave.
   */
  readonly data: string;
}

/** Where `fill` puts χ and its derivatives by x, ln Λ and ln size: one value a place. */
export interface WaveJacobian {
  readonly value: Float64Array;
  readonly byX: Float64Array;
  readonly byLambda: Float64Array;
  readonly bySize: Float64Array;
}

export interface Surrogate {
  /** Whether a Λ and a size are in the table; both may be Infinity. */
  readonly covers: (lambda: number, size: number) => boolean;
  /** Chooses the wave, which must be covered. */
  readonly set: (lambda: number, size: number) => void;
  /** Fills the arrays at x = at[k] + shift. Below the table χ is 0, beyond it stays what it was at its end. */
  readonly fill: (at: Float64Array, shift: number, out: WaveJacobian) => void;
}

/** A planar or disc-shaped contact on a thick solid; the size is a/√(D/fv), Infinity for planar. */
export const discSurrogate = (): Surrogate => new TableSurrogate(decoded(DISC_TABLE), reciprocal);

/** A layer with a no-flux back wall, without edges; the size is L/√(D/fv). */
export const layerSurrogate = (): Surrogate => new TableSurrogate(decoded(LAYER_TABLE), logarithmic);

/** The variable that stands for a size in a table, and its derivative by ln size. */
interface SizeVariable {
  readonly of: (size: number) => number;
  readonly slope: (size: number) => number;
}
const reciprocal: SizeVariable = { of: (p) => 1 / p, slope: (p) => -1 / p };
const logarithmic: SizeVariable = { of: (l) => Math.log(l), slope: () => 1 };

interface Decoded {
  readonly table: SurrogateTable;
  /** `rank` functions of z and their slopes a node, one after the other. */
  readonly basis: Float64Array;
  readonly slopes: Float64Array;
  readonly coefficients: Float64Array;
  readonly reversible: Float64Array;
}

const cache = new Map<SurrogateTable, Decoded>();

function decoded(table: SurrogateTable): Decoded {
  let found = cache.get(table);
  if (!found) cache.set(table, (found = decode(table)));
  return found;
}

function decode(table: SurrogateTable): Decoded {
  const bytes = Uint8Array.from(atob(table.data), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const numbers = Float64Array.from({ length: bytes.length / 4 }, (_, k) => view.getFloat32(4 * k, true));
  const { rank } = table;
  const count = table.grid[2];
  const sizes = table.size[2];
  const products = sizes * table.lambda[2];
  const basis = numbers.slice(0, rank * count);
  const slopes = Float64Array.from(basis, (_, k) => slopeAt(basis, k - (k % count), count, k % count));
  const coefficients = numbers.slice(rank * count, rank * (count + products));
  return { table, basis, slopes, coefficients, reversible: numbers.slice(rank * (count + products)) };
}

/** Slope of samples a node apart: from six neighbours, near the ends from two or one. */
function slopeAt(samples: Float64Array, first: number, count: number, k: number): number {
  const at = (node: number): number => samples[first + Math.min(count - 1, Math.max(0, node))] ?? NaN;
  if (k < 3 || k >= count - 3) return (at(k + 1) - at(k - 1)) / (k === 0 || k === count - 1 ? 1 : 2);
  return (
    (3 * (at(k + 1) - at(k - 1))) / 4 - (3 * (at(k + 2) - at(k - 2))) / 20 + (at(k + 3) - at(k - 3)) / 60
  );
}

/** Value and slope at a node, of the wave and of its derivatives by ln Λ (at fixed z) and ln size. */
const WAVE = 0;
const BY_LAMBDA = 2;
const BY_SIZE = 4;
const STRIDE = 6;

class TableSurrogate implements Surrogate {
  private readonly source: Decoded;
  private readonly variable: SizeVariable;
  private readonly nodes: Float64Array;
  private readonly lambdaValue: Float64Array;
  private readonly lambdaSlope: Float64Array;
  private readonly sizeValue: Float64Array;
  private readonly sizeSlope: Float64Array;
  /** What one function of z counts for in the wave and in its derivatives by ln Λ and ln size. */
  private readonly weights = new Float64Array(3);
  private late = 0;
  /** dσ/d ln Λ. */
  private later = 0;

  constructor(source: Decoded, variable: SizeVariable) {
    const { lambda, size, grid } = source.table;
    this.source = source;
    this.variable = variable;
    this.nodes = new Float64Array(STRIDE * grid[2]);
    this.lambdaValue = new Float64Array(lambda[2]);
    this.lambdaSlope = new Float64Array(lambda[2]);
    this.sizeValue = new Float64Array(size[2]);
    this.sizeSlope = new Float64Array(size[2]);
  }

  covers(lambda: number, size: number): boolean {
    const { table } = this.source;
    const place = this.variable.of(size);
    return lambda >= table.lambda[0] && size > 0 && place >= table.size[0] && place <= table.size[1];
  }

  set(lambda: number, size: number): void {
    const { table, basis, slopes } = this.source;
    const { nodes } = this;
    const count = table.grid[2];
    this.late = lateness(lambda);
    this.later = latenessSlope(lambda);
    const share = this.polynomials(lambda, size);
    nodes.fill(0);
    for (let r = 0; r < table.rank; r++) {
      this.weigh(r, share);
      const value = this.weights[0] as number;
      const byLambda = this.weights[1] as number;
      const bySize = this.weights[2] as number;
      const first = r * count;
      for (let k = 0, n = 0; k < count; k++, n += STRIDE) {
        const b = basis[first + k] as number;
        const d = slopes[first + k] as number;
        nodes[n] = (nodes[n] as number) + value * b;
        nodes[n + 1] = (nodes[n + 1] as number) + value * d;
        nodes[n + 2] = (nodes[n + 2] as number) + byLambda * b;
        nodes[n + 3] = (nodes[n + 3] as number) + byLambda * d;
        nodes[n + 4] = (nodes[n + 4] as number) + bySize * b;
        nodes[n + 5] = (nodes[n + 5] as number) + bySize * d;
      }
    }
  }

  fill(at: Float64Array, shift: number, out: WaveJacobian): void {
    const [first, step, count] = this.source.table.grid;
    const { nodes, late, later } = this;
    const { value, byX, byLambda, bySize } = out;
    const last = count - 1;
    for (let k = 0; k < at.length; k++) {
      const place = ((at[k] as number) + shift - late - first) / step;
      if (place < 0) {
        value[k] = byX[k] = byLambda[k] = bySize[k] = 0;
        continue;
      }
      const cell = place < last ? place | 0 : last - 1;
      const t = place < last ? place - cell : 1;
      const n = STRIDE * cell;
      const slope = place < last ? hermiteSlope(nodes, n + WAVE, t) / step : 0;
      value[k] = hermite(nodes, n + WAVE, t);
      byX[k] = slope;
      byLambda[k] = hermite(nodes, n + BY_LAMBDA, t) - later * slope;
      bySize[k] = hermite(nodes, n + BY_SIZE, t);
    }
  }

  /** Evaluates the polynomials, derivatives by ln Λ and ln size; answers how much of the table, not of the reversible wave, there is. */
  private polynomials(lambda: number, size: number): number {
    const { table } = this.source;
    const [low, high] = table.lambda;
    const width = Math.log(high / low) / 2;
    chebyshev(Math.log(Math.min(lambda, high) / low) / width - 1, this.lambdaValue, this.lambdaSlope);
    const [small, large] = table.size;
    const half = (large - small) / 2;
    chebyshev((this.variable.of(size) - small) / half - 1, this.sizeValue, this.sizeSlope);
    const inner = this.variable.slope(size) / half;
    for (let j = 0; j < this.sizeSlope.length; j++) this.sizeSlope[j] = (this.sizeSlope[j] as number) * inner;
    for (let i = 0; i < this.lambdaSlope.length; i++) {
      this.lambdaSlope[i] = lambda > high ? 0 : (this.lambdaSlope[i] as number) / width;
    }
    return Math.min(1, high / lambda);
  }

  /** Sets the weights of one function of z. */
  private weigh(r: number, share: number): void {
    const { coefficients, reversible } = this.source;
    const { lambdaValue, lambdaSlope, sizeValue, sizeSlope, weights } = this;
    const columns = lambdaValue.length;
    let value = 0;
    let byLambda = 0;
    let bySize = 0;
    for (let j = 0; j < sizeValue.length; j++) {
      const row = (r * sizeValue.length + j) * columns;
      let sum = 0;
      let turned = 0;
      for (let i = 0; i < columns; i++) {
        const c = coefficients[row + i] as number;
        sum += c * (lambdaValue[i] as number);
        turned += c * (lambdaSlope[i] as number);
      }
      if (share < 1) {
        const excess = share * (sum - (reversible[r * sizeValue.length + j] as number));
        turned = -excess;
        sum = (reversible[r * sizeValue.length + j] as number) + excess;
      }
      value += sum * (sizeValue[j] as number);
      byLambda += turned * (sizeValue[j] as number);
      bySize += sum * (sizeSlope[j] as number);
    }
    weights[0] = value;
    weights[1] = byLambda;
    weights[2] = bySize;
  }
}

function hermite(nodes: Float64Array, n: number, t: number): number {
  const f0 = nodes[n] as number;
  const d0 = nodes[n + 1] as number;
  const rise = (nodes[n + STRIDE] as number) - f0;
  const a = d0 + (nodes[n + STRIDE + 1] as number) - 2 * rise;
  return f0 + t * (d0 + t * (rise - d0 - a + t * a));
}

function hermiteSlope(nodes: Float64Array, n: number, t: number): number {
  const d0 = nodes[n + 1] as number;
  const rise = (nodes[n + STRIDE] as number) - (nodes[n] as number);
  const a = d0 + (nodes[n + STRIDE + 1] as number) - 2 * rise;
  return d0 + t * (2 * (rise - d0 - a) + 3 * t * a);
}
