/** What a run says as a whole, asked of a worker now and then while it grows. */
import type { Findings, Recipe } from '../../experiments/experiment';
import type { MeasuredPlane } from '../../experiments/results/findings';
import type { Fault } from '../../fault';
import type { Result } from '../../result';
import type { AcquisitionApi } from '../../workers/protocol';
import { guarded } from '../guarded';
import type { MapData } from '../maps/map-data';
import type { RunView } from './run-view.svelte';

/** Shortest time from one question to the next, ms. */
const REST = 1500;

export class RunFindings {
  /** Null before the first answer. */
  shown = $state.raw<Result<Findings, Fault> | null>(null);
  private view: RunView | null = null;
  private due: ReturnType<typeof setTimeout> | undefined;
  private askedAt = -Infinity;
  private answered = true;
  private readonly worker: Pick<AcquisitionApi, 'findings'>;

  constructor(worker: Pick<AcquisitionApi, 'findings'>) {
    this.worker = worker;
  }

  /** Looks at what the maps of a run are now; null where nothing is looked at. In an effect it is called again when they change. */
  consider(view: RunView | null): void {
    if (view !== this.view) this.shown = null;
    this.view = view;
    clearTimeout(this.due);
    if (!view) return;
    const { fresh, settings = {} } = view;
    const wait = Math.max(0, this.askedAt + REST - performance.now());
    this.due = setTimeout(() => void this.ask(view, fresh, settings), wait);
  }

  private async ask(view: RunView, { planes }: MapData, settings: Recipe): Promise<void> {
    if (!this.answered) {
      this.consider(view);
      return;
    }
    this.askedAt = performance.now();
    this.answered = false;
    const { experiment, recipe, journal, track } = view.facts;
    const measured = planes
      .filter(({ ofErrors }) => !ofErrors)
      .map(({ map, values, noise, calibration }): MeasuredPlane =>
        map.errors ? { values, noise, calibration } : { values, noise: [], calibration: [] },
      );
    const answer = await guarded(
      this.worker.findings(
        experiment.id,
        { ...recipe, ...settings },
        view.path,
        measured,
        track ?? { run: journal ?? '' },
      ),
      'What the run says could not be worked out',
    );
    this.answered = true;
    if (view === this.view) this.shown = answer;
  }
}
