/** What the person should know of: faults of what the page has asked for, and those that the instrument reports. */
import type { Fault } from '../fault';
import type { Result } from '../result';
import { guarded } from './guarded';

export class Troubles {
  private own = $state.raw<Fault | null>(null);
  private reported = $state.raw<Fault | null>(null);
  private putAside = $state.raw<Fault | null>(null);
  /** Null when all is well or it was put aside. */
  readonly shown = $derived(this.own ?? this.reportedAnew());

  /** A person who cancels has no trouble. */
  readonly report = (problem: Fault): void => {
    if (problem.code !== 'cancelled') this.own = problem;
  };

  /** The instrument's own, as its status has it; null where it has none. */
  hear(reported: Fault | null): void {
    this.reported = reported;
    if (!reported) this.putAside = null;
  }

  /** Puts aside what is shown. */
  clear(): void {
    this.own = null;
    this.putAside = this.reported;
  }

  /** Reports why there is no result; answers whether there is one. */
  settle(result: Result<unknown, Fault>): boolean {
    if (!result.ok) this.report(result.error);
    return result.ok;
  }

  /** The answer of a worker's call, reported where it is a fault. */
  async heed<T>(call: Promise<Result<T, Fault>>): Promise<Result<T, Fault>> {
    const result = await guarded(call);
    this.settle(result);
    return result;
  }

  private reportedAnew(): Fault | null {
    const { reported, putAside } = this;
    const known = reported?.code === putAside?.code && reported?.happened === putAside?.happened;
    return known ? null : reported;
  }
}
