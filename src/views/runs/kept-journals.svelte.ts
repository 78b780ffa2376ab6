/** Journals of earlier runs that the browser keeps. */
import { ok } from '../../result';
import type { Workers } from '../../workers/client';
import type { KeptRun } from '../../workers/protocol';
import type { Troubles } from '../troubles.svelte';

export class KeptJournals {
  /** As they were asked for last. */
  runs = $state.raw<readonly KeptRun[]>([]);
  private readonly bundle: Pick<Workers['bundle'], 'kept' | 'discard'>;
  private readonly troubles: Troubles;

  constructor(bundle: Pick<Workers['bundle'], 'kept' | 'discard'>, troubles: Troubles) {
    this.bundle = bundle;
    this.troubles = troubles;
  }

  /** Asks again which there are. */
  async refresh(): Promise<void> {
    const kept = await this.troubles.heed<readonly KeptRun[]>(this.bundle.kept().then((all) => ok(all)));
    if (kept.ok) this.runs = kept.value;
  }

  async discard(name: string): Promise<void> {
    await this.troubles.heed(this.bundle.discard(name));
    await this.refresh();
  }
}
