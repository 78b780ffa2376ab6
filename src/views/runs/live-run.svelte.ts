/** The run that the instrument measures, or has measured last. */
import { experimentById } from '../../experiments/catalogue';
import type { Recipe } from '../../experiments/experiment';
import type { PixelMessage, RunProgress } from '../../workers/protocol';
import { inTurn } from '../graphs/frame-turns';
import { RunView } from './run-view.svelte';

export class LiveRun {
  /** As it is shown: from the frame on that has time for it. */
  view = $state.raw<RunView | null>(null);
  /** The one that pixels are written to, shown or not yet. */
  private measured: RunView | null = null;
  private bytesKept = 0;
  private hopsTotal = 0;
  private readonly onshown: () => void;

  /** `onshown` hears that another run is about to be shown. */
  constructor(onshown: () => void) {
    this.onshown = onshown;
  }

  /** Takes the progress of a run; the first of a run begins its view, and so does a list of points that has grown. */
  hear(run: RunProgress): void {
    const { measured } = this;
    if (!measured || measured.facts.journal !== run.id) this.begin(run, null);
    else if (this.hopsTotal !== run.hopsTotal && !isAlike(measured.facts.recipe, run.recipe))
      this.begin(run, measured);
    else if (this.bytesKept !== run.bytesKept) measured.recorded();
    this.bytesKept = run.bytesKept;
    this.hopsTotal = run.hopsTotal;
  }

  write(pixels: readonly PixelMessage[]): void {
    this.measured?.write(pixels);
  }

  /** The view of a run by its journal; null where it is not this one. */
  of(journal: string): RunView | null {
    return this.measured?.facts.journal === journal ? this.measured : null;
  }

  /** `before`: the view of the same run that this one takes the place of. */
  private begin({ id, experiment: name, recipe }: RunProgress, before: RunView | null): void {
    const experiment = experimentById(name);
    if (!experiment) return;
    this.measured?.close();
    const view = new RunView({ journal: id, title: null, experiment, recipe, path: null, track: null });
    if (before) view.takeOver(before);
    this.measured = view;
    inTurn(() => {
      if (this.measured !== view) return;
      this.onshown();
      this.view = view;
    });
  }
}

const isAlike = (a: Recipe, b: Recipe): boolean => JSON.stringify(a) === JSON.stringify(b);
