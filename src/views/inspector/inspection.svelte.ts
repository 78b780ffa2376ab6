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

/** While the selection goes with the probe, a pixel is looked at for at least this long, ms. */
const FOLLOW_INTERVAL = 2000;

export class Inspection {
  shown = $state.raw<Shown>({ kind: 'nothing' });
  /** An answer is being waited for; what is shown is that of another pixel. */
  waiting = $state(false);
  private asked = 0;
  private followedAt = -Infinity;
  private readonly workers: Pick<Workers, 'acquisition' | 'bundle'>;
  private readonly fromFile: () => boolean;

  constructor(workers: Pick<Workers, 'acquisition' | 'bundle'>, fromFile: () => boolean) {
    this.workers = workers;
    this.fromFile = fromFile;
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

  /** Selects the pixel measured last, now and then. */
  follow(view: RunView): void {
    const now = performance.now();
    if (this.waiting || now - this.followedAt < FOLLOW_INTERVAL) return;
    this.followedAt = now;
    view.selected = view.data.latest;
  }

  forget(): void {
    this.asked += 1;
    this.waiting = false;
    this.followedAt = -Infinity;
    this.shown = { kind: 'nothing' };
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
