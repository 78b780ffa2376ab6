/** What there is to do in a run, as far as it is known: the points, what they wait for, and how high to travel. */
import type { Point } from '../../experiments/experiment';
import type { Conditions } from './conditions';
import type { Came, Outcome, Planned } from './visits';

/** How many of the last contacts the travel height looks at. */
export const LOOK_BACK = 16;

/** What there is to do, and what was done before this machine. */
export interface ScanWork {
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
  /** Heights of the last contacts, m. */
  readonly contacts: readonly number[];
  /** Distance kept above the surface while travelling, m. */
  readonly clearance: number;
  /** Least height while travelling, m; null for none. */
  readonly least: number | null;
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

/** The work of a new run over so many points. */
export const wholePath = (total: number, clearance: number, more: Partial<ScanWork> = {}): ScanWork => ({
  total,
  done: 0,
  points: Array.from({ length: total }, (_, point) => point),
  earlier: new Map(),
  again: [],
  revisits: 0,
  nextId: 0,
  contacts: [],
  clearance,
  least: null,
  start: null,
  conditions: new Map(),
  results: new Map(),
  once: new Map(),
  ...more,
});

/** Above the highest of the last contacts, and not below the least height, m; null, the top of the range, while none is known. */
export const travelHeight = ({ contacts, clearance, least }: ScanWork): number | null =>
  contacts.length > 0 ? Math.max(least ?? -Infinity, Math.max(...contacts) + clearance) : null;
