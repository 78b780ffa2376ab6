/** Where droplets have been: a droplet that comes down on the rest of another wets a wider disc. */

export class Residue {
  private readonly reach: number;
  private readonly places = new Map<string, { readonly x: number; readonly y: number }[]>();

  /** `reach` from the middle of a former droplet within which its rest is met, m. */
  constructor(reach: number) {
    this.reach = reach;
  }

  leave(x: number, y: number): void {
    const key = this.keyOf(this.square(x), this.square(y));
    const there = this.places.get(key);
    if (there) there.push({ x, y });
    else this.places.set(key, [{ x, y }]);
  }

  at(x: number, y: number): boolean {
    const [column, row] = [this.square(x), this.square(y)];
    for (let j = row - 1; j <= row + 1; j++) {
      for (let i = column - 1; i <= column + 1; i++) {
        const there = this.places.get(this.keyOf(i, j));
        if (there?.some((place) => Math.hypot(place.x - x, place.y - y) < this.reach)) return true;
      }
    }
    return false;
  }

  private square(along: number): number {
    return Math.floor(along / this.reach);
  }

  private keyOf(column: number, row: number): string {
    return `${String(column)} ${String(row)}`;
  }
}
