/** The ground as a few contacts tell it: the plane through them, how steep it is, and how far they lie off it. */
import { planeThroughAll } from '../../maps/plane';
import type { HandedOn } from '../experiment';

const GRADIENT = { unit: '', shown: { unit: 'nm/µm', factor: 1e3 } } as const;

/** By how much ground rises along x and y, for later runs that follow it at a height. */
export const handedSlopes = ({ slopeX, slopeY, slopeError }: Ground): readonly HandedOn[] => [
  { key: 'slopeX', label: 'Ground rises along x', value: slopeX, error: slopeError, ...GRADIENT },
  { key: 'slopeY', label: 'and along y', value: slopeY, error: slopeError, ...GRADIENT },
];

export interface Contact {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

export interface Ground {
  /** Angle of the steepest way up, rad, and one standard deviation; NaN for three contacts. */
  readonly tilt: number;
  readonly tiltError: number;
  /** By how much it rises along x and y, and one standard deviation of the less sure of both; NaN for three contacts. */
  readonly slopeX: number;
  readonly slopeY: number;
  readonly slopeError: number;
  /** rms distance of the contacts from the plane along z, m; NaN for three, which lie on it in any case. */
  readonly rms: number;
}

/** Contacts nearer to a common line than this part of their spread tell no plane. */
const NARROW = 1e-3;

/**
 * The plane of least squares through contacts, m. Its slope along the direction in which they spread least is the least sure
 * one: σ(slope) = σ(z)/√Σd² with σ² = Σ residual² / (n − 3), d the distances along that direction. Null for fewer than three,
 * and for contacts on one line.
 */
export function groundThrough(contacts: readonly Contact[]): Ground | null {
  const n = contacts.length;
  if (n < 3) return null;
  const mean = (of: keyof Contact): number => contacts.reduce((sum, contact) => sum + contact[of], 0) / n;
  const centre = { x: mean('x'), y: mean('y') };
  const spread = leastSpread(contacts.map(({ x, y }) => [x - centre.x, y - centre.y]));
  if (spread === null) return null;
  const plane = planeThroughAll(centre, (hear) => {
    for (const { x, y, z } of contacts) hear(x, y, z);
  });
  if (!plane) return null;
  const { offset, slopeX, slopeY } = plane;
  const squares = contacts.reduce(
    (sum, { x, y, z }) => sum + (z - offset - slopeX * (x - centre.x) - slopeY * (y - centre.y)) ** 2,
    0,
  );
  const slope = Math.hypot(slopeX, slopeY);
  const slopeError = n > 3 ? Math.sqrt(squares / (n - 3) / spread) : NaN;
  return {
    tilt: Math.atan(slope),
    tiltError: slopeError / (1 + slope ** 2),
    slopeX,
    slopeY,
    slopeError,
    rms: n > 3 ? Math.sqrt(squares / n) : NaN,
  };
}

/** Sum of the squared distances along the direction in which places spread least, m²; null where they lie on one line. */
function leastSpread(places: readonly (readonly [x: number, y: number])[]): number | null {
  const sum = (of: (x: number, y: number) => number): number =>
    places.reduce((all, [x, y]) => all + of(x, y), 0);
  const [xx, xy, yy] = [sum((x) => x * x), sum((x, y) => x * y), sum((_, y) => y * y)];
  const half = Math.hypot((xx - yy) / 2, xy);
  const [least, most] = [(xx + yy) / 2 - half, (xx + yy) / 2 + half];
  return least > NARROW ** 2 * most ? least : null;
}
