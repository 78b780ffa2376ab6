/** What a journal says is left of its run. Pure: the bridge is asked elsewhere. */
import type { KnownVisit } from '../../bundles/hop-index';
import { isComplete } from '../../records/hop';
import { FLAG } from '../../records/record';
import { isAwaited } from './conditions';
import { workOf, type RunPlan } from './run-plan';
import {
  anotherVisit,
  cameOf,
  mayRevisit,
  placeOf,
  type Came,
  type Outcome,
  type Planned,
  type Visit,
} from './visits';
import { isLast, type ScanWork } from './work';

export interface Remainder {
  /** What is known of the ground is left out: it is read from the traces. */
  readonly work: ScanWork;
  /** Visits that the bridge still has, in their order. */
  readonly ahead: readonly Visit[];
}

/** A visit that the bridge was told of since it was loaded, and that has no closing record. */
export const isOpen = ({ current, flags }: KnownVisit): boolean => current && (flags & FLAG.lastOfHop) === 0;

/**
 * Goes through the visits point by point. A complete one counts by what came of it: what the journal notes, or what its
 * flags say where the run was cut off before the note. One that was interrupted after it had touched the surface, or moved
 * the coarse axis, is not repeated: the point stays empty. Untouched points are visited again, under a new id.
 * @param held ids of the visits that the bridge still has
 */
export function remainderOf(
  plan: RunPlan,
  visits: readonly KnownVisit[],
  held: ReadonlySet<number>,
): Remainder {
  const { length: total } = plan.path.points;
  const order = new Map(visits.map(({ note }, place) => [note.id, place]));
  const inOrder = (a: { readonly after: number }, b: typeof a): number =>
    (order.get(a.after) ?? 0) - (order.get(b.after) ?? 0);
  const latest = latestOf(visits);
  const points: number[] = [];
  const earlier = new Map<number, number>();
  const again: { readonly planned: Planned; readonly after: number }[] = [];
  const ahead: { readonly visit: Visit; readonly after: number }[] = [];
  let revisits = listedBefore(latest);
  const whole = workOf(plan);
  const results = new Map<number, Came>();
  /** Of a point that is visited no more: what others that wait for it are told. */
  const settle = (point: number, came: Came): void => {
    if (isAwaited(whole.conditions, point)) results.set(point, came);
  };
  for (let point = 0; point < total; point++) {
    const known = latest.get(point);
    if (!known) {
      points.push(point);
      continue;
    }
    const { visit: last, tries } = known;
    const { id: after } = last.note;
    const planned = plannedOf(plan, last, tries);
    if (held.has(after)) ahead.push({ visit: { ...planned, id: after, z: last.note.z }, after });
    else if (isComplete(last.flags)) {
      const listed = last.listed !== null || mayRevisit(total, revisits);
      const came = cameOf(last.flags);
      const outcome = outcomeOfVisit(last);
      const settles =
        (came === 'nothing' && isAwaited(whole.conditions, point)) || isLast(whole, point, outcome);
      const next = listed && !settles ? anotherVisit(planned, outcome) : null;
      if (!next) {
        settle(point, came);
        continue;
      }
      again.push({ planned: next, after });
      if (last.listed === null) revisits++;
    } else if (whole.once.get(point) === 'begun' || hasTouched(plan, last)) {
      settle(point, 'neither');
    } else {
      if (tries > 0) again.push({ planned: { ...planned, visit: planned.visit + 1 }, after });
      else {
        points.push(point);
        earlier.set(point, planned.visit + 1);
      }
    }
  }
  const done = total - points.length - again.length - ahead.length;
  const nextId = visits.reduce((most, { note }) => Math.max(most, note.id), -1) + 1;
  const work: ScanWork = {
    ...whole,
    // What surrounds the probe now is not known.
    start: null,
    results,
    done,
    points,
    earlier,
    again: again.sort(inOrder).map(({ planned }) => planned),
    revisits,
    nextId,
  };
  return { work, ahead: ahead.sort(inOrder).map(({ visit }) => visit) };
}

/** The last visit of every point, and how many before it came to nothing. */
function latestOf(
  visits: readonly KnownVisit[],
): Map<number, { readonly visit: KnownVisit; readonly tries: number }> {
  const latest = new Map<number, { visit: KnownVisit; tries: number }>();
  for (const visit of visits) {
    const before = latest.get(visit.note.point);
    const failedBefore =
      before && isComplete(before.visit.flags) && outcomeOfVisit(before.visit) !== 'good' ? 1 : 0;
    latest.set(visit.note.point, { visit, tries: (before?.tries ?? 0) + failedBefore });
  }
  latest.delete(-1);
  return latest;
}

/** How often a point was put on the list: for every visit that followed one which came to nothing, and for those noted. */
const listedBefore = (latest: ReturnType<typeof latestOf>): number =>
  [...latest.values()].reduce((sum, { visit, tries }) => sum + tries + (visit.listed === null ? 0 : 1), 0);

function plannedOf({ path }: RunPlan, { note }: KnownVisit, tries: number): Planned {
  const own = placeOf(path, { point: note.point, place: 'own' });
  const place = own.x === note.x && own.y === note.y ? 'own' : 'beside';
  return { point: note.point, visit: note.visit, tries, place };
}

/** Noise is not among the flags: it is noted. */
function outcomeOfVisit({ flags, listed }: KnownVisit): Outcome {
  if (listed !== null) return listed;
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
