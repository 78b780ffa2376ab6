/** The latest values of many, in order. */
export class Ring<T> {
  private readonly kept: T[] = [];
  private readonly size: number;
  private total = 0;

  constructor(size: number) {
    this.size = size;
  }

  push(value: T): void {
    this.kept[this.total % this.size] = value;
    this.total++;
  }

  /** How many were pushed and are not kept any more. */
  get dropped(): number {
    return this.total - this.kept.length;
  }

  /** From the oldest that is kept to the latest. */
  list(): T[] {
    const oldest = this.total % this.kept.length || 0;
    return [...this.kept.slice(oldest), ...this.kept.slice(0, oldest)];
  }
}
