/** What the inspector shows: the detail of the selected pixel, asked of the worker that holds its traces. */
import type { Recipe } from '../../experiments/experiment';
import type { Fault } from '../../fault';
import type { Result } from '../../result';
import type { Workers } from '../../workers/client';
import type { AskedPixel, InspectedVisit } from '../../workers/protocol';
import { guarded } from '../guarded';
import type { Pixel } from '../maps/map-data';
import type { RunView } from '../runs/run-view.svelte';

export type Shown =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unvisited'; readonly pixel: Pixel }
  /** The worker has nothing of it either; in its words. */
  | { readonly kind: 'unmeasured'; readonly pixel: Pixel; readonly words: string }
  | ({ readonly kind: 'detail'; readonly pixel: Pixel } & InspectedVisit)
  | { readonly kind: 'fault'; readonly pixel: Pixel; readonly fault: Fault };

/** While a run is at work, what is shown of it is looked at for at least this long, ms. */
const INTERVAL = 2000;

export class Inspection {
  shown = $state.raw<Shown>({ kind: 'nothing' });
  /** An answer is being waited for; what is shown is that of another pixel. */
  waiting = $state(false);
  /** Counts up when the selected pixel is to be asked for again: there may be more of it. */
  turn = $state(0);
  private asked = 0;
  private turnedAt = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly workers: Pick<Workers, 'acquisition' | 'bundle'>;
  private readonly fromFile: () => boolean;
  private readonly held: () => boolean;

  /** Nothing of the run at work is asked for by itself while a file is shown, nor as long as `held`. */
  constructor(
    workers: Pick<Workers, 'acquisition' | 'bundle'>,
    fromFile: () => boolean,
    held: () => boolean,
  ) {
    this.workers = workers;
    this.fromFile = fromFile;
    this.held = held;
  }

  /**
   * Shows a visit of a pixel, `measured` or not yet, by the recipe's settings or others. Of several requests the last one counts.
   */
  async look(pixel: AskedPixel | null, measured: boolean, settings?: Recipe): Promise<void> {
    const mine = ++this.asked;
    this.waiting = false;
    if (!pixel) {
      this.shown = { kind: 'nothing' };
      return;
    }
    if (!measured) {
      this.shown = { kind: 'unvisited', pixel };
      return;
    }
    this.waiting = true;
    const answer = await this.ask(pixel, settings);
    if (mine !== this.asked) return;
    this.waiting = false;
    this.shown = shownOf(pixel, answer);
  }

  /**
   * Visits were written to the run at work. A selection that follows goes to the latest of them, and a selected pixel that was
   * visited again is asked for again: at once, or as soon as what is shown has been looked at for long enough.
   */
  hear(view: RunView, visits: readonly Pixel[]): void {
    const { selected } = view;
    const again = visits.some(({ row, column }) => row === selected?.row && column === selected.column);
    if (view.following || again) this.turnSoon(view);
  }

  /** The run at work has ended: its selected pixel is looked at once more, as it stays. */
  end(view: RunView): void {
    this.turnedAt = -Infinity;
    this.endWait();
    this.turnSoon(view);
  }

  /** Has the effect that calls it called again whenever the selected pixel is to be asked for again. */
  hearTurns(): number {
    return this.turn;
  }

  forget(): void {
    this.asked += 1;
    this.waiting = false;
    this.turnedAt = -Infinity;
    this.endWait();
    this.shown = { kind: 'nothing' };
  }

  private turnSoon(view: RunView): void {
    if (this.timer !== undefined || this.fromFile()) return;
    const left = this.turnedAt + INTERVAL - performance.now();
    if (left <= 0 && !this.waiting && !this.held()) {
      this.turnedAt = performance.now();
      if (view.following) view.selected = view.data.latest;
      this.turn += 1;
      return;
    }
    this.timer = setTimeout(
      () => {
        this.endWait();
        this.turnSoon(view);
      },
      left > 0 ? left : INTERVAL,
    );
  }

  private endWait(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private ask(pixel: AskedPixel, settings?: Recipe): Promise<Result<InspectedVisit, Fault>> {
    const { bundle, acquisition } = this.workers;
    const holder = this.fromFile() ? bundle : acquisition;
    return guarded(holder.inspect(pixel, settings), 'The traces of the pixel could not be read');
  }
}

function shownOf(pixel: Pixel, answer: Result<InspectedVisit, Fault>): Shown {
  if (answer.ok) return { kind: 'detail', pixel, ...answer.value };
  const { code, happened } = answer.error;
  return code === 'value-invalid'
    ? { kind: 'unmeasured', pixel, words: happened }
    : { kind: 'fault', pixel, fault: answer.error };
}
