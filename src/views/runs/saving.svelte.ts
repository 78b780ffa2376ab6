/** Saving of bundles and journals, with progress. */
import { STANDARD } from '../../experiments/recipe/analysis';
import { planeTitle } from '../../figures/map-words';
import { byteCount } from '../../quantity';
import type { Fault } from '../../fault';
import type { Result } from '../../result';
import type { callback, Workers } from '../../workers/client';
import type { ExportProgress, ShownAs, ShownMaps } from '../../workers/protocol';
import { guarded } from '../guarded';
import {
  askWhereToSave,
  BUNDLE,
  download,
  fileName,
  GWYDDION,
  JOURNAL,
  SIMPLE_FIELD,
  TABLE,
  type FileKind,
} from '../save-file';
import type { RunView } from './run-view.svelte';

export interface SaveProgress {
  readonly label: string;
  /** 0…1, null while unknown. */
  readonly share: number | null;
  /** s. */
  readonly left: number | null;
}

const AS_MEASURED: ShownAs = { analysis: STANDARD, workspace: null };

const MAP_FILES: Readonly<Record<ShownMaps['format'], FileKind>> = {
  gwy: GWYDDION,
  gsf: SIMPLE_FIELD,
  tsv: TABLE,
};

type Exported = Result<{ readonly bytes: number; readonly file: File | null }, Fault>;

export class Saving {
  progress = $state.raw<SaveProgress | null>(null);
  /** What was saved last, in words. */
  done = $state('');
  private readonly workers: Workers;
  private readonly callback: typeof callback;
  private readonly report: (fault: Fault) => void;

  constructor(workers: Workers, make: typeof callback, report: (fault: Fault) => void) {
    this.workers = workers;
    this.callback = make;
    this.report = report;
  }

  /**
   * Saves a run as an HDF5 bundle, by its journal or, for null, the file that is open, as it is looked at. Call it straight from a click: the dialog opens before the export starts.
   */
  async saveBundle(journal: string | null, title: string, shown = AS_MEASURED): Promise<void> {
    await this.save(title, BUNDLE, (target) => {
      const startedAt = performance.now();
      const progress = this.callback((done: number, total: number) => {
        const { label } = this.progress ?? { label: '' };
        this.progress = { label, ...progressOf(done, total, performance.now() - startedAt) };
      });
      return journal === null
        ? this.workers.bundle.exportOpened(shown, target, progress)
        : this.exportKnown(journal, shown, target, progress);
    });
  }

  /** Saves the journal as it is. */
  async saveJournal(journal: string, title: string): Promise<void> {
    await this.save(title, JOURNAL, (target) => this.workers.bundle.exportJournal(journal, target));
  }

  /** Saves what the sample of a run was driven through as a table. */
  async saveTrack({ title, facts: { journal } }: Pick<RunView, 'title' | 'facts'>): Promise<void> {
    await this.save(`${title} track`, TABLE, (target) => this.workers.bundle.exportTrack(journal, target));
  }

  /** Saves maps as they are looked at for other programs: all of them as `.gwy`, the large one as `.gsf` or `.tsv`. */
  async saveMaps(
    view: Pick<RunView, 'title' | 'path' | 'planes' | 'shownPlane' | 'shownPlanes'>,
    format: ShownMaps['format'],
  ): Promise<void> {
    const { title, path, planes, shownPlane, shownPlanes } = view;
    const name = format === 'gwy' ? title : `${title} ${planeTitle(shownPlane)}`;
    await this.save(name, MAP_FILES[format], (target) => {
      planes.refreshAll();
      const maps: ShownMaps =
        format === 'gwy' ? { format, planes: shownPlanes } : { format, plane: shownPlane };
      return this.workers.bundle.exportMaps(maps, { x: path.x, y: path.y }, target);
    });
  }

  private async exportKnown(
    journal: string,
    shown: ShownAs,
    target: FileSystemFileHandle | null,
    progress: ExportProgress,
  ): Promise<Exported> {
    const known = await this.workers.acquisition.pixels(journal);
    return this.workers.bundle.exportRun(journal, known, shown, target, progress);
  }

  private async save(
    title: string,
    kind: FileKind,
    run: (target: FileSystemFileHandle | null) => Promise<Exported>,
  ): Promise<void> {
    if (this.progress) return;
    const name = fileName(title);
    const target = await askWhereToSave(name, kind);
    if (!target.ok) {
      this.report(target.error);
      return;
    }
    this.progress = { label: `Saving ${name}${kind.extension}`, share: null, left: null };
    const result = await guarded(run(target.value), 'The file could not be written');
    this.progress = null;
    if (!result.ok) {
      this.report(result.error);
      return;
    }
    const saved = target.value?.name ?? `${name}${kind.extension}`;
    if (result.value.file) download(result.value.file, saved);
    this.done = `${saved} saved, ${byteCount(result.value.bytes)}`;
  }
}

/** Share and time left after `elapsed` ms. */
export function progressOf(done: number, total: number, elapsed: number): Omit<SaveProgress, 'label'> {
  const share = total > 0 ? done / total : null;
  const left = share !== null && share > 0.02 ? (elapsed / 1000) * (1 / share - 1) : null;
  return { share, left };
}
