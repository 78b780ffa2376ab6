/** Numbers that arrive one by one: typed arrays of one size after another, so that nothing is copied before the end. */

const CHUNK = 1 << 16;

export class Column {
  readonly #full: Float64Array[] = [];
  #open = new Float64Array(256);
  #place = 0;

  get length(): number {
    return this.#full.length * CHUNK + this.#place;
  }

  push(value: number): void {
    if (this.#place === this.#open.length) this.#grow();
    this.#open[this.#place++] = value;
  }

  #grow(): void {
    if (this.#place === CHUNK) {
      this.#full.push(this.#open);
      this.#open = new Float64Array(CHUNK);
      this.#place = 0;
    } else {
      const larger = new Float64Array(Math.min(CHUNK, 4 * this.#place));
      larger.set(this.#open);
      this.#open = larger;
    }
  }

  /** The numbers, in one array; the column is empty after it. */
  take(): Float64Array {
    const all = new Float64Array(this.length);
    this.#full.forEach((chunk, k) => all.set(chunk, k * CHUNK));
    all.set(this.#open.subarray(0, this.#place), this.#full.length * CHUNK);
    this.#full.length = 0;
    this.#place = 0;
    return all;
  }
}
