/** The run that the instrument measures, or has measured last. */
import { experimentById } from '../../experiments/catalogue';
import type { PixelMessage, RunProgress } from '../../workers/protocol';
import { inTurn } from '../graphs/frame-turns';
import { RunView } from './run-view.svelte';

export class LiveRun {
  /** As it is shown: from the frame on that has time for it. */
  view = $state.raw<RunView | null>(null);
  /** The one that pixels are written to, shown or not yet. */
  private measured: RunView | null = null;
  private bytesKept = 0;
  private readonly onshown: () => void;

  /** `onshown` hears that another run is about to be shown. */
  constructor(onshown: () => void) {
    this.onshown = onshown;
  }

  /** Takes the progress of a run; the first of a run begins its view. */
  hear(run: RunProgress): void {
    if (this.measured?.facts.journal !== run.id) this.begin(run);
    else if (this.bytesKept !== run.bytesKept) this.measured.recorded();
    this.bytesKept = run.bytesKept;
  }

  write(pixels: readonly PixelMessage[]): void {
    this.measured?.write(pixels);
  }

  /** The view of a run by its journal; null where it is not this one. */
  of(journal: string): RunView | null {
    return this.measured?.facts.journal === journal ? this.measured : null;
  }

  private begin({ id, experiment: name, recipe }: RunProgress): void {
    const experiment = experimentById(name);
    if (!experiment) return;
    this.measured?.close();
    const view = new RunView({ journal: id, title: null, experiment, recipe, path: null, track: null });
    this.measured = view;
    inTurn(() => {
      if (this.measured !== view) return;
      this.onshown();
      this.view = view;
    });
  }
}
