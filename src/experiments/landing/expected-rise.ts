/** How much higher than the clearance ways lie on average, as they lead over ground that no contact has told of yet. */
import type { Path } from '../experiment';
import { DEPTH } from '../program/timing';
import { KnownGround, type Trust } from './known-ground';

/** Ways at the beginning of a path that are gone through one by one. */
const FIRST = 300;
/** The last of them, which tell what follows. */
const LAST = 60;

/**
 * Mean over the ways of a path on level ground, m, each `most` at most. After the first few hundred, contacts in the plane
 * come nearer by 1/√n where they are scattered; where ways keep to their neighbours, there is no rise to speak of in any case.
 */
export function meanRise(path: Pick<Path, 'points'>, trust: Trust, most: number): number {
  const { points } = path;
  const rises: number[] = [];
  let known = KnownGround.unmet(trust);
  for (let k = 1; k < Math.min(points.length, FIRST + 1); k++) {
    const heard = k === 1 ? 0 : k - DEPTH;
    const contact = points[heard];
    const [from, to] = [points[k - 1], points[k]];
    if (contact && heard >= 0) known = known.with({ ...contact, z: planeAt(trust, contact) });
    if (!from || !to) continue;
    const level = Math.max(planeAt(trust, from), planeAt(trust, to));
    const height = known.heightOver(from, to) ?? NaN;
    rises.push(Math.min(most, Math.max(0, height - level - trust.clearance)));
  }
  if (rises.length === 0) return 0;
  const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
  const ways = points.length - 1;
  if (ways <= rises.length) return sum(rises) / ways;
  const last = sum(rises.slice(-LAST)) / LAST;
  const n = rises.length - LAST / 2;
  return (sum(rises) + 2 * last * Math.sqrt(n) * (Math.sqrt(ways) - Math.sqrt(rises.length))) / ways;
}

const planeAt = ({ slope }: Trust, { x, y }: { readonly x: number; readonly y: number }): number =>
  slope[0] * x + slope[1] * y;
