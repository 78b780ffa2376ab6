/**
 * The run's words to the bridge: they keep their order, except Stop, which overtakes. A visit is noted in the journal
 * before the bridge hears of it.
 */
import type { BridgeState, Hop, Instrument } from '../../devices/instrument';
import type { Fault } from '../../fault';
import { ok, type Result } from '../../result';
import type { Keeper } from '../environment';
import { hopNote, hopOf, type RunPlan } from './run-plan';
import { isOver, type ScanEffect, type ScanEvent, type ScanState } from './scan';

type Queue = Extract<ScanEffect, { kind: 'queue' }>;
export type Order = Exclude<ScanEffect, { kind: 'abort' | 'skipped' | 'end' }>;

export interface StopTimes {
  readonly onWire: number;
  readonly verified: number;
}

/** What `Commands` needs of the one who gives them. */
export interface Commander {
  readonly scan: () => ScanState;
  readonly dispatch: (event: ScanEvent) => void;
}

/**
 * Nothing can be told any more, nothing is heard, or it is not known whether the bridge has heard: not a matter of one
 * command. The link is made anew and the bridge asked where it is.
 */
export const isLinkGone = ({ code }: Fault): boolean =>
  code === 'link-lost' || code === 'link-silent' || code === 'link-garbled';

export class Commands {
  /** ms from the last Stop to `ABORt` on the wire, and to the verified height. */
  stopTimes: StopTimes | null = null;
  /** Set once an abort has ended; its fault where the probe is not known to be up. */
  aborted: { readonly fault: Fault | null; readonly state: BridgeState | null } | null = null;
  private onTheWay = 0;
  private sent: Promise<void> = Promise.resolve();
  /** Orders that are not begun. */
  private readonly waiting: Order[] = [];
  /** Visits that could not be noted because the storage was full; they are queued when the run goes on. */
  private readonly deferred: Queue[] = [];
  private readonly instrument: Instrument;
  private readonly plan: RunPlan;
  private readonly keeper: Keeper;
  private readonly commander: Commander;
  /** The sample's track is to be started with the next order to run. */
  private startsTrack: boolean;

  constructor(
    instrument: Instrument,
    plan: RunPlan,
    keeper: Keeper,
    startsTrack: boolean,
    commander: Commander,
  ) {
    this.startsTrack = startsTrack;
    this.instrument = instrument;
    this.plan = plan;
    this.keeper = keeper;
    this.commander = commander;
  }

  /** Whether the bridge has heard everything. */
  get quiet(): boolean {
    return this.onTheWay === 0;
  }

  /** Resolves when everything was said. */
  async idle(): Promise<void> {
    await this.sent;
  }

  give(order: Order): void {
    this.waiting.push(order);
    this.say(() => this.carryOut());
  }

  /** The bridge may forget the records before this one. */
  release(before: number): void {
    this.say(() => this.instrument.release(before));
  }

  /** Visits that found no room in the journal are given again. */
  giveDeferred(): void {
    for (const order of this.deferred.splice(0)) this.give(order);
  }

  async abort(): Promise<void> {
    const asked = performance.now();
    const answer = await this.instrument.abort();
    const verified = performance.now() - asked;
    if (answer.ok) this.stopTimes = { onWire: answer.value.onWire - asked, verified };
    this.aborted = answer.ok
      ? { fault: null, state: answer.value.state }
      : { fault: answer.error, state: null };
  }

  /** A refusal ends the run with the probe up, but for that of a bridge in SAFE or FAULT: its state interrupts the run. */
  private say(words: () => Promise<Result<void, Fault>>): void {
    this.onTheWay++;
    this.sent = this.sent.then(async () => {
      const result = await words();
      this.onTheWay--;
      if (result.ok || (result.error.code === 'command-refused' && (await this.isLatched()))) return;
      this.commander.dispatch({ kind: isLinkGone(result.error) ? 'lost' : 'refused', fault: result.error });
    });
  }

  private async isLatched(): Promise<boolean> {
    const answer = await this.instrument.state();
    return answer.ok && (answer.value.state === 'SAFE' || answer.value.state === 'FAULT');
  }

  /** The first order that waits; those to queue visits that follow it are carried out with it. */
  private async carryOut(): Promise<Result<void, Fault>> {
    const order = this.waiting.shift();
    const queues = order?.kind === 'queue' ? [order, ...this.furtherQueues()] : [];
    const { phase } = this.commander.scan();
    if (!order || phase === 'stopping' || isOver(phase)) return ok(undefined);
    if (order.kind === 'run') return this.run();
    if (order.kind === 'pause') return this.instrument.pause();
    return this.queue(queues);
  }

  /** The track begins with the first hop. */
  private async run(): Promise<Result<void, Fault>> {
    const told = await this.instrument.run({ track: this.startsTrack });
    if (told.ok) this.startsTrack = false;
    return told;
  }

  /** An order to run between two of them is left out: the one behind the last of them does as well. */
  private *furtherQueues(): Generator<Queue> {
    for (;;) {
      const place = this.waiting[0]?.kind === 'run' ? 1 : 0;
      const next = this.waiting[place];
      if (next?.kind !== 'queue') return;
      this.waiting.splice(0, place + 1);
      yield next;
    }
  }

  private async queue(orders: readonly Queue[]): Promise<Result<void, Fault>> {
    const hops: Hop[] = [];
    const { path } = this.commander.scan();
    for (const [i, order] of orders.entries()) {
      for (const [k, visit] of order.visits.entries()) {
        const noted = this.keeper.note(hopNote(path, visit));
        if (!noted.ok) {
          this.deferred.push({ ...order, visits: order.visits.slice(k) }, ...orders.slice(i + 1));
          this.commander.dispatch({ kind: 'hold', fault: noted.error });
          return this.tell(hops);
        }
        hops.push(hopOf(this.plan, path, visit));
      }
    }
    return this.tell(hops);
  }

  /** Notes are on the disk before the bridge hears of their visits: records without a note could be anybody's. */
  private async tell(hops: readonly Hop[]): Promise<Result<void, Fault>> {
    if (hops.length === 0) return ok(undefined);
    const flushed = this.keeper.flush();
    return flushed.ok ? this.instrument.queueHops(hops) : flushed;
  }
}
