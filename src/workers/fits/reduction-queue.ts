/**
 * Complete hops waiting to be reduced. Traces of a few hops wait in memory, those of the others stay in the journal until
 * their turn, so slow fits never hold up the recording and never fill the memory.
 */
import type { Reduction } from '../../experiments/experiment';
import type { HopTraces } from '../../records/hop';

const IN_MEMORY = 8;

export type Reduce = (hop: HopTraces) => Promise<Reduction>;

interface Waiting {
  readonly hop: number;
  traces: HopTraces | null;
}

export class ReductionQueue {
  private readonly waiting: Waiting[] = [];
  private readonly running = new Set<Promise<void>>();
  private held: Promise<void> | null = null;
  private readonly recall: (hop: number) => HopTraces | null;
  private readonly reduce: Reduce;
  private readonly width: number;
  private readonly deliver: (hop: number, traces: HopTraces, reduction: Reduction) => void;

  /** `recall` reads a hop back from the journal; `width` reductions run at a time. */
  constructor(
    recall: (hop: number) => HopTraces | null,
    reduce: Reduce,
    width: number,
    deliver: (hop: number, traces: HopTraces, reduction: Reduction) => void,
  ) {
    this.recall = recall;
    this.reduce = reduce;
    this.width = width;
    this.deliver = deliver;
  }

  add(traces: HopTraces): void {
    const held = this.waiting.filter((w) => w.traces !== null).length;
    this.waiting.push({ hop: traces.hop, traces: held < IN_MEMORY ? traces : null });
    this.pump();
  }

  /** A hop that only the journal has. */
  recallLater(hop: number): void {
    this.waiting.push({ hop, traces: null });
    this.pump();
  }

  /** Begins nothing until then. */
  hold(until: Promise<void>): void {
    const held = until.then(() => {
      if (this.held === held) this.held = null;
      this.pump();
    });
    this.held = held;
  }

  /** Resolves when nothing waits or runs. Rejects when a reduction broke. */
  async idle(): Promise<void> {
    while (this.running.size > 0 || this.waiting.length > 0)
      await Promise.race([...this.running, ...(this.held ? [this.held] : [])]);
  }

  private pump(): void {
    while (!this.held && this.running.size < this.width) {
      const next = this.waiting.shift();
      if (!next) return;
      const traces = next.traces ?? this.recall(next.hop);
      if (!traces) continue;
      const job: Promise<void> = this.reduce(traces).then((reduction) => {
        this.running.delete(job);
        this.deliver(next.hop, traces, reduction);
        this.pump();
      });
      this.running.add(job);
    }
  }
}
