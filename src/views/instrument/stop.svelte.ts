/** Stop: by its button, or by Escape pressed twice. */
import { holdTurns } from '../graphs/frame-turns';
import { DOUBLE_PRESS } from '../keyboard';
import type { Instrument } from './instrument.svelte';

export class Stop {
  /** Escape was pressed once while something runs. */
  armed = $state(false);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private drawAgain: () => void = () => undefined;
  private readonly instrument: Pick<Instrument, 'active' | 'stop'>;

  constructor(instrument: Pick<Instrument, 'active' | 'stop'>) {
    this.instrument = instrument;
  }

  async now(): Promise<void> {
    this.disarm();
    await this.instrument.stop();
  }

  /** The second press within a moment stops. It must not wait for a drawing, so there is none until then. */
  escape(): void {
    if (!this.instrument.active) return;
    if (this.armed) {
      void this.now();
      return;
    }
    this.armed = true;
    this.drawAgain = holdTurns();
    this.timer = setTimeout(() => {
      this.disarm();
    }, DOUBLE_PRESS);
  }

  private disarm(): void {
    clearTimeout(this.timer);
    this.drawAgain();
    this.armed = false;
  }
}
