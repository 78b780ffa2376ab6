/**
 * What the bundle worker does for the window: turns journals into HDF5 files, and opens bundles and journals to be looked
 * at. Files that are being written live in the private file system until they are streamed to where the person wants them.
 */
import { opfsFile, readerSyncFile } from '../bundles/byte-file';
import { openBundle } from '../bundles/hdf5-read';
import { openJournal } from '../bundles/journal-reader';
import type { BundleSource, RunSource } from '../bundles/run';
import { storageFault } from '../bundles/storage-fault';
import { writeBundle } from '../bundles/hdf5-write';
import { fault, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import type { Analyst } from './environment';
import { latestVisits, pixelsOfMaps, productsOf, reduceRun } from './products';
import type { BundleApi, ExportProgress, OpenedRun, PixelMessage } from './protocol';
import { discardRun, journalFile, keptRuns, workFile } from './storage';

type Exported = Result<{ readonly bytes: number; readonly file: File | null }, Fault>;

const JOURNAL_MAGIC = 'MJNL';

interface Opened {
  readonly source: RunSource;
  readonly visits: ReadonlyMap<string, number>;
  readonly close: () => void;
}

export function createBundle(analyst: Analyst): BundleApi {
  let opened: Opened | null = null;

  const reduceAll = (
    source: RunSource,
    known: readonly PixelMessage[],
    progress: ExportProgress,
  ): Promise<PixelMessage[]> =>
    reduceRun(
      source,
      (hop) => analyst.reduce(source.header.experiment, source.header.recipe, hop),
      known,
      progress,
    );

  /** What was open before stays so until the new file has proved to be readable. */
  const show = (next: Opened): void => {
    opened?.close();
    opened = next;
  };

  async function exportRun(
    name: string,
    known: readonly PixelMessage[],
    target: FileSystemFileHandle | null,
    progress: ExportProgress,
  ): Promise<Exported> {
    const file = await journalFile(name);
    if (!file.ok) return file;
    const source = openJournal(readerSyncFile(file.value));
    if (!source.ok) return source;
    const pixels = await reduceAll(source.value, known, (done, total) => {
      progress(done, 2 * total);
    });
    const products = productsOf(source.value, pixels);
    if (!products.ok) return products;
    const work = await workFile(`${name}.h5`);
    if (!work.ok) return work;
    const access = await work.value.createSyncAccessHandle();
    const written = await writeBundle(opfsFile(access), source.value, products.value, (done, total) => {
      progress(total + done, 2 * total);
    }).finally(() => {
      access.close();
    });
    return written.ok ? deliver(await work.value.getFile(), target) : written;
  }

  async function look(file: File): Promise<Result<OpenedRun, Fault>> {
    if ((await file.slice(0, JOURNAL_MAGIC.length).text()) === JOURNAL_MAGIC) {
      const journal = openJournal(readerSyncFile(file));
      if (!journal.ok) return journal;
      show({ source: journal.value, visits: latestVisits(journal.value), close: () => undefined });
      return ok(describe(journal.value, await reduceAll(journal.value, [], () => undefined)));
    }
    const bundle = await openBundle(readerSyncFile(file));
    if (!bundle.ok) return bundle;
    return lookAtBundle(bundle.value);
  }

  function lookAtBundle(source: BundleSource): Result<OpenedRun, Fault> {
    const pixels = pixelsOfMaps(source);
    if (!pixels.ok) {
      source.close();
      return pixels;
    }
    show({ source, visits: latestVisits(source), close: source.close });
    return ok(describe(source, pixels.value));
  }

  return {
    exportRun: (name, known, target, progress) =>
      guarded('Saving the bundle', () => exportRun(name, known, target, progress)),
    exportJournal: (name, target) =>
      guarded('Saving the journal', async () => {
        const file = await journalFile(name);
        return file.ok ? deliver(file.value, target) : file;
      }),
    kept: keptRuns,
    discard: discardRun,
    open: (file) => guarded('Reading the file', () => look(file)),
    inspect: (row, column) =>
      guarded('Reading the file', () => {
        const hop = opened?.visits.get(`${String(row)},${String(column)}`);
        const traces = hop === undefined ? null : opened?.source.traces(hop);
        if (!opened || !traces) {
          return Promise.resolve(err(fault('value-invalid', 'Nothing was measured at this pixel.')));
        }
        const { experiment, recipe } = opened.source.header;
        return analyst.detail(experiment, recipe, traces);
      }),
  };
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

function describe(source: RunSource, pixels: readonly PixelMessage[]): OpenedRun {
  const { header } = source;
  const { identity, simulation } = header.instrument;
  return {
    title: header.title,
    experiment: header.experiment,
    recipe: header.recipe,
    instrument: `${identity.vendor} ${identity.model} ${identity.serial}`,
    simulated: simulation !== null,
    startedAt: source.startedAt,
    pixels,
    hopsTotal: header.path.points.length,
  };
}
