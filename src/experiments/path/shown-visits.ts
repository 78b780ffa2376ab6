/** Which of several visits of a pixel its maps show: the latest good one, in maps or planes of one program the latest good one by it. */
import type { HopStatus } from '../../records/hop';
import type { MapSpec } from '../experiment';

interface Seen {
  readonly hop: number;
  readonly status: HopStatus;
}

/** Whether a visit is shown instead of another: a good one, or the later one of two that are alike in that. */
export function showsInsteadOf(shown: Seen | undefined, other: Seen): boolean {
  if (!shown) return true;
  const good = (of: Seen): boolean => of.status === 'ok';
  return good(shown) === good(other) ? other.hop >= shown.hop : good(other);
}

/** The program whose visits fill a plane of a map; undefined where every visit does. */
export const programOfPlane = (
  { program, axis }: Pick<MapSpec, 'program' | 'axis'>,
  plane: number,
): number | undefined => axis?.programs?.[plane] ?? program;

/**
 * Place of the visit, of all of one pixel in the order of time, that maps show which visits by `program` fill, or all of them
 * where it is undefined; −1 where none is there.
 */
export function shownVisit(
  visits: readonly (Seen & { readonly program: number })[],
  program: number | undefined,
): number {
  let shown = -1;
  visits.forEach((visit, k) => {
    if (program !== undefined && visit.program !== program) return;
    if (showsInsteadOf(visits[shown], visit)) shown = k;
  });
  return shown;
}

/** More programs than any run has. */
const PROGRAMS = 4096;

export class ShownVisits {
  private readonly shown = new Map<number, Seen>();

  /** Notes a visit of a pixel by its place, and answers whether it is shown in a plane of a map. */
  take(
    place: number,
    visit: Seen & { readonly program: number },
  ): (map: Pick<MapSpec, 'program' | 'axis'>, plane: number) => boolean {
    const any = this.replaces(place * PROGRAMS, visit);
    const own = this.replaces(place * PROGRAMS + 1 + visit.program, visit);
    return (map, plane) => {
      const wanted = programOfPlane(map, plane);
      return wanted === undefined ? any : wanted === visit.program && own;
    };
  }

  /** The visit that a pixel shows where visits by every program count; NaN before the first. */
  hopAt(place: number): number {
    return this.shown.get(place * PROGRAMS)?.hop ?? NaN;
  }

  private replaces(key: number, { hop, status }: Seen): boolean {
    const replaces = showsInsteadOf(this.shown.get(key), { hop, status });
    if (replaces) this.shown.set(key, { hop, status });
    return replaces;
  }
}
