/** Maps of a run computed again by other settings, with progress, and how to end it. */
import type { Analysis } from '../../experiments/recipe/analysis';
import type { Fault } from '../../fault';
import type { callback, Workers } from '../../workers/client';
import { guarded } from '../guarded';
import type { RunView } from '../runs/run-view.svelte';
import { progressOf, type SaveProgress } from '../runs/saving.svelte';

const LOST = 'The maps could not be computed';

export class Recalculation {
  /** Null while nothing is computed. */
  progress = $state.raw<Omit<SaveProgress, 'label'> | null>(null);
  private readonly workers: Pick<Workers, 'acquisition' | 'bundle'>;
  private readonly callback: typeof callback;
  private readonly report: (fault: Fault) => void;

  constructor(
    workers: Pick<Workers, 'acquisition' | 'bundle'>,
    make: typeof callback,
    report: (fault: Fault) => void,
  ) {
    this.workers = workers;
    this.callback = make;
    this.report = report;
  }

  /** Computes an analysis and shows its maps; answers whether it came to that. */
  async run(view: RunView, { name, settings }: Analysis): Promise<boolean> {
    if (this.progress) return false;
    const { journal } = view.facts;
    const startedAt = performance.now();
    this.progress = { share: null, left: null };
    const progress = this.callback((done: number, total: number) => {
      if (this.progress) this.progress = progressOf(done, total, performance.now() - startedAt);
    });
    const { bundle, acquisition } = this.workers;
    const made = await guarded(bundle.recalculate(journal, { name, settings }, progress), LOST);
    this.progress = null;
    if (!made.ok) {
      this.report(made.error);
      return false;
    }
    view.add({ name, settings, pixels: made.value });
    view.show(name);
    if (journal !== null) {
      const noted = await guarded(acquisition.keepAnalysis(journal, { name, settings }), LOST);
      if (!noted.ok) this.report(noted.error);
    }
    return true;
  }

  cancel(): void {
    void this.workers.bundle.cancelRecalculation();
  }
}
