/** How long the bridge takes to answer, over the latest questions. */
import { quantile } from 'd3-array';
import { Ring } from '../../ring';
import type { RoundTrip } from '../instrument';

const WINDOW = 512;

export class RoundTrips {
  private readonly times = new Ring<number>(WINDOW);

  /** From a question to the end of its answer, ms. */
  add(time: number): void {
    this.times.push(time);
  }

  /** Null before the first answer. */
  summary(): RoundTrip | null {
    const times = this.times.list();
    const p50 = quantile(times, 0.5);
    const p99 = quantile(times, 0.99);
    return p50 === undefined || p99 === undefined ? null : { p50, p99 };
  }
}
