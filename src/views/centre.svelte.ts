/**
 * What stands in the centre of the page: the run of the instrument, a run from a file, voltammograms of other instruments, or the
 * path of the form.
 */
import type { Recorded } from './recorded/recorded.svelte';
import type { LiveRun } from './runs/live-run.svelte';
import type { RunView } from './runs/run-view.svelte';

export class Centre {
  readonly live: LiveRun;
  readonly recorded: Recorded;
  opened = $state.raw<RunView | null>(null);
  /** The path of the form is shown in the place of maps. */
  planning = $state(false);
  readonly shown = $derived.by(() => this.opened ?? this.live.view);

  constructor(live: LiveRun, recorded: Recorded) {
    this.live = live;
    this.recorded = recorded;
  }

  /** Shows a run from a file. */
  show(view: RunView): void {
    this.close();
    this.opened = view;
  }

  /** Shows recorded voltammograms, which are open. */
  showRecorded(): void {
    this.opened?.close();
    this.opened = null;
  }

  /** Back to the run of the instrument. */
  close(): void {
    this.planning = false;
    this.recorded.close();
    this.opened?.close();
    this.opened = null;
  }
}
