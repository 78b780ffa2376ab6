import type { Path } from '../experiment';

/** Distance of the two places of a path that are nearest to each other, m: the pitch of a grid; Infinity for a single one. */
export function nearestDistance({
  points,
  x,
  y,
  listed,
}: Pick<Path, 'points' | 'x' | 'y' | 'listed'>): number {
  if (!listed) return Math.min(...[x, y].map((line) => Math.abs((line[1] ?? Infinity) - (line[0] ?? 0))));
  let least = Infinity;
  points.forEach((a, k) => {
    for (const b of points.slice(k + 1)) least = Math.min(least, Math.hypot(a.x - b.x, a.y - b.y));
  });
  return least;
}
