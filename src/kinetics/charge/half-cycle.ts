/**
 * A solid charged or discharged by a constant current until a potential: how much passed, along which potential, and how
 * much at each potential (differential capacity).
 *
 *     const half = halfCycleOf(time, potential, current);
 *     const { potential, capacity } = differentialCapacity(half, 5e-3);
 */

export interface HalfCycle {
  /** s since it began, V, and C passed until then, signed as the current; one of each per sample. */
  readonly time: Float64Array;
  readonly potential: Float64Array;
  readonly charge: Float64Array;
  /** C in all, signed, and s. */
  readonly total: number;
  readonly duration: number;
  /** V, median over the charge: the potential before and after which the same charge passed. */
  readonly plateau: number;
}

/**
 * @param time centres of even samples, s since the current began; potential, V; current, A: of the same length
 * Samples that were lost (NaN) count with the mean of the others' current. Null for fewer than two samples, or without a
 * current.
 */
export function halfCycleOf(
  time: Float64Array,
  potential: Float64Array,
  current: Float64Array,
): HalfCycle | null {
  const known = current.filter(Number.isFinite);
  const n = time.length;
  if (n < 2 || known.length === 0 || potential.length !== n || current.length !== n) return null;
  const mean = known.reduce((sum, i) => sum + i, 0) / known.length;
  const interval = ((time[n - 1] as number) - (time[0] as number)) / (n - 1);
  const charge = new Float64Array(n);
  let passed = 0;
  for (let k = 0; k < n; k++) {
    const here = current[k] as number;
    const part = (Number.isFinite(here) ? here : mean) * interval;
    charge[k] = passed + part / 2;
    passed += part;
  }
  if (passed === 0) return null;
  const middle = charge.findIndex((q) => Math.abs(q) >= Math.abs(passed) / 2);
  return {
    time,
    potential,
    charge,
    total: passed,
    duration: n * interval,
    plateau: potential[middle] ?? NaN,
  };
}

export interface DifferentialCapacity {
  /** V, middles of steps, ascending; F, |dQ/dE| over each. */
  readonly potential: Float64Array;
  readonly capacity: Float64Array;
}

/** |dQ/dE| as the charge that passed while the potential was within each step (V) of its range, whatever its noise. */
export function differentialCapacity({ potential, charge }: HalfCycle, step: number): DifferentialCapacity {
  const known = potential.filter(Number.isFinite);
  const low = known.reduce((least, e) => Math.min(least, e), Infinity);
  const high = known.reduce((most, e) => Math.max(most, e), -Infinity);
  const bins = Math.max(1, Math.ceil((high - low) / step + 1e-9));
  const capacity = new Float64Array(known.length > 0 ? bins : 0);
  for (let k = 1; k < potential.length; k++) {
    const from = potential[k - 1] as number;
    const to = potential[k] as number;
    const passed = Math.abs((charge[k] as number) - (charge[k - 1] as number));
    if (Number.isFinite(from + to)) spread(capacity, (from - low) / step, (to - low) / step, passed / step);
  }
  return { potential: capacity.map((_, k) => low + (k + 0.5) * step), capacity };
}

/** Adds an amount to the bins between two places, to each as much as it has of the way. */
function spread(bins: Float64Array, from: number, to: number, amount: number): void {
  const [low, high] = from < to ? [from, to] : [to, from];
  const last = bins.length - 1;
  const [first, end] = [Math.min(last, Math.floor(low)), Math.min(last, Math.floor(high))];
  for (let k = first; k <= end; k++) {
    const part = first === end ? 1 : (Math.min(high, k + 1) - Math.max(low, k)) / (high - low);
    bins[k] = (bins[k] as number) + amount * part;
  }
}
