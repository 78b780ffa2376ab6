/**
 * One stretch of a run over one link, from its first hop to its end or its interruption: carries out the effects of the
 * scan machine, reads the bridge's records, puts them into the journal before anyone else hears of them, and hands
 * complete hops on to be reduced. Knows neither browser nor page; the acquisition worker and the terminal both run it.
 */
import type { BridgeState, Instrument, RecordBlock } from '../../devices/instrument';
import type { Path } from '../../experiments/experiment';
import { approachOf, contactHeight } from '../../experiments/landing/landed';
import { drivesSample } from '../../experiments/program/program';
import { fault, type Fault } from '../../fault';
import { otherTasks } from '../../other-tasks';
import { assembleHop, type HopTraces } from '../../records/hop';
import { FLAG, TRACK_HOP, type BridgeRecord } from '../../records/record';
import type { Result } from '../../result';
import { Commands, isLinkGone, type StopTimes } from './commands';
import type { Keeper } from '../environment';
import { noteEnd, noteOverload, noteRevisit, noteSkipped } from './notes';
import type { RunPlan } from './run-plan';
import { Stopwatch } from './stopwatch';
import { isOver, step, type ScanEvent, type ScanState, type Transition } from './scan';
import { cameOf, outcomeOf } from './visits';

/** Wait between two looks at a bridge that has no new record, ms. */
const IDLE_POLL = 5;
/** Longest time between two looks at the bridge's state, ms. */
const STATE_POLL = 250;
/** Longest time for which hops are handed on without a look at what else has come, ms. */
const TURN = 4;
/** Records are released when there is time, or when what is kept makes up so much of the bridge's memory. */
const RELEASED_SHARE = 1 / 8;

export interface RecorderListener {
  readonly changed: () => void;
  /** A hop's closing record is kept, aborted hops included. */
  readonly hop: (traces: HopTraces) => void;
  /** A record of the sample's track is kept. */
  readonly track: (record: BridgeRecord) => void;
}

/** Where a stretch begins. */
export interface Beginning {
  readonly scan: Transition;
  readonly firstRecord: number;
  /** Hop of which the journal has records but not the last one; null for none. */
  readonly partial: number | null;
  /** Whether the sample's track is to be started. */
  readonly startsTrack: boolean;
}

/** A block that was asked for, and what had come of an abort by then. */
interface Asked {
  readonly aborted: Commands['aborted'];
  readonly answer: ReturnType<Instrument['records']>;
}

export class Recorder {
  private scan: ScanState;
  private bridgeState: BridgeState | null = null;
  private nextRecord: number;
  private open: BridgeRecord[] = [];
  private lastStatePoll = 0;
  private unkept: RecordBlock | null = null;
  /** Bytes that are kept and not released. */
  private unreleased = 0;
  /** The block after the last one: the bridge sends it while that is kept. */
  private asked: Asked | null = null;
  private wasIdle = false;
  private held: Promise<void> = Promise.resolve();
  /** Step of the track in which it was overloaded last. */
  private overloaded = -1;
  private ending: 'finished' | 'stopped' | 'failed' | null = null;
  private resting = false;
  private readonly partial: number | null;
  private readonly busy = new Stopwatch();
  private readonly commands: Commands;
  private readonly instrument: Instrument;
  private readonly plan: RunPlan;
  private readonly keeper: Keeper;
  private readonly listener: RecorderListener;

  constructor(
    instrument: Instrument,
    plan: RunPlan,
    keeper: Keeper,
    listener: RecorderListener,
    { scan, firstRecord, partial, startsTrack }: Beginning,
  ) {
    this.instrument = instrument;
    this.plan = plan;
    this.keeper = keeper;
    this.listener = listener;
    this.nextRecord = firstRecord;
    this.partial = partial;
    this.commands = new Commands(instrument, plan, keeper, startsTrack, {
      scan: () => this.scan,
      dispatch: (event) => {
        this.dispatch(event);
      },
    });
    this.scan = scan.state;
    this.busy.run(scan.state.phase === 'running');
    this.carryOut(scan);
  }

  get state(): ScanState {
    return this.scan;
  }

  get bridge(): BridgeState | null {
    return this.commands.aborted?.state ?? this.bridgeState;
  }

  get stopTimes(): StopTimes | null {
    return this.commands.stopTimes;
  }

  /** s that this stretch has run, pauses left out. */
  get runningSeconds(): number {
    return this.busy.seconds();
  }

  /** Whether it was to pause, or paused, before it was interrupted. */
  get wasResting(): boolean {
    return this.resting;
  }

  pause(): void {
    this.dispatch({ kind: 'pause' });
  }

  resume(): void {
    if (this.scan.phase !== 'paused') return;
    this.commands.giveDeferred();
    this.dispatch({ kind: 'resume' });
  }

  stop(): void {
    this.dispatch({ kind: 'stop' });
  }

  /** Points at the end of the path that the run has from now on are visited next. */
  add(path: Path, points: readonly number[]): void {
    this.dispatch({ kind: 'add', path, points });
  }

  /** Reads and keeps nothing until then; the bridge holds its records meanwhile. */
  hold(until: Promise<void>): void {
    this.held = until;
  }

  /** Reads and keeps until the stretch is over. */
  async record(): Promise<ScanState> {
    void this.instrument.closed.then((why) => {
      this.dispatch({ kind: 'lost', fault: why });
    });
    while (!isOver(this.scan.phase)) await this.turn();
    if (this.scan.phase === 'finished' && drivesSample(this.plan.program)) await this.endTrack();
    if (this.ending) this.writeEnd(this.ending);
    if (this.unreleased > 0 && this.scan.phase !== 'interrupted') this.release();
    await this.commands.idle();
    return this.scan;
  }

  /** The track ends with the last hop; what it has recorded until then is read. */
  private async endTrack(): Promise<void> {
    const stopped = await this.instrument.stopTrack();
    let failed = stopped.ok ? null : stopped.error;
    this.asked = null;
    while (!failed) {
      const block = await this.instrument.records(this.nextRecord);
      if (!block.ok) failed = block.error;
      else if (block.value.records.length === 0) return;
      else {
        const kept = this.writeDown(block.value);
        if (kept.ok) await this.accept(block.value);
        else failed = kept.error;
      }
    }
    this.scan = { ...this.scan, fault: failed };
  }

  private async turn(): Promise<void> {
    if (this.unkept) {
      if (!(await this.retryKeeping(this.unkept))) await sleep(IDLE_POLL * 10);
      await this.lookAtState(false);
      return;
    }
    const { aborted, answer } = this.asked ?? this.ask(this.nextRecord);
    this.asked = null;
    const block = await answer;
    await this.held;
    if (!block.ok) {
      if (aborted) this.dispatch({ kind: 'aborted', fault: aborted.fault ?? block.error });
      else await this.giveUp(block.error);
      return;
    }
    const last = block.value.records.at(-1);
    if (last) {
      this.asked = this.ask((last.number + 1) >>> 0);
      await this.keep(block.value);
    }
    const drained = !last;
    if (drained && aborted) this.dispatch({ kind: 'aborted', fault: aborted.fault });
    else if (drained || performance.now() - this.lastStatePoll > STATE_POLL) await this.lookAtState(drained);
    if (!drained) return;
    if (this.unreleased > 0) this.release();
    await sleep(IDLE_POLL);
  }

  private ask(from: number): Asked {
    return { aborted: this.commands.aborted, answer: this.instrument.records(from) };
  }

  /** Journal first: only what is flushed is released on the bridge and told to anybody. */
  private async keep(block: RecordBlock): Promise<void> {
    const kept = this.writeDown(block);
    if (!kept.ok) {
      this.unkept = block;
      this.dispatch({ kind: 'hold', fault: kept.error });
      return;
    }
    await this.accept(block);
  }

  private writeDown(block: RecordBlock): Result<void, Fault> {
    const appended = this.keeper.append(block);
    return appended.ok ? this.keeper.flush() : appended;
  }

  /** After the storage was full: tries again once the person has said go on. */
  private async retryKeeping(block: RecordBlock): Promise<boolean> {
    if (this.scan.phase !== 'running' && this.scan.phase !== 'stopping') return false;
    const kept = this.writeDown(block);
    if (!kept.ok) {
      if (this.commands.aborted) this.dispatch({ kind: 'aborted', fault: kept.error });
      else this.dispatch({ kind: 'hold', fault: kept.error });
      return false;
    }
    this.unkept = null;
    await this.accept(block);
    return true;
  }

  /** A block may hold many hops: a Stop has its turn between two of them. */
  private async accept(block: RecordBlock): Promise<void> {
    const last = block.records.at(-1);
    if (!last) return;
    this.nextRecord = (last.number + 1) >>> 0;
    this.unreleased += block.bytes.length;
    if (this.unreleased >= RELEASED_SHARE * this.instrument.capabilities.record_memory) this.release();
    let turn = performance.now();
    for (const record of block.records) {
      if (record.hop === TRACK_HOP) {
        this.acceptTrack(record);
        continue;
      }
      this.open.push(record);
      if (!(record.flags & FLAG.lastOfHop)) continue;
      this.closeHop(record.hop);
      if (performance.now() - turn < TURN) continue;
      await otherTasks();
      turn = performance.now();
    }
    this.listener.changed();
  }

  private acceptTrack(record: BridgeRecord): void {
    this.listener.track(record);
    if (!(record.flags & FLAG.overload) || record.step === this.overloaded) return;
    this.overloaded = record.step;
    noteOverload(this.keeper, record);
  }

  /** The bridge may forget what is kept. */
  private release(): void {
    this.commands.release(this.nextRecord);
    this.unreleased = 0;
  }

  private closeHop(hop: number): void {
    const traces = (hop === this.partial ? this.keeper.traces(hop) : null) ?? assembleHop(this.open);
    this.open = [];
    const began = approachOf(traces, this.plan.program)?.channels.z?.[0] ?? null;
    const contact = contactHeight(traces, this.plan.program);
    const { outcome, why } = outcomeOf(traces, this.plan.program);
    this.listener.hop(traces);
    if (traces.flags & FLAG.stillAttached) this.dispatch({ kind: 'hold', fault: attachedAt(hop) });
    if (traces.flags & FLAG.aborted) return;
    const listed = this.scan.revisits;
    this.dispatch({ kind: 'hop', hop, began, contact, outcome, came: cameOf(traces.flags) });
    if (this.scan.revisits > listed && outcome !== 'good') noteRevisit(this.keeper, hop, outcome, why);
  }

  private async lookAtState(drained: boolean): Promise<void> {
    this.lastStatePoll = performance.now();
    const { quiet } = this.commands;
    const answer = await this.instrument.state();
    if (!answer.ok) {
      await this.giveUp(answer.error);
      return;
    }
    this.bridgeState = answer.value;
    const { state, queued, nextRecord, reason } = answer.value;
    const settled = this.unkept !== null || (drained && nextRecord === this.nextRecord);
    if (settled) {
      const idle = state === 'IDLE' && queued === 0 && quiet && this.commands.quiet;
      this.dispatch({ kind: 'bridge', state, queued, reason, stalled: idle && this.wasIdle });
      this.wasIdle = idle;
    }
    this.listener.changed();
  }

  /** Without a link nothing can be told; over a link that answers wrongly the probe can still be raised. */
  private async giveUp(why: Fault): Promise<void> {
    const unheard = isLinkGone(why) && why.code !== 'link-garbled';
    this.dispatch({ kind: unheard ? 'lost' : 'refused', fault: why });
    if (!isOver(this.scan.phase)) await sleep(IDLE_POLL);
  }

  private dispatch(event: ScanEvent): void {
    const before = this.scan;
    if (!isOver(before.phase)) this.resting = before.phase === 'pausing' || before.phase === 'paused';
    const transition = step(before, event);
    this.scan = transition.state;
    this.busy.run(transition.state.phase === 'running');
    this.carryOut(transition);
    if (transition.state !== before) this.listener.changed();
  }

  private carryOut(transition: Transition): void {
    for (const effect of transition.effects) {
      this.wasIdle = false;
      if (effect.kind === 'abort') void this.abort();
      else if (effect.kind === 'skipped') noteSkipped(this.keeper, effect.points);
      else if (effect.kind === 'end') this.ending = effect.reason;
      else this.commands.give(effect);
    }
  }

  private async abort(): Promise<void> {
    await this.commands.abort();
    this.listener.changed();
  }

  private writeEnd(reason: 'finished' | 'stopped' | 'failed'): void {
    const noted = noteEnd(this.keeper, reason);
    if (!noted.ok && !this.scan.fault) this.scan = { ...this.scan, fault: noted.error };
  }
}

const attachedAt = (hop: number): Fault =>
  fault('still-attached', `The droplet of hop ${String(hop)} did not let go of the surface.`);

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
