/** Where droplets have been, and what each has left there: a wet place, or a film. */

export class Residue<Left = true> {
  private readonly reach: number;
  private readonly places = new Map<
    string,
    { readonly x: number; readonly y: number; readonly left: Left }[]
  >();

  /** `reach` from the middle of a former droplet within which its rest is met, m. */
  constructor(reach: number) {
    this.reach = reach;
  }

  leave(x: number, y: number, left: Left): void {
    const key = this.keyOf(this.square(x), this.square(y));
    const there = this.places.get(key);
    if (there) there.push({ x, y, left });
    else this.places.set(key, [{ x, y, left }]);
  }

  /** What is met at a place; null on fresh ground. */
  at(x: number, y: number): Left | null {
    const [column, row] = [this.square(x), this.square(y)];
    for (let j = row - 1; j <= row + 1; j++) {
      for (let i = column - 1; i <= column + 1; i++) {
        const there = this.places.get(this.keyOf(i, j));
        const met = there?.find((place) => Math.hypot(place.x - x, place.y - y) < this.reach);
        if (met) return met.left;
      }
    }
    return null;
  }

  private square(along: number): number {
    return Math.floor(along / this.reach);
  }

  private keyOf(column: number, row: number): string {
    return `${String(column)} ${String(row)}`;
  }
}
