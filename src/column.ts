/**
 * A list of numbers that grows: kept in typed arrays of equal length, so that a number takes its own bytes and no object,
 * and nothing is copied when the list grows.
 *
 *     const heights = new Column(Float64Array);
 *     heights.push(2e-6);
 */
const BLOCK = 4096;

type Numbers = Int8Array | Uint8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;

export class Column<T extends Numbers> {
  private readonly kind: new (length: number) => T;
  private readonly blocks: T[] = [];
  private count = 0;

  /** `kind`: what its numbers fit into. */
  constructor(kind: new (length: number) => T) {
    this.kind = kind;
  }

  get length(): number {
    return this.count;
  }

  push(value: number): void {
    if (this.count === this.blocks.length * BLOCK) this.blocks.push(new this.kind(BLOCK));
    this.count++;
    this.set(this.count - 1, value);
  }

  /** NaN where the list has no such place. */
  at(place: number): number {
    return place < this.count ? (this.blocks[Math.floor(place / BLOCK)]?.[place % BLOCK] ?? NaN) : NaN;
  }

  /** Puts a number in the place of another. Throws a RangeError where there is none. */
  set(place: number, value: number): void {
    const block = this.blocks[Math.floor(place / BLOCK)];
    if (!block || place >= this.count) throw new RangeError(`no number at ${String(place)}`);
    block[place % BLOCK] = value;
  }

  /** A copy of the numbers from one place up to another. */
  slice(from: number, to: number): T {
    const copy = new this.kind(Math.max(0, Math.min(to, this.count) - from));
    for (let k = 0; k < copy.length; k++) copy[k] = this.at(from + k);
    return copy;
  }
}
