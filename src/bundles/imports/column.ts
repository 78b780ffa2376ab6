/** Numbers that arrive one by one: a typed array that grows by doubling. */
export class Column {
  #values = new Float64Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(2 * this.#length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** The numbers so far, in an array of their own. */
  toArray(): Float64Array {
    return this.#values.slice(0, this.#length);
  }
}
