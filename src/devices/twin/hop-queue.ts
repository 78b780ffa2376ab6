/** Hops that wait for their turn. An id counts once in a run, that is until program memory is cleared. */
import { err, ok, type Result } from '../../result';
import type { Hop } from '../instrument';
import { scpiError, type ScpiError } from './scpi-error';

export class HopQueue {
  private readonly capacity: number;
  private readonly hops: Hop[] = [];
  private readonly known = new Set<number>();

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get length(): number {
    return this.hops.length;
  }

  get free(): number {
    return this.capacity - this.hops.length;
  }

  append(hop: Hop): Result<null, ScpiError> {
    if (this.known.has(hop.id)) return err(scpiError(-221, `hop ${String(hop.id)} was queued before`));
    if (this.free <= 0) return err(scpiError(-223, 'hop queue full'));
    this.known.add(hop.id);
    this.hops.push(hop);
    return ok(null);
  }

  take(): Hop | undefined {
    return this.hops.shift();
  }

  /** Drops what waits; the ids stay used. */
  drop(): void {
    this.hops.length = 0;
  }

  /** Begins a new run: ids may come again, except those that still wait. */
  forget(): void {
    this.known.clear();
    for (const hop of this.hops) this.known.add(hop.id);
  }
}
