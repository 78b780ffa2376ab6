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
/** Cells in a reach. */
const FINE = 4;
/** A way is looked at in so many parts at most along each axis. */
const PARTS = 8;

interface Neighbour {
  readonly contact: Contact;
  readonly distance: number;
}

/** Contacts by row and column of cells; their z is less the levelled plane. */
type Cells = ReadonlyMap<number, ReadonlyMap<number, readonly Contact[]>>;

export class KnownGround {
  private readonly trust: Trust;
  private readonly cells: Cells;
  private readonly lowest: number;

  private constructor(trust: Trust, cells: Cells, lowest: number) {
    this.trust = trust;
    this.cells = cells;
    this.lowest = lowest;
  }

  static unmet(trust: Trust): KnownGround {
    return new KnownGround(trust, new Map(), Infinity);
  }

  get isMet(): boolean {
    return this.cells.size > 0;
  }

  /** The same with one contact more, m; at a place that was met before it stands for what was met there. */
  with({ x, y, z }: Contact): KnownGround {
    const { trust, cells } = this;
    const contact = { x, y, z: z - trust.slope[0] * x - trust.slope[1] * y };
    const [row, column] = [this.cellOf(y), this.cellOf(x)];
    const line = cells.get(row);
    const others = (line?.get(column) ?? []).filter((c) => c.x !== x || c.y !== y);
    const changed = new Map(cells).set(row, new Map(line).set(column, [...others, contact]));
    return new KnownGround(trust, changed, Math.min(this.lowest, contact.z));
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
    const highest = Math.max(...near.map(({ contact }) => contact.z));
    const isCovered = (near[0]?.distance ?? Infinity) <= reach - within;
    return isCovered ? highest : Math.max(highest, this.mostAbout(place, within));
  }

  /** The nearest contacts within a distance, the nearest first. */
  private contactsAbout(place: Place, distance: number): readonly Neighbour[] {
    const found: Neighbour[] = [];
    const cells = Math.ceil(distance * (FINE / this.trust.reach));
    const [row, column] = [this.cellOf(place.y), this.cellOf(place.x)];
    for (let r = row - cells; r <= row + cells; r++) {
      const line = this.cells.get(r);
      for (let c = column - cells; line && c <= column + cells; c++) {
        for (const contact of line.get(c) ?? []) {
          const neighbour = { contact, distance: Math.hypot(contact.x - place.x, contact.y - place.y) };
          if (neighbour.distance <= distance) found.push(neighbour);
        }
      }
    }
    return found.sort((a, b) => a.distance - b.distance).slice(0, NEAREST);
  }

  /** The least of what each contact leaves possible. */
  private mostAbout({ x, y }: Place, within: number): number {
    const { steepness, reach } = this.trust;
    const size = reach / FINE;
    let least = Infinity;
    /** Whether no contact so many cells away can leave less. */
    const isIdle = (cells: number): boolean =>
      this.lowest + steepness * ((Math.abs(cells) - 1) * size + within) >= least;
    for (const [row, line] of this.cells) {
      if (isIdle(row - this.cellOf(y))) continue;
      for (const [column, contacts] of line) {
        if (isIdle(column - this.cellOf(x))) continue;
        for (const contact of contacts) {
          const distance = Math.hypot(contact.x - x, contact.y - y) + within;
          least = Math.min(least, contact.z + steepness * distance);
        }
      }
    }
    return least;
  }

  private cellOf(metres: number): number {
    return Math.floor((metres * FINE) / this.trust.reach);
  }
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
