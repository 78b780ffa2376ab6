/** Calls back once when it was not restarted for a given time. */
export class Deadline {
  private readonly milliseconds: number;
  private readonly missed: () => void;
  private timer: ReturnType<typeof setTimeout>;

  constructor(milliseconds: number, missed: () => void) {
    this.milliseconds = milliseconds;
    this.missed = missed;
    this.timer = setTimeout(missed, milliseconds);
  }

  restart(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.missed, this.milliseconds);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
