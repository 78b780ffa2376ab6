/**
 * The ground as far as contacts have told it, and the height at which a probe clears it on its way from one place to another.
 *
 * Between two places the probe may be anywhere in the rectangle that they span, as a stage is free to move x first, y first
 * or both. Off its levelled plane, the ground is taken to rise by at most the clearance within the reach of a contact, and
 * further away in proportion. Over ground that has contacts in reach, the probe travels the clearance above the highest of
 * the nearest; elsewhere above the most that the ground can have risen to since the contacts that there are.
 */
import type { Path } from '../experiment';
import { nearestDistance } from '../path/nearest';
import type { Contact } from './ground';

type Place = Pick<Contact, 'x' | 'y'>;

/** What is taken of the ground before it is met. */
export interface Trust {
  /** Kept above the ground, m. */
  readonly clearance: number;
  /** Distance from a contact within which the ground rises by no more than the clearance, m. */
  readonly reach: number;
  /** By how much it may rise per length further away; 0 where the height is to stay as it is. */
  readonly steepness: number;
  /** Rise of the levelled plane per length, along x and y. */
  readonly slope: readonly [x: number, y: number];
}

/** Pixels as far as which a contact tells of the ground, however little the clearance is: the next but one in any direction. */
const PIXELS = 2.5;

/** Up to 45° off the plane between places that are near, and less where the places of a path are further apart than the clearance. */
export function trustIn(
  path: Pick<Path, 'points' | 'x' | 'y' | 'listed'>,
  clearance: number,
  slope: Trust['slope'],
): Trust {
  const pitch = nearestDistance(path);
  const reach = Math.max(clearance, Number.isFinite(pitch) ? PIXELS * pitch : 0, 1e-9);
  return { clearance, reach, steepness: clearance / reach, slope };
}

/** Contacts nearest to a place whose highest counts. */
const NEAREST = 16;
/** Strips of ground in a reach. */
const FINE = 4;
/** Numbers of a contact in a strip: x, y, z. */
const SIZE = 3;
/** A way is looked at in so many parts at most along each axis. */
const PARTS = 8;

interface Neighbour {
  readonly z: number;
  readonly distance: number;
}

/**
 * Contacts by strips along x, in each x, y and z one contact after the other by x: plain numbers, since a long scan has
 * a hundred thousand of them. z is less the levelled plane.
 */
type Strips = ReadonlyMap<number, Float64Array>;

const EMPTY = new Float64Array(0);

export class KnownGround {
  private readonly trust: Trust;
  private readonly strips: Strips;
  private readonly lowest: number;

  private constructor(trust: Trust, strips: Strips, lowest: number) {
    this.trust = trust;
    this.strips = strips;
    this.lowest = lowest;
  }

  static unmet(trust: Trust): KnownGround {
    return new KnownGround(trust, new Map(), Infinity);
  }

  get isMet(): boolean {
    return this.strips.size > 0;
  }

  /** The same with one contact more, m; at a place that was met before it stands for what was met there. */
  with({ x, y, z }: Contact): KnownGround {
    const { trust, strips } = this;
    const height = z - trust.slope[0] * x - trust.slope[1] * y;
    const strip = strips.get(this.stripOf(y)) ?? EMPTY;
    let at = firstFrom(strip, x);
    while (strip[at] === x && strip[at + 1] !== y) at += SIZE;
    const behind = strip[at] === x ? at + SIZE : at;
    const changed = new Float64Array(at + SIZE + strip.length - behind);
    changed.set(strip.subarray(0, at));
    changed.set([x, y, height], at);
    changed.set(strip.subarray(behind), at + SIZE);
    return new KnownGround(
      trust,
      new Map(strips).set(this.stripOf(y), changed),
      Math.min(this.lowest, height),
    );
  }

  /** z at which the probe clears the ground on its way, m; null where nothing was met yet. */
  heightOver(from: Place, to: Place): number | null {
    if (!this.isMet) return null;
    const [x, y] = [parts(from.x, to.x, this.trust.reach), parts(from.y, to.y, this.trust.reach)];
    const [slopeX, slopeY] = this.trust.slope;
    const beyond = Math.hypot(x.half, y.half);
    let highest = -Infinity;
    for (const cx of x.centres)
      for (const cy of y.centres) {
        const plane = slopeX * cx + slopeY * cy + Math.abs(slopeX) * x.half + Math.abs(slopeY) * y.half;
        highest = Math.max(highest, plane + this.groundAbout({ x: cx, y: cy }, beyond));
      }
    return highest + this.trust.clearance;
  }

  /** How high the ground is taken to be within a distance of a place, off its plane, less the clearance that covers what lies in reach. */
  private groundAbout(place: Place, within: number): number {
    const { reach } = this.trust;
    const near = this.contactsAbout(place, reach + within);
    const highest = Math.max(...near.map(({ z }) => z));
    const isCovered = (near[0]?.distance ?? Infinity) <= reach - within;
    return isCovered ? highest : Math.max(highest, this.mostAbout(place, within));
  }

  /** The nearest contacts within a distance, the nearest first. */
  private contactsAbout(place: Place, distance: number): readonly Neighbour[] {
    const found: Neighbour[] = [];
    const last = this.stripOf(place.y + distance);
    for (let row = this.stripOf(place.y - distance); row <= last; row++) {
      const strip = this.strips.get(row) ?? EMPTY;
      for (let at = firstFrom(strip, place.x - distance); at < strip.length; at += SIZE) {
        const [x = NaN, y = NaN, z = NaN] = [strip[at], strip[at + 1], strip[at + 2]];
        if (x > place.x + distance) break;
        const away = Math.hypot(x - place.x, y - place.y);
        if (away <= distance) found.push({ z, distance: away });
      }
    }
    return found.sort((a, b) => a.distance - b.distance).slice(0, NEAREST);
  }

  /** The least of what each contact leaves possible. */
  private mostAbout(place: Place, within: number): number {
    const { steepness, reach } = this.trust;
    let least = Infinity;
    for (const [row, strip] of this.strips) {
      const away = (Math.abs(row - this.stripOf(place.y)) - 1) * (reach / FINE);
      // No contact in a strip so far away can leave less.
      if (this.lowest + steepness * (away + within) >= least) continue;
      for (let at = 0; at < strip.length; at += SIZE) {
        const [x = NaN, y = NaN, z = NaN] = [strip[at], strip[at + 1], strip[at + 2]];
        least = Math.min(least, z + steepness * (Math.hypot(x - place.x, y - place.y) + within));
      }
    }
    return least;
  }

  private stripOf(y: number): number {
    return Math.floor((y * FINE) / this.trust.reach);
  }
}

/** Place in a strip of the first contact whose x is not less. */
function firstFrom(strip: Float64Array, x: number): number {
  let [low, high] = [0, strip.length / SIZE];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((strip[middle * SIZE] ?? Infinity) < x) low = middle + 1;
    else high = middle;
  }
  return low * SIZE;
}

/** Centres of equal parts between two coordinates, no longer than half a reach where there may be so many, and half the length of one. */
function parts(
  a: number,
  b: number,
  reach: number,
): { readonly centres: readonly number[]; readonly half: number } {
  const count = Math.max(1, Math.min(PARTS, Math.ceil((2 * Math.abs(b - a)) / reach)));
  const length = (b - a) / count;
  return {
    centres: Array.from({ length: count }, (_, k) => a + (k + 0.5) * length),
    half: Math.abs(length) / 2,
  };
}
