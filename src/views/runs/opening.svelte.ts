/** Files that are opened: runs, voltammograms of other instruments, and micrographs. */
import { experimentById } from '../../experiments/catalogue';
import { fault } from '../../fault';
import type { PictureFile } from '../../maps/picture';
import { guarded } from '../guarded';
import type { Workers } from '../../workers/client';
import type { OpenedRun } from '../../workers/protocol';
import type { Centre } from '../centre.svelte';
import type { EarlierResults } from '../form/earlier-results.svelte';
import { isRun } from '../recorded/recorded.svelte';
import type { Troubles } from '../troubles.svelte';
import { RunView } from './run-view.svelte';
import { secondRunOf } from './second-run';

/** By its name: an image, also one of a format that is not read here, which is said then. */
const isPicture = ({ name }: File): boolean => /\.(?:png|tiff?|jpe?g|gif|bmp|webp)$/i.test(name);

type Worker = Pick<Workers['bundle'], 'open' | 'readMaps' | 'readPicture'>;

export class Opening {
  /** A file is being read; another one waits for a click of its own. */
  working = $state(false);
  private readonly bundle: Worker;
  private readonly centre: Centre;
  private readonly earlier: Pick<EarlierResults, 'keep'>;
  private readonly troubles: Troubles;

  constructor(bundle: Worker, centre: Centre, earlier: Pick<EarlierResults, 'keep'>, troubles: Troubles) {
    this.bundle = bundle;
    this.centre = centre;
    this.earlier = earlier;
    this.troubles = troubles;
  }

  /** Opens a run, voltammograms that other instruments have recorded, or a micrograph. */
  async open(files: readonly File[]): Promise<void> {
    const [first] = files;
    if (!first) return;
    await this.alone(async () => {
      if (files.every(isPicture)) await this.openPictures(first, files.length);
      else if (!files.some(isRun)) await this.openRecorded(files);
      else if (files.length === 1) await this.openRun(first);
      else this.refuse('A bundle or a journal is opened by itself.');
    });
  }

  /** Opens a run beside the one that is looked at, to be compared with it. */
  async compare(view: RunView, file: File): Promise<void> {
    await this.alone(async () => {
      const read = await guarded(this.bundle.readMaps(file));
      const second = read.ok ? secondRunOf(read.value) : read;
      if (this.troubles.settle(second) && second.ok) view.compare(second.value);
    });
  }

  /** Leaves out what is asked for while another file is read. */
  private async alone(read: () => Promise<void>): Promise<void> {
    if (this.working) return;
    this.troubles.clear();
    this.working = true;
    await read();
    this.working = false;
  }

  private refuse(happened: string): void {
    this.troubles.report(fault('value-invalid', happened));
  }

  private readonly readPicture = (file: PictureFile) => guarded(this.bundle.readPicture(file));

  /** A micrograph, to lie over the maps that are shown. */
  private async openPictures(file: File, count: number): Promise<void> {
    if (count > 1) {
      this.refuse('One micrograph at a time lies over the maps.');
      return;
    }
    const view = this.centre.recorded.view ? null : this.centre.shown;
    const laid = import('../workspace/load-micrograph').then(({ layPicture }) =>
      layPicture(view, file, this.readPicture),
    );
    await this.troubles.heed(laid);
  }

  private async openRecorded(files: readonly File[]): Promise<void> {
    if (await this.centre.recorded.open(files)) this.centre.showRecorded();
  }

  /** To be looked at as if it had just been measured. */
  private async openRun(file: File): Promise<void> {
    const read = await this.troubles.heed(this.bundle.open(file));
    if (!read.ok) return;
    const view = this.viewOf(read.value);
    if (!view) return;
    this.centre.show(view);
    const { workspace } = read.value;
    if (workspace === null) return;
    const shown = import('../workspace/load-micrograph').then(({ showKept }) =>
      showKept(view, workspace, this.readPicture),
    );
    await this.troubles.heed(shown);
  }

  private viewOf(run: OpenedRun): RunView | null {
    const { title, recipe, path, analyses, shown, track, simulated } = run;
    const experiment = experimentById(run.experiment);
    if (!experiment) {
      const happened = `The file holds an experiment of an unknown kind, “${run.experiment}”.`;
      this.troubles.report(fault('bundle-invalid', happened));
      return null;
    }
    const view = new RunView({ journal: null, title, experiment, recipe, path, track });
    view.following = false;
    for (const analysis of analyses) view.add(analysis);
    view.show(shown);
    this.earlier.keep(view, { run: run.id, at: run.startedAt, simulated });
    return view;
  }
}
