/**
 * A few fit workers behind one call. A worker that dies is replaced; the hop that it had is reported as not analysed,
 * its data stay in the journal.
 */
import { releaseProxy, transfer, wrap, type Remote } from 'comlink';
import type { NoiseTable } from '../../experiments/landing/amplifier-noise';
import type {
  Expectation,
  Findings,
  Path,
  Recipe,
  Reduction,
  TrackTrace,
} from '../../experiments/experiment';
import type { PixelDetail } from '../../experiments/shown';
import type { MeasuredPlane } from '../../experiments/results/findings';
import { fault, reasonOf, type Fault } from '../../fault';
import type { HopTraces } from '../../records/hop';
import { err, ok, type Result } from '../../result';
import { notAnalysed, type FitApi, type Measured } from './fit';

interface Member {
  readonly worker: Worker;
  readonly api: Remote<FitApi>;
  /** Settles with the reason when the worker is gone: a call to it would then never settle. */
  readonly gone: Promise<{ readonly reason: string }>;
  jobs: number;
}

export class FitPool {
  readonly width: number;
  private readonly members: Member[] = [];

  constructor(width: number) {
    this.width = width;
  }

  async reduce(run: Measured, hop: HopTraces): Promise<Reduction> {
    const done = await this.call((api) => api.reduce(run, transfer(hop, buffersOf(hop))));
    return done.ok ? done.value : notAnalysed(run, done.error.happened);
  }

  detail(run: Measured, hop: HopTraces): Promise<Result<PixelDetail, Fault>> {
    return this.call((api) => api.detail(run, transfer(hop, buffersOf(hop))));
  }

  expect(experiment: string, recipe: Recipe, amplifier: NoiseTable): Promise<Result<Expectation, Fault>> {
    return this.call((api) => api.expect(experiment, recipe, amplifier));
  }

  findings(
    experiment: string,
    recipe: Recipe,
    path: Path,
    planes: readonly MeasuredPlane[],
    track: TrackTrace,
  ): Promise<Result<Findings, Fault>> {
    return this.call((api) => api.findings(experiment, recipe, path, planes, track));
  }

  private async call<T>(job: (api: Remote<FitApi>) => Promise<T>): Promise<Result<T, Fault>> {
    const member = this.leastBusy();
    member.jobs++;
    const done = job(member.api).then(ok, (thrown: unknown) => ({ reason: reasonOf(thrown) }));
    const outcome = await Promise.race([done, member.gone.then((why) => ({ ...why, gone: true }))]);
    member.jobs--;
    if ('ok' in outcome) return outcome;
    if ('gone' in outcome) this.dismiss(member);
    return err(fault('worker-died', `The analysis of a pixel ended unexpectedly: ${outcome.reason}.`));
  }

  private dismiss(member: Member): void {
    const place = this.members.indexOf(member);
    if (place >= 0) this.members.splice(place, 1);
    member.api[releaseProxy]();
    member.worker.terminate();
  }

  private leastBusy(): Member {
    if (this.members.length < this.width) this.members.push(startMember());
    return this.members.reduce((least, m) => (m.jobs < least.jobs ? m : least));
  }
}

function startMember(): Member {
  const worker = new Worker(new URL('../fit.worker.ts', import.meta.url), { type: 'module' });
  const gone = new Promise<{ reason: string }>((resolve) => {
    worker.addEventListener('error', (event) => {
      resolve({ reason: event.message || 'the worker could not be started' });
    });
  });
  return { worker, api: wrap<FitApi>(worker), gone, jobs: 0 };
}

const buffersOf = (hop: HopTraces): Transferable[] => [
  ...new Set([...hop.steps.values()].flatMap((step) => Object.values(step.channels).map((c) => c.buffer))),
];
