/**
 * One run, from the first hop to the end note: carries out the effects of the scan machine, reads the bridge's records,
 * puts them into the journal before anyone else hears of them, and hands complete hops on to be reduced. Knows neither
 * browser nor page; the acquisition worker and the terminal both run it.
 */
import type { BridgeState, Instrument, RecordBlock } from '../devices/instrument';
import type { Reduction } from '../experiments/experiment';
import { contactHeight } from '../experiments/voltammetry';
import { fault, type Fault } from '../fault';
import { assembleHop, statusOf, type HopTraces } from '../records/hop';
import { FLAG, type BridgeRecord } from '../records/record';
import { ok, type Result } from '../result';
import type { Keeper } from './environment';
import type { PixelMessage } from './protocol';
import { hopNote, hopsOf, type RunPlan } from './run-plan';
import { ReductionQueue } from './reduction-queue';
import { Stopwatch } from './stopwatch';
import {
  begin,
  isOver,
  step,
  type ScanEffect,
  type ScanEvent,
  type ScanState,
  type Transition,
} from './scan';

/** Wait between two looks at a bridge that has no new record, ms. */
const IDLE_POLL = 5;
/** Longest time between two looks at the bridge's state, ms. */
const STATE_POLL = 250;

export interface RunListener {
  readonly changed: () => void;
  readonly pixel: (message: PixelMessage) => void;
}

export type Reduce = (hop: HopTraces) => Promise<Reduction>;

export class Recorder {
  private scan: ScanState;
  private bridgeState: BridgeState | null = null;
  private stopping: Recorder['stopTimes'] = null;
  private nextRecord: number;
  private open: BridgeRecord[] = [];
  private effects: Promise<void> = Promise.resolve();
  private aborted: { fault: Fault | null } | null = null;
  private lastStatePoll = 0;
  private unkept: RecordBlock | null = null;
  /** Hops that could not be noted because the storage was full; they are queued when the run goes on. */
  private readonly deferred: Extract<ScanEffect, { kind: 'queue' }>[] = [];
  private commandsOnTheWay = 0;
  private wasIdle = false;
  private readonly busy = new Stopwatch();
  private readonly queue: ReductionQueue;
  private readonly instrument: Instrument;
  private readonly plan: RunPlan;
  private readonly keeper: Keeper;
  private readonly listener: RunListener;

  constructor(
    instrument: Instrument,
    plan: RunPlan,
    keeper: Keeper,
    reduce: { readonly run: Reduce; readonly width: number },
    listener: RunListener,
    firstRecord: number,
  ) {
    this.instrument = instrument;
    this.plan = plan;
    this.keeper = keeper;
    this.listener = listener;
    this.nextRecord = firstRecord;
    this.queue = new ReductionQueue(
      (hop) => this.keeper.traces(hop),
      reduce.run,
      reduce.width,
      (hop, traces, reduction) => {
        this.listener.pixel(this.message(hop, traces, reduction));
      },
    );
    const first = begin(plan.path.points.length, plan.program.clearance);
    this.scan = first.state;
    this.busy.run(true);
    this.carryOut(first);
  }

  get state(): ScanState {
    return this.scan;
  }

  get bridge(): BridgeState | null {
    return this.bridgeState;
  }

  /** ms from the request to `ABORt` on the wire, and to the verified height. */
  get stopTimes(): { readonly onWire: number; readonly verified: number } | null {
    return this.stopping;
  }

  /** s that the scan has run, pauses left out. */
  get runningSeconds(): number {
    return this.busy.seconds();
  }

  pause(): void {
    this.dispatch({ kind: 'pause' });
  }

  resume(): void {
    if (this.scan.phase !== 'paused') return;
    for (const effect of this.deferred.splice(0)) this.afterwards(() => this.command(effect));
    this.dispatch({ kind: 'resume' });
  }

  stop(): void {
    this.dispatch({ kind: 'stop' });
  }

  /** Reads and keeps until the run is over, tells so, and goes on until every kept hop is reduced. */
  async finish(over: () => void): Promise<ScanState> {
    void this.instrument.closed.then((fault) => {
      this.dispatch({ kind: 'lost', fault });
    });
    while (!isOver(this.scan.phase)) await this.turn();
    await this.effects;
    over();
    await this.queue.idle();
    return this.scan;
  }

  private async turn(): Promise<void> {
    if (this.unkept) {
      if (!this.retryKeeping(this.unkept)) await sleep(IDLE_POLL * 10);
      await this.lookAtState(false);
      return;
    }
    const aborted = this.aborted;
    const block = await this.instrument.records(this.nextRecord);
    if (!block.ok) {
      if (aborted) this.dispatch({ kind: 'aborted', fault: aborted.fault ?? block.error });
      else await this.giveUp(block.error);
      return;
    }
    if (block.value.records.length > 0) this.keep(block.value);
    const drained = block.value.records.length === 0;
    if (drained && aborted) this.dispatch({ kind: 'aborted', fault: aborted.fault });
    else if (drained || performance.now() - this.lastStatePoll > STATE_POLL) await this.lookAtState(drained);
    if (drained) await sleep(IDLE_POLL);
  }

  /** Journal first: only what is flushed is released on the bridge and told to anybody. */
  private keep(block: RecordBlock): void {
    const kept = this.writeDown(block);
    if (!kept.ok) {
      this.unkept = block;
      this.dispatch({ kind: 'hold', fault: kept.error });
      return;
    }
    this.accept(block);
  }

  private writeDown(block: RecordBlock): Result<void, Fault> {
    const appended = this.keeper.append(block);
    return appended.ok ? this.keeper.flush() : appended;
  }

  /** After the storage was full: tries again once the person has said go on. */
  private retryKeeping(block: RecordBlock): boolean {
    if (this.scan.phase !== 'running' && this.scan.phase !== 'stopping') return false;
    const kept = this.writeDown(block);
    if (!kept.ok) {
      if (this.aborted) this.dispatch({ kind: 'aborted', fault: kept.error });
      else this.dispatch({ kind: 'hold', fault: kept.error });
      return false;
    }
    this.unkept = null;
    this.accept(block);
    return true;
  }

  private accept(block: RecordBlock): void {
    const last = block.records.at(-1);
    if (!last) return;
    this.nextRecord = (last.number + 1) >>> 0;
    this.afterwards(() => this.instrument.release(this.nextRecord));
    for (const record of block.records) {
      this.open.push(record);
      if (record.flags & FLAG.lastOfHop) this.closeHop();
    }
    this.listener.changed();
  }

  private closeHop(): void {
    const traces = assembleHop(this.open);
    this.open = [];
    const contact = contactHeight(traces, this.plan.program);
    this.queue.add(traces);
    if (traces.flags & FLAG.stillAttached) this.dispatch({ kind: 'hold', fault: attachedAt(traces.hop) });
    if ((traces.flags & FLAG.aborted) === 0) this.dispatch({ kind: 'hop', contact });
  }

  private async lookAtState(drained: boolean): Promise<void> {
    this.lastStatePoll = performance.now();
    const answer = await this.instrument.state();
    if (!answer.ok) {
      await this.giveUp(answer.error);
      return;
    }
    this.bridgeState = answer.value;
    const { state, queued, nextRecord, reason } = answer.value;
    const settled = this.unkept !== null || (drained && nextRecord === this.nextRecord);
    if (settled) {
      const idle = state === 'IDLE' && queued === 0 && this.commandsOnTheWay === 0;
      this.dispatch({ kind: 'bridge', state, queued, reason, stalled: idle && this.wasIdle });
      this.wasIdle = idle;
    }
    this.listener.changed();
  }

  /** Without a link nothing can be told; over a link that answers wrongly the probe can still be raised. */
  private async giveUp(why: Fault): Promise<void> {
    this.dispatch({ kind: why.code === 'link-lost' ? 'lost' : 'refused', fault: why });
    if (!isOver(this.scan.phase)) await sleep(IDLE_POLL);
  }

  private dispatch(event: ScanEvent): void {
    const before = this.scan;
    const transition = step(before, event);
    this.scan = transition.state;
    this.busy.run(transition.state.phase === 'running');
    this.carryOut(transition);
    if (transition.state !== before) this.listener.changed();
  }

  private carryOut(transition: Transition): void {
    for (const effect of transition.effects) {
      if (effect.kind === 'abort') void this.abort();
      else if (effect.kind === 'end') this.writeEnd(effect.reason);
      else this.afterwards(() => this.command(effect));
    }
  }

  /** Commands keep their order; a refusal ends the run with the probe up. */
  private afterwards(command: () => Promise<Result<void, Fault>>): void {
    this.commandsOnTheWay++;
    this.effects = this.effects.then(async () => {
      const result = await command();
      this.commandsOnTheWay--;
      this.wasIdle = false;
      if (!result.ok) this.dispatch({ kind: 'refused', fault: result.error });
    });
  }

  private async command(
    effect: Exclude<ScanEffect, { kind: 'abort' | 'end' }>,
  ): Promise<Result<void, Fault>> {
    if (this.scan.phase === 'stopping' || isOver(this.scan.phase)) return ok(undefined);
    if (effect.kind === 'run') return this.instrument.run();
    if (effect.kind === 'pause') return this.instrument.pause();
    return this.queueHops(effect);
  }

  private async queueHops(effect: Extract<ScanEffect, { kind: 'queue' }>): Promise<Result<void, Fault>> {
    const hops = hopsOf(this.plan, effect.from, effect.to, effect.z);
    for (const hop of hops) {
      const noted = this.keeper.note(hopNote(this.plan, hop));
      if (noted.ok) continue;
      this.deferred.push({ ...effect, from: hop.id });
      this.dispatch({ kind: 'hold', fault: noted.error });
      return this.instrument.queueHops(hops.slice(0, hop.id - effect.from));
    }
    return this.instrument.queueHops(hops);
  }

  private async abort(): Promise<void> {
    const asked = performance.now();
    const answer = await this.instrument.abort();
    const verified = performance.now() - asked;
    if (answer.ok) {
      this.stopping = { onWire: answer.value.onWire - asked, verified };
      this.bridgeState = answer.value.state;
    }
    this.aborted = { fault: answer.ok ? null : answer.error };
    this.listener.changed();
  }

  private writeEnd(reason: 'finished' | 'stopped' | 'failed'): void {
    const noted = this.keeper.note({ kind: 'end', wallClock: new Date().toISOString(), reason });
    const flushed = noted.ok ? this.keeper.flush() : noted;
    if (!flushed.ok && !this.scan.fault) this.scan = { ...this.scan, fault: flushed.error };
  }

  private message(hop: number, traces: HopTraces, reduction: Reduction): PixelMessage {
    const { row = -1, column = -1 } = this.plan.path.points[hop] ?? {};
    return { hop, row, column, status: statusOf(traces.flags), ...reduction };
  }
}

const attachedAt = (hop: number): Fault =>
  fault('still-attached', `The droplet of hop ${String(hop)} did not let go of the surface.`);

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
