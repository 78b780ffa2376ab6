/** Whether the browser has promised to keep what this page stores when the disk runs short. */
export class Persistence {
  state = $state<'unknown' | 'not asked' | 'promised' | 'declined'>('unknown');

  async look(): Promise<void> {
    if (this.state !== 'unknown') return;
    this.state = (await navigator.storage.persisted()) ? 'promised' : 'not asked';
  }

  /** Asks; some browsers ask the person in turn, others decide by themselves. */
  async ask(): Promise<void> {
    this.state = (await navigator.storage.persist()) ? 'promised' : 'declined';
  }
}
