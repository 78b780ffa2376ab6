/**
 * Keeps the computer awake while a run is at work. The browser takes the lock away whenever the page is hidden; it is
 * asked for again when the page is seen. Where it is refused, the run goes on all the same: the bridge does not need it.
 */
export class WakeLock {
  private wanted = false;
  private sentinel: WakeLockSentinel | null = null;
  private asking = false;

  constructor() {
    document.addEventListener('visibilitychange', () => void this.settle());
  }

  keep(awake: boolean): void {
    if (awake === this.wanted) return;
    this.wanted = awake;
    void this.settle();
  }

  private async settle(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    if (!this.wanted) await this.release();
    else if (document.visibilityState === 'visible' && (this.sentinel?.released ?? true)) {
      this.sentinel = await navigator.wakeLock.request('screen').catch(() => null);
    }
    this.asking = false;
    if (!this.wanted && this.sentinel) void this.settle();
  }

  private async release(): Promise<void> {
    const held = this.sentinel;
    this.sentinel = null;
    await held?.release();
  }
}
