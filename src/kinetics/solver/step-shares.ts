/**
 * What a flux that goes linearly from one value to another during a step leaves in a node of rate λ and weight 1 at the
 * step's end: the shares of both values, and the decay of what was there. Electrodes with the same rates, whatever their
 * diffusion coefficients, share them.
 */

/** Nodes whose memory of the step's beginning is below e^−13 need no state during that step. */
const FORGOTTEN = 13;
/** Step lengths kept for one set of rates. */
const KEPT = 1024;

export interface StepShares {
  /** Nodes with a state, counted from the slowest. */
  readonly active: number;
  /** One value a node; decay is 0 for nodes without a state. From and to in s. */
  readonly decay: Float64Array;
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** decay·to + from: what the first value leaves in a node that is kept without the share of the last. */
  readonly carry: Float64Array;
}

const known = new WeakMap<Float64Array, Map<number, StepShares>>();

/** Shares of a step of `length` seconds for ascending rates (1/s), which must not change afterwards. */
export function stepShares(rates: Float64Array, length: number): StepShares {
  let lengths = known.get(rates);
  if (!lengths) known.set(rates, (lengths = new Map<number, StepShares>()));
  let shares = lengths.get(length);
  if (!shares) {
    shares = compute(rates, length);
    if (lengths.size >= KEPT) lengths.clear();
    lengths.set(length, shares);
  }
  return shares;
}

function compute(rates: Float64Array, length: number): StepShares {
  const decay = new Float64Array(rates.length);
  const from = new Float64Array(rates.length);
  const to = new Float64Array(rates.length);
  const carry = new Float64Array(rates.length);
  let active = 0;
  for (let k = 0; k < rates.length; k++) {
    const z = (rates[k] as number) * length;
    if (z > FORGOTTEN) {
      from[k] = length / (z * z);
      to[k] = length * (1 / z - 1 / (z * z));
      continue;
    }
    active = k + 1;
    const e = Math.exp(-z);
    decay[k] = e;
    const small = z < 0.02;
    from[k] = length * (small ? 1 / 2 - z / 3 + z ** 2 / 8 - z ** 3 / 30 : (1 - e * (1 + z)) / z ** 2);
    to[k] = length * (small ? 1 / 2 - z / 6 + z ** 2 / 24 - z ** 3 / 120 : (z - 1 + e) / z ** 2);
    carry[k] = e * (to[k] as number) + (from[k] as number);
  }
  return { active, decay, from, to, carry };
}
