/** Journals in the origin's private file system: one file a run, held by a Web Lock while a tab writes it. */
import { opfsFile, readerSyncFile } from '../../bundles/byte-file';
import { openJournal } from '../../bundles/journal-reader';
import { createJournal, reopenJournal, type JournalWriter } from '../../bundles/journal-writer';
import type { RunHeader } from '../../bundles/run';
import { storageFault } from '../../bundles/storage-fault';
import { IN_PAGE } from '../../devices/transport/in-page';
import { fault, reasonOf, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import type { OpenJournal, UnfinishedJournal } from '../environment';
import type { KeptRun } from '../protocol';
import { KeptList } from './kept-list';

const FOLDER = 'runs';
const EXTENSION = '.mjnl';
/** What the journals hold, so that not all of them are read every time. */
const LIST = 'kept.json';
const INSTRUMENT_LOCK = 'meniscus-instrument';

const folderOfRuns = async (): Promise<FileSystemDirectoryHandle> =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });

/** Name of the lock that whoever writes a journal holds. */
const lockOf = (name: string): string => `meniscus-journal-${name}`;

/** Takes a lock at once or answers null; the function gives it back. */
function hold(name: string): Promise<(() => void) | null> {
  return new Promise((answer, reject) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) {
          answer(null);
          return undefined;
        }
        return new Promise<void>((release) => {
          answer(release);
        });
      })
      .catch(reject);
  });
}

/** The one lock of the instrument among all tabs of this origin. */
export async function holdInstrument(): Promise<Result<() => void, Fault>> {
  const release = await hold(INSTRUMENT_LOCK);
  return release
    ? ok(release)
    : err(fault('instrument-in-use', 'Another tab of Meniscus holds the instrument.'));
}

/** Starts a journal if journal and bundle will fit; it stays locked until it is closed. */
export async function createJournalFile(
  header: RunHeader,
  expectedBytes: number,
): Promise<Result<OpenJournal, Fault>> {
  const space = await enoughSpace(2 * expectedBytes);
  if (!space.ok) return space;
  const name = `${header.id}${EXTENSION}`;
  const failed = (thrown: unknown): Fault =>
    storageFault('Starting the journal', thrown, 'Nothing was measured yet.');
  return locked(name, failed, async (release) => {
    const access = await accessTo(name, true);
    const journal = createJournal(opfsFile(access), header);
    if (journal.ok) return ok(releasing(journal.value, release));
    access.close();
    return journal;
  });
}

/** Opens the journal of an earlier run to append to it, if no tab is writing it. */
export async function reopenJournalFile(name: string): Promise<Result<UnfinishedJournal, Fault>> {
  const file = `${name}${EXTENSION}`;
  const failed = (thrown: unknown): Fault => storageFault('Opening the journal', thrown);
  return locked(file, failed, async (release) => {
    const access = await accessTo(file, false);
    const opened = reopenJournal(opfsFile(access));
    if (opened.ok) return ok({ ...opened.value, journal: releasing(opened.value.journal, release) });
    access.close();
    return opened;
  });
}

/** What is made under a journal's lock keeps the lock; it is given back where nothing is made. */
async function locked<T>(
  name: string,
  failed: (thrown: unknown) => Fault,
  make: (release: () => void) => Promise<Result<T, Fault>>,
): Promise<Result<T, Fault>> {
  let release: (() => void) | null = null;
  try {
    release = await hold(lockOf(name));
    if (!release) return err(fault('instrument-in-use', 'Another tab is still writing this run.'));
    const made = await make(release);
    if (!made.ok) release();
    return made;
  } catch (thrown) {
    release?.();
    return err(failed(thrown));
  }
}

const accessTo = async (name: string, create: boolean): Promise<FileSystemSyncAccessHandle> =>
  (await (await folderOfRuns()).getFileHandle(name, { create })).createSyncAccessHandle();

/** A journal whose lock is given back when it is closed. */
function releasing(writer: JournalWriter, release: () => void): OpenJournal {
  return {
    bytes: () => writer.bytes(),
    append: (block) => writer.append(block),
    note: (note) => writer.note(note),
    flush: () => writer.flush(),
    traces: (hop) => writer.traces(hop),
    visit: (hop) => writer.visit(hop),
    visits: () => writer.visits(),
    reached: () => writer.reached(),
    track: () => writer.track(),
    hasTrack: () => writer.hasTrack(),
    close: () => {
      const closed = writer.close();
      release();
      return closed;
    },
  };
}

/** Bytes that the browser still grants to this origin. */
export async function freeBytes(): Promise<number> {
  const { quota = Infinity, usage = 0 } = await navigator.storage.estimate();
  return quota - usage;
}

async function enoughSpace(bytes: number): Promise<Result<void, Fault>> {
  const free = await freeBytes();
  if (free >= bytes) return ok(undefined);
  const megabytes = (n: number): string => `${(n / 1e6).toFixed(0)} MB`;
  return err(
    fault(
      'storage-full',
      `The run needs about ${megabytes(bytes)} for journal and file, the browser has ${megabytes(free)} left.`,
      'Nothing was measured yet.',
    ),
  );
}

/** Journals that no tab is writing, the newest first. */
export async function keptRuns(): Promise<readonly KeptRun[]> {
  const held = new Set((await navigator.locks.query()).held?.map((lock) => lock.name));
  const folder = await folderOfRuns();
  const root = await navigator.storage.getDirectory();
  const stored = await root.getFileHandle(LIST, { create: true });
  const list = new KeptList(await (await stored.getFile()).text());
  const runs: KeptRun[] = [];
  for await (const handle of folder.values()) {
    if (handle.kind !== 'file' || !handle.name.endsWith(EXTENSION) || held.has(lockOf(handle.name))) continue;
    const file = await handle.getFile();
    runs.push(list.describe(handle.name, file, () => describe(handle.name, file)));
  }
  await remember(stored, list);
  return runs.sort((a, b) => b.startedAt.localeCompare(a.startedAt));
}

/** A list that finds no room is made again the next time. */
async function remember(stored: FileSystemFileHandle, list: KeptList): Promise<void> {
  const text = list.text();
  if (text === null) return;
  try {
    const writable = await stored.createWritable();
    await writable.write(text);
    await writable.close();
  } catch (thrown) {
    if (!(thrown instanceof DOMException)) throw thrown;
  }
}

function describe(fileName: string, file: File): KeptRun {
  const name = fileName.slice(0, -EXTENSION.length);
  const journal = openJournal(readerSyncFile(file));
  if (!journal.ok) {
    const startedAt = new Date(file.lastModified).toISOString();
    const damaged = {
      title: 'Damaged journal',
      simulation: null,
      end: null,
      hopsDone: 0,
      hopsTotal: 0,
      tornBytes: file.size,
    };
    return { name, startedAt, bytes: file.size, ...damaged };
  }
  const { header, completePoints, end, tornBytes, startedAt } = journal.value;
  const { instrument } = header;
  return {
    name,
    title: header.title,
    simulation: (instrument.link ?? IN_PAGE) === IN_PAGE ? instrument.simulation : null,
    startedAt,
    end: end?.reason ?? null,
    hopsDone: completePoints,
    hopsTotal: header.path.points.length,
    bytes: file.size,
    tornBytes,
  };
}

/** Deletes a journal that no tab is writing. */
export async function discardRun(name: string): Promise<Result<void, Fault>> {
  const release = await hold(lockOf(`${name}${EXTENSION}`));
  if (!release) return err(fault('instrument-in-use', 'Another tab is still writing this run.'));
  try {
    await (await folderOfRuns()).removeEntry(`${name}${EXTENSION}`);
    return ok(undefined);
  } catch (thrown) {
    return err(fault('storage-failed', `The run could not be deleted: ${reasonOf(thrown)}.`));
  } finally {
    release();
  }
}

/** The journal of a run, also while it is being written. */
export async function journalFile(name: string): Promise<Result<File, Fault>> {
  try {
    const handle = await (await folderOfRuns()).getFileHandle(`${name}${EXTENSION}`);
    return ok(await handle.getFile());
  } catch (thrown) {
    return err(storageFault('Reading the journal', thrown));
  }
}

const WORK_FOLDER = 'work';

/** An empty file for a bundle in the making; what earlier exports left is removed. */
export async function workFile(name: string): Promise<Result<FileSystemFileHandle, Fault>> {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(WORK_FOLDER, { create: true });
    for await (const left of folder.keys()) await folder.removeEntry(left);
    return ok(await folder.getFileHandle(name, { create: true }));
  } catch (thrown) {
    return err(storageFault('Making room for the bundle', thrown));
  }
}
