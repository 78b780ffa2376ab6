/**
 * The potentiostat of the sample at work: a program of its own beside the hops, on the same clock. It has no time of its
 * own: whoever lets the world's time pass stops at its next moment where that is possible, and calls `catchUp`.
 *
 * A `SYNC` mark is met once hops and track have both come to it. It stays met until the track ends, so that every hop of an
 * image may bear the mark that its potential was reached.
 */
import type { CycleStep, HoldStep, Step } from '../../experiments/program/step';
import { maskOf, TRACK_HOP } from '../../records/record';
import { createReadings, type SamplePotentiostat, type World } from '../../world/world';
import { passing } from './contact';
import type { ProgramMemory } from './program-memory';
import { readingsPerSample, type Recorder } from './recorder';
import { cornersOf, samplesOf } from './waveform';

const CHANNEL_MASK = maskOf('sample_potential', 'sample_current');
/** A moment counts as reached this much before it, s: sums of time steps are not exact. */
const SLACK = 1e-9;

/** `ready` since its program was changed; `over` once it has come to its end or was stopped: then no hop waits for it. */
type Phase = 'ready' | 'running' | 'over';
/** Answers the next moment at which it has something to do, s; returns when a step is over. */
type Work<T> = Generator<number, T, void>;

/** What a recorded step does besides taking samples. */
interface Sampling {
  readonly place: number;
  readonly interval: number;
  readonly begin: number;
  /** Infinity for as long as nothing ends it. */
  readonly samples: number;
  /** What is done meanwhile, by its time since the step began, s. */
  readonly acts?: readonly { readonly time: number; readonly act: () => void }[];
  readonly until?: HoldStep['until'];
  /** Ends it between two samples. */
  readonly ended?: () => boolean;
}

export class Track {
  readonly program: ProgramMemory;
  private readonly world: World;
  private readonly potentiostat: SamplePotentiostat;
  private readonly recorder: Recorder;
  private readonly readings = createReadings(1);
  private readonly reached = { hops: new Set<number>(), track: new Set<number>() };
  private phase: Phase = 'ready';
  private work: Work<void> | null = null;
  private due = Infinity;
  /** Of the last recorded step, s; null before the first. */
  private interval: number | null = null;

  constructor(world: World, potentiostat: SamplePotentiostat, program: ProgramMemory, recorder: Recorder) {
    this.world = world;
    this.potentiostat = potentiostat;
    this.program = program;
    this.recorder = recorder;
    recorder.beginHop(TRACK_HOP);
  }

  get running(): boolean {
    return this.phase === 'running';
  }

  /** Time of the world until its next moment, s; Infinity while it waits for a hop or does not run. */
  get left(): number {
    return this.due - this.world.time;
  }

  follow(on: boolean): void {
    this.potentiostat.follow(on);
  }

  /** The program has been changed: marks count anew. */
  ready(): void {
    this.phase = 'ready';
    this.forgetMarks();
  }

  start(): void {
    this.phase = 'running';
    this.interval = null;
    this.reached.track.clear();
    this.work = this.steps();
    this.due = this.world.time;
    this.catchUp();
  }

  /** Opens the cell of the sample and ends the program where it is; the last record bears the flags. */
  stop(flags = 0): void {
    this.potentiostat.drive({ control: 'open' });
    if (this.running) this.recorder.endStep(flags);
    this.end();
  }

  /** Does what has become due. Call whenever time has passed. */
  catchUp(): void {
    while (this.work && this.world.time >= this.due - SLACK) {
      const next = this.work.next();
      if (next.done) this.end();
      else this.due = next.value;
    }
  }

  /** The hops have come to a mark. */
  arrive(mark: number): void {
    if (this.phase === 'over' || this.program.length === 0) return;
    const waited = !this.reached.hops.has(mark) && this.reached.track.has(mark);
    this.reached.hops.add(mark);
    if (!waited) return;
    this.due = this.world.time;
    this.catchUp();
  }

  /** Whether a hop at a mark has to wait for the track. */
  isAwaited(mark: number): boolean {
    return this.phase !== 'over' && this.program.length > 0 && !this.reached.track.has(mark);
  }

  private end(): void {
    this.phase = 'over';
    this.work = null;
    this.due = Infinity;
    this.forgetMarks();
  }

  private forgetMarks(): void {
    this.reached.hops.clear();
    this.reached.track.clear();
  }

  private *steps(): Work<void> {
    let at = this.world.time;
    for (let place = 0; ; place++) {
      const step = this.program.at(place);
      if (step.verb === 'END') return;
      at = yield* this.step(step, place, at);
    }
  }

  /** Does a step that begins at a time; answers when it was over. */
  private *step(step: Step, place: number, begin: number): Work<number> {
    switch (step.verb) {
      case 'HOLD':
        return yield* this.hold(step, place, begin);
      case 'CYCLE':
        return yield* this.cycle(step, place, begin);
      case 'SYNC':
        return yield* this.sync(step.mark, place, begin);
      case 'WAIT':
        yield begin + step.seconds;
        return begin + step.seconds;
      default:
        return begin;
    }
  }

  private *hold(step: HoldStep, place: number, begin: number): Work<number> {
    const { control, level, interval, until } = step;
    if (control === 'POTENTIAL')
      this.potentiostat.drive({ control: 'potential', potential: level, slope: 0 });
    else this.potentiostat.drive(level === 0 ? { control: 'open' } : { control: 'current', current: level });
    const samples = Math.max(1, Math.round(step.seconds / interval));
    const end = yield* this.sample({ place, interval, begin, samples, ...(until ? { until } : {}) });
    // An open cell stays open: a map that follows is made at open circuit.
    if (control === 'CURRENT' && level !== 0)
      this.potentiostat.drive({ control: 'potential', potential: this.potentiostat.potential, slope: 0 });
    return end;
  }

  private *cycle(step: CycleStep, place: number, begin: number): Work<number> {
    const { interval } = step;
    const corners = cornersOf(step);
    const acts = corners.map(({ time, potential }, k) => {
      const next = corners[k + 1];
      const slope = next && next.time > time ? (next.potential - potential) / (next.time - time) : 0;
      const act = (): void => {
        const late = Math.max(0, this.world.time - begin - time);
        this.potentiostat.drive({ control: 'potential', potential: potential + slope * late, slope });
      };
      return { time, act };
    });
    return yield* this.sample({ place, interval, begin, samples: samplesOf(step), acts });
  }

  /** What is driven goes on, and is recorded as in the step before. */
  private *sync(mark: number, place: number, begin: number): Work<number> {
    this.reached.track.add(mark);
    const met = (): boolean => this.reached.hops.has(mark);
    if (met()) return begin;
    if (this.interval === null) {
      while (!met()) yield Infinity;
      return this.world.time;
    }
    return yield* this.sample({ place, interval: this.interval, begin, samples: Infinity, ended: met });
  }

  /** Takes the samples of a step, each the mean of evenly spaced readings, and acts in between. */
  private *sample({ place, interval, begin, samples, acts = [], until, ended }: Sampling): Work<number> {
    const perSample = readingsPerSample(interval);
    const tick = interval / perSample;
    this.interval = interval;
    this.recorder.beginStep({ step: place, channelMask: CHANNEL_MASK, interval, perSample, begin });
    const passed = until && passing(until, perSample, this.readings);
    let done = 0;
    for (let k = 1; k <= samples * perSample; k++) {
      const at = begin + k * tick;
      for (let next = acts[done]; next && begin + next.time < at - SLACK; next = acts[++done]) {
        yield begin + next.time;
        next.act();
      }
      yield at;
      if (ended?.()) return this.over(this.world.time);
      this.read();
      if (passed?.(0)) return this.over(at);
    }
    for (const { act } of acts.slice(done)) act();
    return this.over(begin + samples * interval);
  }

  private over(at: number): number {
    this.recorder.endStep(0);
    return at;
  }

  private read(): void {
    const { readings, potentiostat } = this;
    readings.samplePotential[0] = potentiostat.potential;
    readings.sampleCurrent[0] = potentiostat.current;
    readings.overload = potentiostat.overload;
    this.recorder.add(readings, 1);
  }
}
