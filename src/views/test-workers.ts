/** Workers that note what they are told, for tests of the stores that tell them. */
import { fault } from '../fault';
import { err, ok } from '../result';
import type { callback, Workers } from '../workers/client';
import type { AcquisitionEvent, KeptRun, RunProgress, Status } from '../workers/protocol';

const IDLE: Status = {
  phase: 'disconnected',
  instrument: null,
  bridge: null,
  watchdog: 5,
  checks: [],
  run: null,
  fault: null,
  stop: null,
  spaceShort: null,
};

const NOT_BEGUN = {
  hopsDone: 0,
  hopsTotal: 1,
  secondsLeft: 1,
  bytesKept: 0,
  finished: false,
  stopped: false,
};

export class TestWorkers {
  /** Names of what was called, each with what was given. */
  readonly told: unknown[][] = [];
  /** What the private file system is said to keep. */
  kept: () => Promise<KeptRun[]> = () => Promise.resolve([]);
  /** Serial number of the bridge that answers. */
  serial = 'SIM-1';
  /** The kept run that is gone on with; null where none can be. */
  resumed: Pick<RunProgress, 'id' | 'experiment' | 'recipe'> | null = {
    id: 'cut-off',
    experiment: 'none',
    recipe: {},
  };
  onevent: (event: AcquisitionEvent) => void = () => undefined;

  get names(): unknown[] {
    return this.told.map(([name]) => name);
  }

  /** Reports a status that differs in this from one of no instrument. */
  report(more: Partial<Status>): void {
    this.onevent({ kind: 'status', status: { ...IDLE, ...more } });
  }

  get workers(): Workers {
    const acquisition = {
      connect: this.answer('connect', () => {
        this.report({ phase: 'ready' });
        return ok({ identity: { serial: this.serial } });
      }),
      start: this.answer('start', () => {
        this.report({ phase: 'starting' });
        return ok('run');
      }),
      disconnect: this.answer('disconnect', () => {
        throw new Error('It broke.');
      }),
      resumeKept: this.answer('resumeKept', () => {
        if (!this.resumed) return err(fault('storage-failed', 'It cannot be read.'));
        this.report({ phase: 'running', run: { ...NOT_BEGUN, ...this.resumed } });
        return ok(this.resumed.id);
      }),
      pause: this.answer('pause'),
      resume: this.answer('resume'),
      stop: this.answer('stop'),
      awaitStop: this.answer('awaitStop'),
      reset: this.answer('reset'),
    };
    const bundle = {
      open: this.answer('open', () => err(fault('bundle-unreadable', 'No.'))),
      readMaps: this.answer('readMaps', () => err(fault('bundle-unreadable', 'No.'))),
      openRecorded: this.answer('openRecorded', () => err(fault('import-unreadable', 'No.'))),
      discard: this.answer('discard'),
      kept: () => this.kept(),
    };
    return { acquisition, bundle } as unknown as Workers;
  }

  /** As the page gets them. */
  get clients() {
    return {
      startWorkers: (onEvent: (event: AcquisitionEvent) => void): Workers => {
        this.onevent = onEvent;
        return this.workers;
      },
      callback: ((f: unknown) => f) as typeof callback,
    };
  }

  private answer(name: string, then: () => unknown = () => ok(undefined)) {
    return (...given: unknown[]): Promise<unknown> => {
      this.told.push([name, ...given]);
      return Promise.resolve().then(then);
    };
  }
}
