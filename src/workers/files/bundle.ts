/**
 * What the bundle worker does for the window: turns journals into HDF5 files, opens bundles and journals to be looked at, and
 * analyses them again. Files that are being written live in the private file system until they are streamed to where the
 * person wants them.
 */
import { transfer } from 'comlink';
import { opfsFile, readerSyncFile } from '../../bundles/byte-file';
import { openBundle } from '../../bundles/hdf5/read';
import { writeBundle } from '../../bundles/hdf5/write';
import { readPicture } from '../../bundles/imports/picture';
import { openJournal, type JournalSource } from '../../bundles/journal-reader';
import type { BundleSource, KeptAnalysis, RunSource } from '../../bundles/run';
import { storageFault } from '../../bundles/storage-fault';
import { trackTsv } from '../../bundles/tsv';
import { STANDARD, type Analysis } from '../../experiments/recipe/analysis';
import { fault, type Fault } from '../../fault';
import { clustersOf } from '../../maps/clusters';
import type { KeptWorkspace } from '../../maps/workspace';
import type { HopTraces } from '../../records/hop';
import { err, ok, type Result } from '../../result';
import { analyseRun, analysesOf, type Analysed } from './analyses';
import type { Analyst } from '../environment';
import { measuredOf } from '../fits/fit';
import { inspectVisit } from '../fits/inspect';
import { pixelsOfMaps, productsOf, visitsOf } from './products';
import type {
  AnalysedPixels,
  BundleApi,
  ExportProgress,
  OpenedRun,
  PixelMessage,
  ShownAs,
} from '../protocol';
import { shownMapsFile } from './shown-maps';
import { discardRun, journalFile, keptRuns, workFile } from './storage';

type Exported = Result<{ readonly bytes: number; readonly file: File | null }, Fault>;

const JOURNAL_MAGIC = 'MJNL';

/** A run and the analyses of it that were computed. */
interface Analysable {
  readonly source: RunSource;
  analyses: readonly KeptAnalysis[];
}

interface Opened extends Analysable {
  readonly close: () => void;
}

interface Read {
  readonly opened: Opened;
  readonly told: OpenedRun;
}

const NOTHING_OPEN = fault('value-invalid', 'No file is open.');

export function createBundle(analyst: Analyst): BundleApi {
  let opened: Opened | null = null;
  /** Of the journal that was analysed last, as long as no hop was added to it. */
  let again: {
    readonly run: string;
    readonly hops: number;
    readonly analyses: readonly KeptAnalysis[];
  } | null = null;
  let recalculation = new AbortController();

  /** What was open before stays so until the new file has proved to be readable. */
  const show = (next: Opened): void => {
    recalculation.abort();
    opened?.close();
    opened = next;
  };

  async function sourceOf(name: string): Promise<Result<JournalSource, Fault>> {
    const file = await journalFile(name);
    return file.ok ? openJournal(readerSyncFile(file.value)) : file;
  }

  const analysesAgain = ({ header, completeHops }: JournalSource): readonly KeptAnalysis[] =>
    again?.run === header.id && again.hops === completeHops ? again.analyses : [];

  async function exportRun(
    name: string,
    known: readonly PixelMessage[],
    shown: ShownAs,
    target: FileSystemFileHandle | null,
    progress: ExportProgress,
  ): Promise<Exported> {
    const source = await sourceOf(name);
    if (!source.ok) return source;
    const kept = analysesAgain(source.value);
    const analyses = await analysesOf(source.value, kept, async (analysis, place, count) => {
      const made = await analyseRun(source.value, analysis, analyst, {
        known: analysis.name === STANDARD ? known : [],
        progress: (done, total) => {
          progress(place * total + done, (count + 1) * total);
        },
      });
      return made.ok ? ok(made.value.kept) : made;
    });
    if (!analyses.ok) return analyses;
    const before = analyses.value.length - kept.length;
    return write({ source: source.value, analyses: analyses.value }, shown, target, (done, total) => {
      progress(before * total + done, (before + 1) * total);
    });
  }

  async function exportOpened(
    shown: ShownAs,
    target: FileSystemFileHandle | null,
    progress: ExportProgress,
  ): Promise<Exported> {
    if (!opened) return err(NOTHING_OPEN);
    const written = await write(opened, shown, target, progress);
    // The file that was open may be the one that was written over: from now on the new one is read.
    if (written.ok && target) await look(await target.getFile());
    return written;
  }

  async function recalculate(
    journal: string | null,
    analysis: Analysis,
    progress: ExportProgress,
  ): Promise<Result<readonly PixelMessage[], Fault>> {
    recalculation.abort();
    recalculation = new AbortController();
    const options = { progress, signal: recalculation.signal };
    if (journal === null) {
      const run = opened;
      if (!run) return err(NOTHING_OPEN);
      const made = await analyseRun(run.source, analysis, analyst, options);
      if (!made.ok) return made;
      run.analyses = withAnalysis(run.analyses, made.value.kept);
      return ok(made.value.pixels);
    }
    const source = await sourceOf(journal);
    if (!source.ok) return source;
    const made = await analyseRun(source.value, analysis, analyst, options);
    if (!made.ok) return made;
    const { header, completeHops } = source.value;
    const analyses = withAnalysis(analysesAgain(source.value), made.value.kept);
    again = { run: header.id, hops: completeHops, analyses };
    return ok(made.value.pixels);
  }

  /** Reads a run; it can be closed again once its maps are told. */
  async function read(file: File): Promise<Result<Read, Fault>> {
    if ((await file.slice(0, JOURNAL_MAGIC.length).text()) === JOURNAL_MAGIC) return readJournal(file);
    const bundle = await openBundle(readerSyncFile(file));
    return bundle.ok ? readBundle(bundle.value) : bundle;
  }

  async function look(file: File): Promise<Result<OpenedRun, Fault>> {
    const found = await read(file);
    if (!found.ok) return found;
    show(found.value.opened);
    return ok(found.value.told);
  }

  async function readMaps(file: File): Promise<Result<OpenedRun, Fault>> {
    const found = await read(file);
    if (!found.ok) return found;
    found.value.opened.close();
    return ok(found.value.told);
  }

  async function readJournal(file: File): Promise<Result<Read, Fault>> {
    const journal = openJournal(readerSyncFile(file));
    if (!journal.ok) return journal;
    const source = journal.value;
    const made = await analysesOf<Analysed & { name: string }>(source, [], async (analysis) => {
      const analysed = await analyseRun(source, analysis, analyst);
      return analysed.ok ? ok({ ...analysed.value, name: analysis.name }) : analysed;
    });
    if (!made.ok) return made;
    const analyses = made.value.map((m) => m.kept);
    const opened = { source, analyses, close: () => undefined };
    const told = made.value.map(({ kept, pixels }) => ({ ...named(kept), pixels }));
    return ok({ opened, told: describe(source, told, STANDARD, null) });
  }

  function readBundle(source: BundleSource): Result<Read, Fault> {
    const told: AnalysedPixels[] = [];
    for (const analysis of source.analyses) {
      const pixels = pixelsOfMaps(source, analysis.maps);
      if (!pixels.ok) {
        source.close();
        return pixels;
      }
      told.push({ ...named(analysis), pixels: pixels.value });
    }
    const { analyses, close } = source;
    const opened = { source, analyses, close };
    return ok({ opened, told: describe(source, told, source.shown, source.workspace) });
  }

  return {
    exportRun: (name, known, shown, target, progress) =>
      guarded('Saving the bundle', () => exportRun(name, known, shown, target, progress)),
    exportOpened: (shown, target, progress) =>
      guarded('Saving the bundle', () => exportOpened(shown, target, progress)),
    recalculate: (journal, analysis, progress) =>
      guarded('Reading the records', () => recalculate(journal, analysis, progress)),
    cancelRecalculation: () => {
      recalculation.abort();
      return Promise.resolve();
    },
    exportJournal: (name, target) =>
      guarded('Saving the journal', async () => {
        const file = await journalFile(name);
        return file.ok ? deliver(file.value, target) : file;
      }),
    exportTrack: (journal, target) =>
      guarded('Saving the track', async () => {
        const open = opened ? ok(opened.source) : err(NOTHING_OPEN);
        const source = journal === null ? open : await sourceOf(journal);
        return source.ok ? deliver(new File([trackTsv(source.value.track())], 'track'), target) : source;
      }),
    exportMaps: (maps, grid, target) =>
      guarded('Saving the maps', () => deliver(new File([shownMapsFile(maps, grid)], 'maps'), target)),
    kept: keptRuns,
    discard: discardRun,
    open: (file) => guarded('Reading the file', () => look(file)),
    readMaps: (file) => guarded('Reading the file', () => readMaps(file)),
    readPicture: (file) =>
      guarded('Reading the image', async () => {
        const read = await readPicture(file);
        return read.ok ? ok(transfer(read.value, [read.value.grey.buffer])) : read;
      }),
    clusters: clustersOf,
    inspect: (pixel, settings) =>
      guarded('Reading the file', () => {
        if (!opened) return Promise.resolve(err(NOTHING_OPEN));
        const { source } = opened;
        const visited = {
          visits: visitsOf(source, pixel),
          traces: (hop: number) => source.traces(hop),
          detail: (traces: HopTraces) => analyst.detail(measuredOf(source.header, settings), traces),
        };
        return inspectVisit(visited, pixel.program);
      }),
  };
}

/** With an analysis in the place of the one that had its name before. */
const withAnalysis = (all: readonly KeptAnalysis[], one: KeptAnalysis): readonly KeptAnalysis[] => [
  ...all.filter(({ name }) => name !== one.name),
  one,
];

const named = ({ name, settings }: Analysis): Analysis => ({ name, settings });

/** Writes a bundle in the private file system and hands it on from there. */
async function write(
  { source, analyses }: Analysable,
  shown: ShownAs,
  target: FileSystemFileHandle | null,
  progress: ExportProgress,
): Promise<Exported> {
  const products = productsOf(source, analyses, shown.analysis, shown.workspace);
  if (!products.ok) return products;
  const work = await workFile(`${source.header.id}.h5`);
  if (!work.ok) return work;
  const access = await work.value.createSyncAccessHandle();
  const written = await writeBundle(opfsFile(access), source, products.value, progress).finally(() => {
    access.close();
  });
  return written.ok ? deliver(await work.value.getFile(), target) : written;
}

/** Streams a file to where the person chose, or hands it over to be downloaded. */
async function deliver(file: File, target: FileSystemFileHandle | null): Promise<Exported> {
  if (!target) return ok({ bytes: file.size, file });
  await file.stream().pipeTo(await target.createWritable());
  return ok({ bytes: file.size, file: null });
}

/** Storage breaks by throwing; here it becomes a fault. */
async function guarded<T>(doing: string, job: () => Promise<Result<T, Fault>>): Promise<Result<T, Fault>> {
  try {
    return await job();
  } catch (thrown) {
    return err(storageFault(doing, thrown, 'The journal is whole; nothing of it was changed.'));
  }
}

function describe(
  source: RunSource,
  analyses: readonly AnalysedPixels[],
  shown: string,
  workspace: KeptWorkspace | null,
): OpenedRun {
  const { header } = source;
  const { identity, simulation } = header.instrument;
  return {
    id: header.id,
    title: header.title,
    experiment: header.experiment,
    recipe: header.recipe,
    instrument: `${identity.vendor} ${identity.model} ${identity.serial}`,
    simulated: simulation !== null,
    startedAt: source.startedAt,
    path: header.path,
    analyses,
    shown,
    workspace,
    track: source.track(),
    hopsTotal: header.path.points.length,
  };
}
