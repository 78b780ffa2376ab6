/** At what height the probe travels to a visit: clear of the ground as far as contacts have told it, and within the range. */
import { KnownGround, trustIn } from '../../experiments/landing/known-ground';
import type { Path, Point, Program } from '../../experiments/experiment';

type Place = Pick<Point, 'x' | 'y'>;

export interface Travel {
  readonly ground: KnownGround;
  /** Least height, m; null for none. */
  readonly least: number | null;
  /** Height at which the last visit from the top of the range began, or the first one of all, m; null before. */
  readonly top: number | null;
  /** Where the visit before leads; null where the probe may be anywhere. */
  readonly from: Place | null;
}

/** A height that comes so near to the top of the range is the top of the range, m. */
const MARGIN = 50e-9;

/** Before anything was met. */
export function travelIn(
  path: Path,
  { clearance, travelHeight, slope = [0, 0], isHeld = false }: Program,
): Travel {
  const trust = trustIn(path, clearance, slope);
  const held = isHeld || travelHeight !== null ? { ...trust, steepness: 0 } : trust;
  return { ground: KnownGround.unmet(held), least: travelHeight, top: null, from: null };
}

/** z of the way to a place, m; null, the top of the range, where nothing less is known to be clear. */
export function heightTo({ ground, least, top, from }: Travel, to: Place): number | null {
  const clear = from && ground.heightOver(from, to);
  if (clear === null) return null;
  const z = Math.max(least ?? -Infinity, clear);
  return top !== null && z > top - MARGIN ? null : z;
}

/** With what a visit has told, whose approach began and met the ground at these heights, or at none, m. */
export function withVisit(travel: Travel, place: Place, contact: number | null, top: number | null): Travel {
  return {
    ...travel,
    ground: contact === null ? travel.ground : travel.ground.with({ ...place, z: contact }),
    top: top ?? travel.top,
  };
}
