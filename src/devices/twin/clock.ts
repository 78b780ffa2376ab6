/**
 * The clock that ties the world's time to the wall: after every piece of work the executor paces itself, so that the wall
 * shows world time / factor. Always against the absolute schedule, so that a late timer is caught up with and nothing
 * adds up over the steps. At factor Infinity nothing waits; then pacing only lets other tasks have their turn.
 */
import { otherTasks } from '../../other-tasks';

/** Work goes on at most this long before messages, timers and an abort are looked at, ms. */
const TURN = 4;
/** The world may be this far ahead of the wall before it is worth a timer, ms. */
const LEAD = 4;
/** Longest single sleep, ms: what a timer of the platform can hold. */
const LONGEST_SLEEP = 2 ** 30;

export class Clock {
  readonly factor: number;
  private wallStart = 0;
  private worldStart = 0;
  private lastTurn = 0;
  private wakeSleeper: (() => void) | null = null;

  constructor(factor: number) {
    this.factor = factor;
  }

  /** From here on the wall and the world go together; call after any rest. */
  start(world: number): void {
    this.wallStart = performance.now();
    this.worldStart = world;
    this.lastTurn = this.wallStart;
  }

  /** Lets the wall come up to the world where it lags by a timer's worth, and other tasks run where none did for long. */
  async pace(world: number): Promise<void> {
    const now = performance.now();
    const ahead = this.aheadOf(world, now);
    if (ahead > LEAD) await this.sleep(ahead);
    else if (now - this.lastTurn > TURN) await otherTasks();
    else return;
    this.lastTurn = performance.now();
  }

  /** Lets the wall come up to the world wholly. */
  async settle(world: number): Promise<void> {
    const ahead = this.aheadOf(world, performance.now());
    if (ahead > 0) await this.sleep(ahead);
  }

  /** Ends a sleep at once. */
  wake(): void {
    this.wakeSleeper?.();
  }

  /** By how much the world is ahead of the schedule, ms of wall time. */
  private aheadOf(world: number, now: number): number {
    return this.wallStart + ((world - this.worldStart) * 1000) / this.factor - now;
  }

  private sleep(duration: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.wakeSleeper = null;
        resolve();
      };
      const timer = setTimeout(done, Math.min(duration, LONGEST_SLEEP));
      this.wakeSleeper = done;
    });
  }
}
