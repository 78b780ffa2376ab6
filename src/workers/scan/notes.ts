/** What a run notes in its journal beside the records, for whoever reads it or goes on with it. */
import type { Fault } from '../../fault';
import type { BridgeRecord } from '../../records/record';
import type { Result } from '../../result';
import type { Keeper } from '../environment';

/** A sentence for people. Faults: those of the storage. */
export const noteLog = (
  keeper: Keeper,
  message: string,
  level: 'info' | 'warning' = 'info',
): Result<void, Fault> => keeper.note({ kind: 'log', wallClock: new Date().toISOString(), level, message });

/** That the sample was not where its track wanted it from this record on. */
export function noteOverload(keeper: Keeper, { start, step }: BridgeRecord): void {
  const at = `${start.toFixed(1)} s, step ${String(step)} of its program`;
  noteLog(keeper, `The sample's potentiostat could not hold its level from ${at} on.`, 'warning');
}

/** That a point is to be visited again; where the note finds no room, the records behind it will say so. */
export function noteRevisit(keeper: Keeper, hop: number, outcome: 'missed' | 'spoilt', why: string): void {
  keeper.note({ kind: 'revisit', wallClock: new Date().toISOString(), hop, outcome, why });
  keeper.flush();
}

/** Which points were left out; whoever goes on with the run decides the same by the visits before. */
export function noteSkipped(keeper: Keeper, points: readonly number[]): void {
  const [first, last] = [points[0], points.at(-1)].map((point) => String((point ?? NaN) + 1));
  const which = points.length > 1 ? `points ${first ?? ''} to ${last ?? ''}` : `point ${first ?? ''}`;
  noteLog(keeper, `Left out after what came of the approach that they depend on: ${which} of the path.`);
  keeper.flush();
}

/** The last word of a run in its journal. Faults: those of the storage. */
export function noteEnd(keeper: Keeper, reason: 'finished' | 'stopped' | 'failed'): Result<void, Fault> {
  const noted = keeper.note({ kind: 'end', wallClock: new Date().toISOString(), reason });
  return noted.ok ? keeper.flush() : noted;
}
