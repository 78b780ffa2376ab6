import type { Path } from '../experiment';

/** Distance of the two places of a path that are nearest to each other, m: the pitch of a grid; Infinity for a single one. */
export function nearestDistance({
  points,
  x,
  y,
  listed,
}: Pick<Path, 'points' | 'x' | 'y' | 'listed'>): number {
  if (!listed) return Math.min(...[x, y].map((line) => Math.abs((line[1] ?? Infinity) - (line[0] ?? 0))));
  const sorted = [...points].sort((a, b) => a.x - b.x);
  let least = Infinity;
  for (const [k, a] of sorted.entries()) {
    for (let n = k + 1; n < sorted.length && least > 0; n++) {
      const b = sorted[n];
      if (!b || b.x - a.x >= least) break;
      least = Math.min(least, Math.hypot(a.x - b.x, a.y - b.y));
    }
  }
  return least;
}
