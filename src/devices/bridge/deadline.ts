/** A busy host may notice the time before it has read what arrived in it: it gets so long to catch up, ms. */
const CATCH_UP_MS = 50;

/** Calls back once when it was not restarted for a given time. */
export class Deadline {
  private readonly milliseconds: number;
  private readonly missed: () => void;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number, missed: () => void) {
    this.milliseconds = milliseconds;
    this.missed = missed;
    this.restart();
  }

  restart(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = setTimeout(this.missed, CATCH_UP_MS);
    }, this.milliseconds);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
