/**
 * What happens to a run whose link or bridge has failed it. The device is looked for without a click; a bridge that kept
 * going is read on; in every other case nothing moves until a person says Resume.
 */
import { fault, type Fault } from '../../fault';
import { continueStretch, type ActiveRun } from './active-run';
import { isLinkGone } from './commands';
import type { Connection } from '../link/connection';
import { noteEnd } from './notes';

/** Wait between two looks for a device, ms. */
const LOOK = 500;

/** What comes while a run waits: a person's word, or the loss of the link. */
export type Decision = 'resume' | 'stop' | 'lost';

export interface Host {
  /** The link as it is now. */
  readonly connection: () => Connection | null;
  /** Drops what is left of the link. */
  readonly drop: () => Promise<void>;
  /** Tries once to connect the instrument of this run; the fault tells why that failed. */
  readonly reconnect: (run: ActiveRun) => Promise<Fault | null>;
  readonly decision: () => Promise<Decision>;
  readonly changed: () => void;
}

/** Brings an interrupted run back to work, true; false when the person has ended it. */
export async function overcome(run: ActiveRun, host: Host): Promise<boolean> {
  let why = run.recorder.state.fault ?? fault('run-interrupted', 'The run was interrupted.');
  let asks = !isLinkGone(why);
  for (;;) {
    if (isLinkGone(why)) await host.drop();
    const decided: Decision = asks ? await askPerson(run, host, why) : 'lost';
    if (decided === 'stop' || !(await findDevice(run, host, why))) return end(run, host);
    const connection = host.connection();
    if (!connection) continue;
    const gone = await continueStretch(connection, run, decided === 'resume');
    if (gone.ok) {
      trouble(run, host, null);
      return true;
    }
    why = gone.error;
    asks = !isLinkGone(why);
  }
}

function askPerson(run: ActiveRun, host: Host, why: Fault): Promise<Decision> {
  const decision = host.decision();
  trouble(run, host, { kind: 'waiting', fault: why });
  return decision;
}

/** Looks until the device is there: true; false when the person gives it up. */
async function findDevice(run: ActiveRun, host: Host, why: Fault): Promise<boolean> {
  let stopped = false;
  const stop = untilStop(host).then((): 'stop' => {
    stopped = true;
    return 'stop';
  });
  while (!stopped && !host.connection()) {
    trouble(run, host, { kind: 'reconnecting', fault: run.trouble?.fault ?? why });
    const problem = await Promise.race([host.reconnect(run), stop]);
    if (problem === null || problem === 'stop') break;
    if (problem.code === 'resume-refused') trouble(run, host, { kind: 'reconnecting', fault: problem });
    await Promise.race([stop, new Promise((done) => setTimeout(done, LOOK))]);
  }
  return !stopped;
}

async function untilStop(host: Host): Promise<void> {
  while ((await host.decision()) !== 'stop');
}

function trouble(run: ActiveRun, host: Host, now: ActiveRun['trouble']): void {
  run.trouble = now;
  host.changed();
}

function end(run: ActiveRun, host: Host): false {
  noteEnd(run.journal, 'stopped');
  trouble(run, host, null);
  return false;
}
