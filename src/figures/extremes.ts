/**
 * Long curves in few strokes: of every column of a drawing the first, last, least and greatest sample, so that the picture is
 * that of all samples. The extremes of blocks of samples are found once a curve; a day at 10 Hz is then reduced in a frame.
 */
import type { Range } from './plot-paths';

/** Samples whose extremes are kept together. */
const BLOCK = 128;

/** Where the least and the greatest sample of a run lie, and one that is no number; −1 for none. */
interface Run {
  least: number;
  greatest: number;
  gap: number;
}

export class Extremes {
  private readonly y: ArrayLike<number>;
  private readonly least: Int32Array;
  private readonly greatest: Int32Array;
  private readonly gap: Int32Array;

  constructor(y: ArrayLike<number>) {
    const blocks = Math.floor(y.length / BLOCK);
    this.y = y;
    this.least = new Int32Array(blocks);
    this.greatest = new Int32Array(blocks);
    this.gap = new Int32Array(blocks);
    for (let block = 0; block < blocks; block++) {
      const run = { least: -1, greatest: -1, gap: -1 };
      this.scan(block * BLOCK, (block + 1) * BLOCK, run);
      this.least[block] = run.least;
      this.greatest[block] = run.greatest;
      this.gap[block] = run.gap;
    }
  }

  /** Extremes of the samples `from` to before `to`. */
  of(from: number, to: number): Readonly<Run> {
    const run = { least: -1, greatest: -1, gap: -1 };
    const first = Math.ceil(from / BLOCK);
    const last = Math.floor(to / BLOCK);
    if (last <= first) {
      this.scan(from, to, run);
      return run;
    }
    this.scan(from, first * BLOCK, run);
    for (let block = first; block < last; block++) {
      this.consider(this.least[block] ?? -1, run);
      this.consider(this.greatest[block] ?? -1, run);
      this.consider(this.gap[block] ?? -1, run);
    }
    this.scan(last * BLOCK, to, run);
    return run;
  }

  private scan(from: number, to: number, run: Run): void {
    for (let k = from; k < to; k++) this.consider(k, run);
  }

  private consider(k: number, run: Run): void {
    if (k < 0) return;
    const v = this.y[k] as number;
    if (Number.isNaN(v)) {
      run.gap = k;
      return;
    }
    if (run.least < 0 || v < (this.y[run.least] as number)) run.least = k;
    if (run.greatest < 0 || v > (this.y[run.greatest] as number)) run.greatest = k;
  }
}

const known = new WeakMap<ArrayLike<number>, Extremes>();

/** The extremes of a curve, found once for each array. */
export function extremesOf(y: ArrayLike<number>): Extremes {
  const there = known.get(y);
  if (there) return there;
  const made = new Extremes(y);
  known.set(y, made);
  return made;
}

/** The first place whose number is at least `value`, of numbers in ascending order. */
export function firstAtLeast(x: ArrayLike<number>, value: number, from = 0): number {
  let low = from;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Indices, in order, that draw a curve within a range of x as all of its samples would: at most five for each of so many
 * columns. The samples next to the range are among them, so that lines reach its edges. `x` ascends.
 */
export function keptWithin(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { low, high }: Range,
  columns: number,
): number[] {
  const from = Math.max(0, firstAtLeast(x, low) - 1);
  const to = Math.min(x.length, firstAtLeast(x, high, from) + 1);
  if (to - from <= 4 * columns) return Array.from({ length: to - from }, (_, k) => from + k);
  const extremes = extremesOf(y);
  const kept = [from];
  let start = firstAtLeast(x, low, from);
  for (let column = 1; column <= columns; column++) {
    const end = firstAtLeast(x, low + ((high - low) * column) / columns, start);
    if (end <= start) continue;
    const { least, greatest, gap } = extremes.of(start, end);
    const chosen = [start, least, greatest, gap, end - 1].filter((k) => k >= 0).sort((a, b) => a - b);
    for (const k of chosen) if (k !== kept.at(-1)) kept.push(k);
    start = end;
  }
  if (to - 1 !== kept.at(-1)) kept.push(to - 1);
  return kept;
}
