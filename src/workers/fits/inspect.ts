/** One visit of a pixel, looked at: which one it is, and everything that a person wants to see of it. */
import type { PixelDetail } from '../../experiments/shown';
import { shownVisit } from '../../experiments/path/shown-visits';
import { fault, type Fault } from '../../fault';
import type { HopTraces } from '../../records/hop';
import { err, ok, type Result } from '../../result';
import type { InspectedVisit, PixelMessage } from '../protocol';

/** Where visits of a pixel come from. */
interface Visited {
  /** All of the pixel, in the order of time. */
  readonly visits: readonly Pick<PixelMessage, 'hop' | 'program' | 'status'>[];
  /** Null where nothing complete was recorded. */
  readonly traces: (hop: number) => HopTraces | null;
  readonly detail: (traces: HopTraces) => Promise<Result<PixelDetail, Fault>>;
}

/** The visit that maps show which visits by `program` fill, or all of them where it is undefined. `value-invalid` where there is none. */
export async function inspectVisit(
  { visits, traces, detail }: Visited,
  program: number | undefined,
): Promise<Result<InspectedVisit, Fault>> {
  const place = shownVisit(visits, program);
  const visit = visits[place];
  const recorded = visit && traces(visit.hop);
  if (!recorded) {
    const where = visits.length > 0 ? ' for the map that is shown' : '';
    return err(fault('value-invalid', `Nothing was measured at this pixel${where} yet.`));
  }
  const seen = await detail(recorded);
  return seen.ok ? ok({ detail: seen.value, visit: place + 1, visits: visits.length }) : seen;
}
