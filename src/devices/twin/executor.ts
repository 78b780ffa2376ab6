/**
 * The executor owns the world: it runs hops back to back, moves by hand, and retracts, one after the other, as the state
 * says. Commands only change the state; an abort interrupts whatever is at work at its next reading or two.
 */
import { reasonOf } from '../../fault';
import type { Hop } from '../instrument';
import type { Bench } from './bench';
import { Clock } from './clock';
import type { HopQueue } from './hop-queue';
import type { ProgramMemory } from './program-memory';
import { FLAG } from '../../records/record';
import { runHop } from './run-hop';
import { hopsOrWaiting, IDLE, transition, type Event, type State } from './state';
import { Watchdog } from './watchdog';

export interface HandMove {
  readonly axis: 'x' | 'y' | 'z' | 'coarse';
  readonly to: number;
}

/** A height counts as reached within this, m; it is asked for again so often, so many s apart. */
const HEIGHT_TOLERANCE = 20e-9;
const HEIGHT_TRIALS = 20;
const HEIGHT_WAIT = 10e-3;
/** Longest time that goes by at once while the track runs alone, s. */
const ALONE = 10e-3;

export class Executor {
  readonly bench: Bench;
  readonly watchdog: Watchdog;
  private readonly program: ProgramMemory;
  private readonly queue: HopQueue;
  private current: State = IDLE;
  private atWork: { readonly hop: number; readonly step: number } | null = null;
  private handMove: HandMove | null = null;
  private retractDistance = Infinity;
  private attached = false;
  private resetting = false;
  private resting: (() => void) | null = null;
  /** Beside a track alone the world goes no faster than the wall: hops that are on their way find it where it should be. */
  private readonly aloneClock: Clock;

  constructor(bench: Bench, program: ProgramMemory, queue: HopQueue) {
    this.bench = bench;
    this.aloneClock = new Clock(Number.isFinite(bench.clock.factor) ? bench.clock.factor : 1);
    this.program = program;
    this.queue = queue;
    this.watchdog = new Watchdog(() => {
      this.abort({ kind: 'silence' });
    });
    void this.live();
  }

  get state(): State {
    return this.current;
  }

  /** Hop and step at work, or null. */
  get place(): { readonly hop: number; readonly step: number } | null {
    return this.atWork;
  }

  run(): void {
    this.dispatch({ kind: 'run', queued: this.queue.length });
  }

  pause(): void {
    this.dispatch({ kind: 'pause' });
  }

  /** Moves an axis by hand as soon as the executor has its turn. */
  move(move: HandMove): void {
    this.handMove = move;
    this.dispatch({ kind: 'move' });
  }

  get retracting(): boolean {
    return this.current.name === 'RUNNING' && this.current.activity === 'retract';
  }

  startTrack(): void {
    this.bench.track?.start();
    this.guard();
    this.resting?.();
  }

  stopTrack(): void {
    this.bench.track?.stop();
    this.guard();
  }

  /** Ends whatever is at work, drops the queue, opens the cells and raises the probe. */
  abort(event: Extract<Event, { kind: 'abort' | 'reset' | 'silence' }>): void {
    this.queue.drop();
    this.resetting ||= event.kind === 'reset';
    this.bench.track?.stop(FLAG.aborted);
    if (!this.retracting) {
      this.retractDistance = this.bench.retractDistance;
      this.bench.interrupted = true;
      this.bench.clock.wake();
    }
    this.dispatch(event);
  }

  /** Record memory is half free again. */
  resume(): void {
    this.dispatch({ kind: 'memory half free' });
  }

  private dispatch(event: Event): void {
    this.current = transition(this.current, event);
    this.guard();
    if (this.current.name === 'RUNNING') this.resting?.();
  }

  private guard(): void {
    this.watchdog.guard(hopsOrWaiting(this.current) || (this.bench.track?.running ?? false));
  }

  private async live(): Promise<never> {
    for (;;) {
      if (this.current.name !== 'RUNNING') {
        await this.standBy();
        this.bench.clock.start(this.bench.world.time);
      }
      try {
        await this.work();
      } catch (thrown) {
        this.dispatch({ kind: 'failure', reason: reasonOf(thrown) });
      }
    }
  }

  /** Until there is something to do; the track goes on meanwhile. */
  private async standBy(): Promise<void> {
    const { bench, aloneClock } = this;
    for (;;) {
      aloneClock.start(bench.world.time);
      while (bench.track?.running && this.isResting()) {
        const piece = Math.min(ALONE, bench.track.left);
        this.resting = () => {
          aloneClock.wake();
        };
        bench.world.wait(piece);
        bench.track.catchUp();
        await aloneClock.pace(bench.world.time);
      }
      if (!this.isResting()) break;
      this.guard();
      await new Promise<void>((resolve) => (this.resting = resolve));
    }
    this.resting = null;
  }

  private isResting(): boolean {
    return this.current.name !== 'RUNNING';
  }

  /** Whatever the state asks for, up to the next moment at which it may ask for something else. */
  private async work(): Promise<void> {
    const state = this.current;
    if (state.name !== 'RUNNING') return;
    if (state.activity === 'retract') await this.retract();
    else if (state.activity === 'move') await this.moveByHand();
    else if (state.pausing) await this.rest();
    else await this.nextHop();
  }

  private async nextHop(): Promise<void> {
    const { bench, queue } = this;
    if (this.attached && bench.world.attached) {
      this.dispatch({ kind: 'still attached' });
      return;
    }
    if (queue.length === 0) {
      await bench.clock.settle(bench.world.time);
      if (queue.length === 0) this.dispatch({ kind: 'queue empty' });
      return;
    }
    if (bench.recorder.tight) {
      this.dispatch({ kind: 'memory full' });
      return;
    }
    const hop = queue.take();
    if (hop) await this.hop(hop);
  }

  private async hop(hop: Hop): Promise<void> {
    this.atWork = { hop: hop.id, step: hop.firstStep ?? 0 };
    const { attached } = await runHop(this.bench, this.program, hop, (step) => {
      this.atWork = { hop: hop.id, step };
    });
    this.attached = attached;
    this.atWork = null;
    await this.bench.clock.pace(this.bench.world.time);
  }

  private async rest(): Promise<void> {
    await this.bench.raise();
    await this.bench.clock.settle(this.bench.world.time);
    const state = this.current;
    if (state.name === 'RUNNING' && state.activity === 'hops' && state.pausing)
      this.dispatch({ kind: 'raised' });
  }

  private async moveByHand(): Promise<void> {
    const { bench, handMove } = this;
    this.handMove = null;
    if (handMove && !bench.interrupted) await moveAxis(bench, handMove);
    await bench.clock.settle(bench.world.time);
    this.dispatch({ kind: 'moved' });
  }

  private async retract(): Promise<void> {
    const { bench } = this;
    bench.interrupted = false;
    bench.world.openCell();
    if (this.resetting) bench.resetElectronics();
    this.resetting = false;
    const target = await bench.raise(this.retractDistance);
    let verified = bench.world.position.z >= target - HEIGHT_TOLERANCE;
    for (let trial = 0; trial < HEIGHT_TRIALS && !verified; trial++) {
      await bench.pass(HEIGHT_WAIT);
      verified = bench.world.position.z >= target - HEIGHT_TOLERANCE;
    }
    await bench.clock.settle(bench.world.time);
    this.dispatch({ kind: 'retracted', verified });
  }
}

/** The fine axis is drawn up before the coarse one goes down, as in the step `COARSE`. */
async function moveAxis(bench: Bench, { axis, to }: HandMove): Promise<void> {
  if (axis === 'coarse' && to < bench.world.position.coarse) await bench.raise(Infinity);
  await bench.travel(axis, to);
}
