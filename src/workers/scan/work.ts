/** What there is to do in a run, as far as it is known: the points, what they wait for, and what is known of the ground. */
import type { Path, Point, Program } from '../../experiments/experiment';
import { conditionsOf, type Conditions } from './conditions';
import { travelIn, type Travel } from './travel';
import type { Came, Outcome, Planned } from './visits';

/** What there is to do, and what was done before this machine. */
export interface ScanWork {
  readonly path: Path;
  /** Points of the path, those left out that were not needed. */
  readonly total: number;
  /** Points that need no further visit. */
  readonly done: number;
  /** Points that wait for their first visit, in order. */
  readonly points: readonly number[];
  /** Of those: how often each was queued before without being reached; 0 for those that are not named. */
  readonly earlier: ReadonlyMap<number, number>;
  /** Points to be visited again at the end. */
  readonly again: readonly Planned[];
  /** Points that were put on that list so far. */
  readonly revisits: number;
  /** Id of the next visit: each has its own. */
  readonly nextId: number;
  readonly travel: Travel;
  /** Height at which the first visit travels, m; null for the top of the range. */
  readonly start: number | null;
  /** Points that are visited only if something came of another one's approach. */
  readonly conditions: Conditions;
  /** Of the points that others wait for: what came of their approach. */
  readonly results: ReadonlyMap<number, Came>;
  /** Points that are never visited again once a visit has touched them, or has merely begun. */
  readonly once: ReadonlyMap<number, Once>;
}

type Once = NonNullable<Point['once']>;

/** Whether a point's visit that came out so was its last, as it must not be made twice. */
export const isLast = ({ once }: Pick<ScanWork, 'once'>, point: number, outcome: Outcome): boolean =>
  once.get(point) === 'begun' || (once.has(point) && outcome !== 'missed');

/** The work of a new run over a path. */
export function wholePath(path: Path, program: Program): ScanWork {
  const { points } = path;
  return {
    path,
    total: points.length,
    done: 0,
    points: points.map((_, point) => point),
    earlier: new Map(),
    again: [],
    revisits: 0,
    nextId: 0,
    travel: travelIn(path, program),
    start: program.startHeight ?? null,
    conditions: conditionsOf(points),
    results: new Map(),
    once: new Map(points.flatMap(({ once }, point) => (once ? [[point, once] as const] : []))),
  };
}
