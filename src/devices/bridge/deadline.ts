/** A busy host may notice the time before it has read what arrived in it: it gets so long to catch up, ms. */
const CATCH_UP_MS = 50;

/** Calls back once when it was not restarted for a given time. A restart costs no timer: it may come with every byte. */
export class Deadline {
  private readonly milliseconds: number;
  private readonly missed: () => void;
  private due = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number, missed: () => void) {
    this.milliseconds = milliseconds;
    this.missed = missed;
    this.restart();
    this.lookAfter(milliseconds, false);
  }

  restart(): void {
    this.due = performance.now() + this.milliseconds;
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private lookAfter(milliseconds: number, caughtUp: boolean): void {
    this.timer = setTimeout(() => {
      const left = this.due - performance.now();
      if (left > 0) this.lookAfter(left, false);
      else if (caughtUp) this.missed();
      else this.lookAfter(CATCH_UP_MS, true);
    }, milliseconds);
  }
}
