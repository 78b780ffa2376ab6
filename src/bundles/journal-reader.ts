/**
 * A journal opened for reading: the run behind the same face as a bundle. One pass over the file verifies every checksum
 * and notes where each hop lies; samples are read when they are asked for.
 *
 *     const journal = openJournal(readerSyncFile(await handle.getFile()));
 *     if (journal.ok) journal.value.traces(0);
 */
import type { Analysis } from '../experiments/recipe/analysis';
import { fault, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import { HopIndex } from './hop-index';
import { readHeader } from './journal-codec';
import { scanFrames } from './journal-scan';
import type { ByteFile, Note, RunHeader, RunSource } from './run';
import { storageFault } from './storage-fault';

export interface JournalSource extends RunSource {
  /** Analyses that were made after the run, beside the one by its recipe; their maps are not kept. */
  readonly analyses: readonly Analysis[];
  /** Hops that ended and were not aborted. */
  readonly completeHops: number;
  /** Points of the path that such a hop was made at. */
  readonly completePoints: number;
  /** Null while the run is at work, or when it was cut off. */
  readonly end: Extract<Note, { kind: 'end' }> | null;
  /** Bytes at the end that are no whole frame. */
  readonly tornBytes: number;
  /** Bytes between whole frames that could not be read. */
  readonly damagedBytes: number;
}

/** Opens a journal. The file stays the caller's, and open as long as traces are asked for. */
export function openJournal(file: ByteFile): Result<JournalSource, Fault> {
  const indexed = indexJournal(file);
  if (!indexed.ok) return indexed;
  const { header, index, tornBytes, damagedBytes } = indexed.value;
  return ok({
    header,
    hops: index.hops,
    extents: index.extents,
    traces: (hop) => index.traces(file, hop),
    track: () => index.trackTrace(file),
    startedAt: index.start?.wallClock ?? header.createdAt,
    endedAt: index.end?.wallClock ?? null,
    log: index.log,
    analyses: index.analyses,
    completeHops: index.completeHops,
    completePoints: index.completePoints,
    end: index.end,
    tornBytes,
    damagedBytes,
  });
}

export interface IndexedJournal {
  readonly header: RunHeader;
  readonly index: HopIndex;
  readonly tornBytes: number;
  readonly damagedBytes: number;
}

/** Goes through a journal once and notes where everything lies. */
export function indexJournal(file: ByteFile): Result<IndexedJournal, Fault> {
  try {
    const size = file.size();
    const head = headerOf(file, size);
    if (!head.ok) return head;
    const { header, next } = head.value;
    const index = new HopIndex();
    const read = indexFrames(file, next, size, index);
    return ok({ header: index.grown(header), index, ...read });
  } catch (thrown) {
    return err(storageFault('Reading the journal', thrown));
  }
}

function headerOf(
  file: ByteFile,
  size: number,
): Result<{ readonly header: RunHeader; readonly next: number }, Fault> {
  for (let length = 1024 * 1024; ; length *= 8) {
    const bytes = new Uint8Array(Math.min(length, size));
    file.read(bytes, 0);
    const read = readHeader(bytes);
    if (read.ok) return read;
    if (read.error.what === 'damaged' || length >= size)
      return err(fault('journal-invalid', `This is no journal that can be read: ${read.error.detail}.`));
  }
}

function indexFrames(
  file: ByteFile,
  from: number,
  size: number,
  index: HopIndex,
): { tornBytes: number; damagedBytes: number } {
  let damagedBytes = 0;
  for (const place of scanFrames(file, from, size)) {
    const { begin, end } = place;
    if (place.kind === 'torn') return { tornBytes: end - begin, damagedBytes };
    if (place.kind === 'damage') {
      damagedBytes += end - begin;
      index.addDamage();
    } else if (place.frame.kind === 'note') index.addNote(place.frame.note);
    else index.addRecord(place.frame.record, begin, end);
  }
  return { tornBytes: 0, damagedBytes };
}
