/** Points of a path that are visited only if something came of the approach at another. */
import type { Path } from '../../experiments/experiment';
import type { Came } from './visits';

interface Condition {
  /** The other point. */
  readonly of: number;
  readonly came: Exclude<Came, 'neither'>;
}

/** Of every point that is visited only if something came of another, that other one and what. */
export type Conditions = ReadonlyMap<number, Condition>;

export const conditionsOf = (points: Path['points']): Conditions =>
  new Map(
    points.flatMap(({ ifMissed, ifMet }, point): [number, Condition][] => {
      if (ifMissed !== undefined) return [[point, { of: ifMissed, came: 'nothing' }]];
      return ifMet === undefined ? [] : [[point, { of: ifMet, came: 'met' }]];
    }),
  );

/** Whether other points wait for what comes of this one. */
export function isAwaited(conditions: Conditions, point: number): boolean {
  for (const { of } of conditions.values()) if (of === point) return true;
  return false;
}

/** Whether a point is to be visited; null while that is not known. */
export function isNeeded(
  conditions: Conditions,
  results: ReadonlyMap<number, Came>,
  point: number,
): boolean | null {
  const condition = conditions.get(point);
  if (!condition) return true;
  const came = results.get(condition.of);
  return came === undefined ? null : came === condition.came;
}
