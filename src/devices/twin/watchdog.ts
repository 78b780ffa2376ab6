/**
 * Hears whether the host is there. While it guards, silence for longer than the set time, by the wall, sets it off once.
 */
export class Watchdog {
  private readonly onSilence: () => void;
  private limit = 0;
  private guarding = false;
  private heard = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onSilence: () => void) {
    this.onSilence = onSilence;
  }

  /** Seconds of silence that are allowed; 0 turns it off. */
  set(seconds: number): void {
    this.limit = seconds * 1000;
    this.watch();
  }

  /** A complete line came. */
  hear(): void {
    this.heard = performance.now();
  }

  /** Begins or ends to guard; silence counts from the beginning at the earliest. */
  guard(on: boolean): void {
    if (on === this.guarding) return;
    this.guarding = on;
    this.hear();
    this.watch();
  }

  private watch(): void {
    clearTimeout(this.timer);
    if (!this.guarding || this.limit === 0) return;
    const left = this.limit - (performance.now() - this.heard);
    if (left > 0) {
      this.timer = setTimeout(() => {
        this.watch();
      }, left);
    } else {
      this.guarding = false;
      this.onSilence();
    }
  }
}
