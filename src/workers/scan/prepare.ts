/** Readying a bridge for the first hop of a run or of its rest. */
import type { Instrument } from '../../devices/instrument';
import { fault, type Fault } from '../../fault';
import { duration, significant } from '../../quantity';
import { err, ok, type Result } from '../../result';
import type { Connection } from '../link/connection';
import type { Keeper } from '../environment';
import { checkClear } from './preflight';
import type { RunPlan } from './run-plan';

/** Host silence after which a running bridge retracts by itself, s. */
export const WATCHDOG = 5;

/** Programs, watchdog and retract on the bridge, the sample's cell open; answers the program's hash and the number of the first record to come. */
export async function prepare(
  connection: Connection,
  plan: RunPlan,
): Promise<Result<{ readonly hash: string; readonly nextRecord: number }, Fault>> {
  const { instrument, checks } = connection;
  const { program } = plan;
  const quiet = await atRest(connection);
  if (!quiet.ok) return quiet;
  const still = instrument.capabilities.track ? await instrument.stopTrack() : ok(undefined);
  if (!still.ok) return still;
  const armed = await arm(instrument, plan);
  if (!armed.ok) {
    checks.fail('Watchdog', armed.error);
    return armed;
  }
  const rise = `${significant(1e6 * program.clearance, 2)} µm`;
  checks.pass('Watchdog', `armed: after ${duration(WATCHDOG)} of silence the probe rises ${rise}`);
  // What the bias is held against belongs to the current that is measured next.
  if (instrument.capabilities.track) {
    const { steps, follow } = program.track ?? { steps: [], follow: false };
    const driven = await instrument.loadTrack(steps, follow);
    if (!driven.ok) return driven;
  }
  const clear = await checkClear(checks, plan, instrument);
  if (!clear.ok) return clear;
  const hash = await instrument.loadProgram(program.steps, program.channelMask);
  if (!hash.ok) return hash;
  const ready = await instrument.state();
  if (!ready.ok) return ready;
  connection.state = ready.value;
  return ok({ hash: hash.value, nextRecord: ready.value.nextRecord });
}

/** Sets when a bridge that hears nothing retracts, and how far. */
export async function arm(instrument: Instrument, { program }: RunPlan): Promise<Result<void, Fault>> {
  const watched = await instrument.setWatchdog(WATCHDOG);
  return watched.ok ? instrument.setRetract(program.clearance) : watched;
}

/** A bridge that still runs somebody's hops is stopped; one in SAFE or FAULT waits for a person. */
async function atRest(connection: Connection): Promise<Result<void, Fault>> {
  const answer = await connection.instrument.state();
  if (!answer.ok) return answer;
  connection.state = answer.value;
  const { state, reason } = answer.value;
  if (state === 'SAFE') return err(fault('bridge-safe', `The bridge is in SAFE: ${reason}.`));
  if (state === 'FAULT') return err(fault('bridge-fault', `The bridge is in FAULT: ${reason}.`));
  if (state === 'IDLE') return ok(undefined);
  const stopped = await connection.instrument.abort();
  return stopped.ok ? ok(undefined) : stopped;
}

/** Which start of the bridge the records belong to that come from here on. */
export function noteBoot(journal: Keeper, { clock }: Instrument, nextRecord: number): Result<void, Fault> {
  const { bootId, seconds: bridgeSeconds } = clock;
  const wallClock = new Date().toISOString();
  return journal.note({ kind: 'boot', bootId, wallClock, bridgeSeconds, nextRecord });
}
