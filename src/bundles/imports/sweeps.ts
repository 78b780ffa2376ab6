/** Sweeps and cycles of a recorded potential: where it turns, and where a cycle begins again. */

/** Part of the window that a potential must come back by before it counts as a turn; measured potentials wobble. */
const HYSTERESIS = 0.02;

export interface Range {
  readonly low: number;
  readonly high: number;
}

export function rangeOf(values: Float64Array): Range {
  let low = Infinity;
  let high = -Infinity;
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** Places of the turning points, without both ends; empty for a single sweep. */
export function turnsOf(potential: Float64Array): number[] {
  const { low, high } = rangeOf(potential);
  const needed = HYSTERESIS * (high - low);
  const turns: number[] = [];
  let direction = 0;
  let extreme = 0;
  for (let i = 1; i < potential.length; i++) {
    const ahead = (potential[i] as number) - (potential[extreme] as number);
    if (direction === 0) {
      if (Math.abs(ahead) > needed) {
        direction = Math.sign(ahead);
        extreme = i;
      }
    } else if (ahead * direction >= 0) {
      extreme = i;
    } else if (-ahead * direction > needed) {
      turns.push(extreme);
      direction = -direction;
      extreme = i;
    }
  }
  return turns;
}

/**
 * First places of the cycles: a new one begins where the potential, after two turns, is back at where the cycle began.
 * A rest shorter than the smallest sweep belongs to the cycle before it.
 */
export function cycleStarts(potential: Float64Array): number[] {
  const turns = turnsOf(potential);
  const { low, high } = rangeOf(potential);
  const starts = [0];
  let next = 0;
  for (;;) {
    const begin = starts[starts.length - 1] as number;
    while (next < turns.length && (turns[next] as number) <= begin) next += 1;
    const back = turns[next + 1];
    const first = turns[next];
    if (back === undefined || first === undefined) return starts;
    const home = potential[begin] as number;
    const direction = Math.sign((potential[first] as number) - home);
    let i = back;
    while (i < potential.length && ((potential[i] as number) - home) * direction < 0) i += 1;
    if (i >= potential.length || !moves(potential, i, HYSTERESIS * (high - low))) return starts;
    starts.push(i);
    next += 2;
  }
}

/** Whether the potential still moves by `by` after a place. Looks no further than it must. */
function moves(potential: Float64Array, from: number, by: number): boolean {
  let low = Infinity;
  let high = -Infinity;
  for (let i = from; i < potential.length; i++) {
    const value = potential[i] as number;
    if (value < low) low = value;
    if (value > high) high = value;
    if (high - low >= by) return true;
  }
  return false;
}

/** Sweeps that cover less of the window say nothing about the rate. */
const SHORTEST_SWEEP = 0.1;

/** Scan rate, V/s, that the times of the points give: the middle one of the sweeps' mean rates; null where times do not rise. */
export function rateOfTimes(potential: Float64Array, time: Float64Array): number | null {
  const { low, high } = rangeOf(potential);
  const ends = [0, ...turnsOf(potential), potential.length - 1];
  const rates: number[] = [];
  for (let k = 1; k < ends.length; k++) {
    const from = ends[k - 1] as number;
    const to = ends[k] as number;
    const span = Math.abs((potential[to] as number) - (potential[from] as number));
    const lasted = (time[to] as number) - (time[from] as number);
    if (span < SHORTEST_SWEEP * (high - low) || span === 0) continue;
    if (!(lasted > 0)) return null;
    rates.push(span / lasted);
  }
  rates.sort((a, b) => a - b);
  return rates[rates.length >> 1] ?? null;
}
