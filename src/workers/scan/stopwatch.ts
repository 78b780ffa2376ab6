/** Counts the time while it is told to run. */
export class Stopwatch {
  private total = 0;
  private since: number | null = null;

  run(running: boolean): void {
    if (running === (this.since !== null)) return;
    this.total = this.milliseconds();
    this.since = running ? performance.now() : null;
  }

  seconds(): number {
    return this.milliseconds() / 1000;
  }

  private milliseconds(): number {
    return this.total + (this.since === null ? 0 : performance.now() - this.since);
  }
}
