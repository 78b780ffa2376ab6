/** What a journal says is left of its run. Pure: the bridge is asked elsewhere. */
import type { KnownVisit } from '../bundles/hop-index';
import { isComplete } from '../records/hop';
import { FLAG } from '../records/record';
import type { RunPlan } from './run-plan';
import { wholePath, type ScanWork } from './scan';
import { anotherVisit, mayRevisit, placeOf, type Outcome, type Planned, type Visit } from './visits';

export interface Remainder {
  /** Contacts are left out: they are read from the traces. */
  readonly work: ScanWork;
  /** Visits that the bridge still has, in their order. */
  readonly ahead: readonly Visit[];
}

/** A visit that the bridge was told of since it was loaded, and that has no closing record. */
export const isOpen = ({ current, flags }: KnownVisit): boolean => current && (flags & FLAG.lastOfHop) === 0;

/**
 * Goes through the visits point by point. A complete one counts by what came of it. One that was interrupted after it had
 * touched the surface is not repeated: the point stays empty. Untouched points are visited again, under a new id.
 * @param held ids of the visits that the bridge still has
 */
export function remainderOf(
  plan: RunPlan,
  visits: readonly KnownVisit[],
  held: ReadonlySet<number>,
): Remainder {
  const { length: total } = plan.path.points;
  const latest = latestOf(visits);
  const points: number[] = [];
  const earlier = new Map<number, number>();
  const again: Planned[] = [];
  const ahead: Visit[] = [];
  let revisits = 0;
  for (let point = 0; point < total; point++) {
    const known = latest.get(point);
    if (!known) {
      points.push(point);
      continue;
    }
    const { visit: last, tries } = known;
    const planned = plannedOf(plan, last, tries);
    revisits += tries;
    if (held.has(last.note.id)) ahead.push({ ...planned, id: last.note.id });
    else if (isComplete(last.flags)) {
      const next = mayRevisit(total, revisits) ? anotherVisit(planned, outcomeOfFlags(last.flags)) : null;
      if (next) again.push(next);
    } else if (!hasTouched(plan, last)) {
      if (tries > 0) again.push({ ...planned, visit: planned.visit + 1 });
      else {
        points.push(point);
        earlier.set(point, planned.visit + 1);
      }
    }
  }
  const done = total - points.length - again.length - ahead.length;
  const nextId = visits.reduce((most, { note }) => Math.max(most, note.id), -1) + 1;
  const order = visits.map(({ note }) => note.id);
  ahead.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  const { clearance } = plan.program;
  const work = { ...wholePath(0, clearance), total, done, points, earlier, again, revisits, nextId };
  return { work, ahead };
}

/** The last visit of every point, and how many before it and with it came to nothing. */
function latestOf(
  visits: readonly KnownVisit[],
): Map<number, { readonly visit: KnownVisit; readonly tries: number }> {
  const latest = new Map<number, { visit: KnownVisit; tries: number }>();
  for (const visit of visits) {
    const before = latest.get(visit.note.point);
    const failedBefore =
      before && isComplete(before.visit.flags) && outcomeOfFlags(before.visit.flags) !== 'good' ? 1 : 0;
    latest.set(visit.note.point, { visit, tries: (before?.tries ?? 0) + failedBefore });
  }
  latest.delete(-1);
  return latest;
}

function plannedOf({ path }: RunPlan, { note }: KnownVisit, tries: number): Planned {
  const own = placeOf(path, { point: note.point, place: 'own' });
  const place = own.x === note.x && own.y === note.y ? 'own' : 'beside';
  return { point: note.point, visit: note.visit, tries, place };
}

/** As far as the flags tell; noise is not among them. */
function outcomeOfFlags(flags: number): Outcome {
  if (flags & (FLAG.noContact | FLAG.early | FLAG.limit)) return 'missed';
  return flags & (FLAG.clipped | FLAG.overload) ? 'spoilt' : 'good';
}

/** An approach whose end is not known may have ended on the surface. */
function hasTouched({ program }: RunPlan, { flags, lastStep, lastFlags }: KnownVisit): boolean {
  if (flags & FLAG.contact) return true;
  if (lastStep < 0) return false;
  if (!program.steps.some((s) => s.verb === 'APPROACH')) return true;
  return (
    program.steps[lastStep]?.verb === 'APPROACH' && (lastFlags & (FLAG.lastOfStep | FLAG.lastOfHop)) === 0
  );
}
