/**
 * Sums over the bins of a sweep, from few of them. A wave bends so slowly that its values at every few bins, the nodes,
 * tell those between: by the polynomial of fifth degree through the six nearest nodes, f(k) = Σⱼ φⱼ(k)·fⱼ at bin k. Sums of
 * anything measured with such a curve, and of curves with one another, are then sums over the nodes,
 *
 *     Σₖ y(k)·f(k) = Σⱼ yⱼ·fⱼ, yⱼ = Σₖ φⱼ(k)·y(k);    Σₖ f(k)·g(k) = Σⱼ wⱼ·fⱼ·gⱼ, wⱼ = Σₖ φⱼ(k),
 *
 * with all that the bins say of f, at a fraction of the work.
 */

/** Distance of the nodes, RT/F: the amplitude of a wave comes out the same to 1e-5. */
const DISTANCE = 0.76;
/** Values that a polynomial goes through. */
const ORDER = 6;
/** Fewest nodes of a sweep that has as many bins. */
const FEWEST = 24;

export interface Nodes {
  readonly bins: number;
  readonly count: number;
  /** The bin of each node; the last bin is one. */
  readonly bin: Int32Array;
  /** wⱼ. */
  readonly weight: Float64Array;
  /** For each bin the first of its nodes, and φ of that and of the ones that follow it. */
  readonly first: Int32Array;
  readonly share: Float64Array;
  /** Room for whoever works with values at nodes and bins; nobody leaves anything there. */
  readonly atNodes: Float64Array;
  readonly atBins: Float64Array;
}

const known = new Map<number, Nodes>();

/** The nodes of a sweep of so many bins, `width` RT/F apart. */
export function nodesFor(bins: number, width: number): Nodes {
  const most = Math.floor((bins - 1) / (FEWEST - 1));
  const stride = Math.max(1, Math.min(most, Math.floor(DISTANCE / width + 1e-6)));
  const key = bins * 64 + stride;
  let nodes = known.get(key);
  if (!nodes) {
    nodes = prepared(bins, stride);
    known.set(key, nodes);
  }
  return nodes;
}

function prepared(bins: number, stride: number): Nodes {
  const count = Math.ceil((bins - 1) / stride) + 1;
  const bin = Int32Array.from({ length: count }, (_, j) => Math.min(bins - 1, j * stride));
  const weight = new Float64Array(count);
  const first = new Int32Array(bins);
  const share = new Float64Array(bins * ORDER);
  for (let k = 0; k < bins; k++) {
    const begin = Math.max(0, Math.min(count - ORDER, Math.floor(k / stride) - ORDER / 2 + 1));
    first[k] = begin;
    for (let m = 0; m < ORDER; m++) {
      const phi = cardinal(bin, begin, m, k);
      share[k * ORDER + m] = phi;
      weight[begin + m] = (weight[begin + m] as number) + phi;
    }
  }
  return {
    ...{ bins, count, bin, weight, first, share },
    ...{ atNodes: new Float64Array(count), atBins: new Float64Array(bins) },
  };
}

/** Of the polynomials through `ORDER` nodes, the value at a bin of the one that is 1 at the node `m` and 0 at the others. */
function cardinal(bin: Int32Array, begin: number, m: number, at: number): number {
  const node = bin[begin + m] as number;
  let value = 1;
  for (let i = 0; i < ORDER; i++) {
    const other = bin[begin + i] as number;
    if (i !== m) value *= (at - other) / (node - other);
  }
  return value;
}

/** Fills `into` with yⱼ of what was measured at the bins. */
export function gather({ bins, first, share }: Nodes, measured: Float64Array, into: Float64Array): void {
  into.fill(0);
  for (let k = 0, s = 0; k < bins; k++, s += ORDER) {
    const j = first[k] as number;
    const y = measured[k] as number;
    into[j] = (into[j] as number) + (share[s] as number) * y;
    into[j + 1] = (into[j + 1] as number) + (share[s + 1] as number) * y;
    into[j + 2] = (into[j + 2] as number) + (share[s + 2] as number) * y;
    into[j + 3] = (into[j + 3] as number) + (share[s + 3] as number) * y;
    into[j + 4] = (into[j + 4] as number) + (share[s + 4] as number) * y;
    into[j + 5] = (into[j + 5] as number) + (share[s + 5] as number) * y;
  }
}

/** Fills `into` with the values at the bins of a curve that has `values` at the nodes. */
export function spread({ bins, first, share }: Nodes, values: Float64Array, into: Float64Array): void {
  for (let k = 0, s = 0; k < bins; k++, s += ORDER) {
    const j = first[k] as number;
    into[k] =
      (share[s] as number) * (values[j] as number) +
      (share[s + 1] as number) * (values[j + 1] as number) +
      (share[s + 2] as number) * (values[j + 2] as number) +
      (share[s + 3] as number) * (values[j + 3] as number) +
      (share[s + 4] as number) * (values[j + 4] as number) +
      (share[s + 5] as number) * (values[j + 5] as number);
  }
}
