/** Stop: by its button, or by Escape pressed twice. */
import { holdTurns } from '../graphs/frame-turns';
import { DOUBLE_PRESS } from '../keyboard';
import type { Instrument } from './instrument.svelte';

/** Longest time between a button that goes down and its click for which everything else waits, ms. */
const CLICK = 500;

type Stopped = Pick<Instrument, 'active' | 'stop' | 'awaitStop'>;

export class Stop {
  /** Escape was pressed once while something runs. */
  armed = $state(false);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private drawAgain: () => void = () => undefined;
  private readonly instrument: Stopped;

  constructor(instrument: Stopped) {
    this.instrument = instrument;
  }

  async now(): Promise<void> {
    const stopped = this.instrument.stop();
    this.disarm();
    await stopped;
  }

  /** The second press within a moment stops. */
  escape(): void {
    if (!this.instrument.active) return;
    if (this.armed) {
      void this.now();
      return;
    }
    this.expect(DOUBLE_PRESS);
    this.armed = true;
  }

  /** The button goes down: its click will stop. */
  press(): void {
    if (this.instrument.active && !this.armed) this.expect(CLICK);
  }

  /** What may come must not wait for a drawing, a journal or a fit, so there is none until then. */
  private expect(ms: number): void {
    this.disarm();
    this.drawAgain = holdTurns();
    this.instrument.awaitStop(ms);
    this.timer = setTimeout(() => {
      this.disarm();
    }, ms);
  }

  private disarm(): void {
    clearTimeout(this.timer);
    this.drawAgain();
    this.armed = false;
  }
}
