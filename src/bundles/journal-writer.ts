/**
 * The journal of a run while it is measured: everything is appended, nothing is changed. What was appended can be read
 * back through the same file, so that a pixel can be looked at during its run.
 *
 *     const journal = createJournal(opfsFile(handle), header);
 *     if (journal.ok) journal.value.append({ records, bytes });
 */
import type { TrackTrace } from '../experiments/experiment';
import type { Fault } from '../fault';
import { fault } from '../fault';
import { recordSize } from '../records/codec';
import type { HopTraces } from '../records/hop';
import type { RecordHeader } from '../records/record';
import { err, ok, type Result } from '../result';
import { HopIndex, type KnownVisit } from './hop-index';
import { encodeHeader, encodeNote } from './journal-codec';
import { indexJournal } from './journal-reader';
import type { ByteFile, HopNote, Note, RunHeader } from './run';
import { storageFault } from './storage-fault';

const WRITING = 'Writing the journal';

/** Whole records as they came over the wire, and the same records decoded. */
export interface RecordBytes {
  readonly records: readonly RecordHeader[];
  readonly bytes: Uint8Array;
}

/** Starts a journal in an empty file and flushes its header; refuses a file that already holds something. */
export function createJournal(file: ByteFile, header: RunHeader): Result<JournalWriter, Fault> {
  try {
    if (file.size() > 0)
      return err(
        fault(
          'storage-failed',
          'The file of the new journal already holds another.',
          'The file was not changed.',
        ),
      );
    const bytes = encodeHeader(header);
    file.write(bytes, 0);
    file.flush();
    return ok(new JournalWriter(file, bytes.length));
  } catch (thrown) {
    return err(storageFault('Starting the journal', thrown, 'Nothing was measured yet.'));
  }
}

/**
 * Opens a journal that was cut off, to append to it. An incomplete frame at its end is cut away; `tornBytes` tells how
 * long it was. The rest stays as it is.
 */
export function reopenJournal(file: ByteFile): Result<ReopenedJournal, Fault> {
  const indexed = indexJournal(file);
  if (!indexed.ok) return indexed;
  const { header, index, tornBytes } = indexed.value;
  try {
    const end = file.size() - tornBytes;
    if (tornBytes > 0) file.truncate(end);
    return ok({ header, tornBytes, journal: new JournalWriter(file, end, index) });
  } catch (thrown) {
    return err(storageFault('Opening the journal', thrown));
  }
}

export interface ReopenedJournal {
  readonly header: RunHeader;
  readonly tornBytes: number;
  readonly journal: JournalWriter;
}

export class JournalWriter {
  private readonly file: ByteFile;
  private readonly index: HopIndex;
  /** End of the last whole frame; whatever a failed write left behind it is overwritten. */
  private end: number;

  constructor(file: ByteFile, end: number, index = new HopIndex()) {
    this.file = file;
    this.end = end;
    this.index = index;
  }

  /** Bytes of whole frames. */
  bytes(): number {
    return this.end;
  }

  /** Appends records. On a fault nothing of them is kept, and the same call can be made again. */
  append({ records, bytes }: RecordBytes): Result<void, Fault> {
    let begin = this.end;
    const written = this.write(bytes);
    if (!written.ok) return written;
    for (const record of records) {
      const end = begin + recordSize(record.channelMask, record.sampleCount);
      this.index.addRecord(record, begin, end);
      begin = end;
    }
    return ok(undefined);
  }

  /** Appends a note. On a fault it is not kept. */
  note(note: Note): Result<void, Fault> {
    const written = this.write(encodeNote(note));
    if (written.ok) this.index.addNote(note);
    return written;
  }

  /** Resolves only when all that was appended is safe from a crash. */
  flush(): Result<void, Fault> {
    return this.attempt('Flushing the journal', () => {
      this.file.flush();
    });
  }

  /** All that is kept of one hop, as `HopIndex.traces`; null where there is nothing. */
  traces(hop: number): HopTraces | null {
    return this.index.traces(this.file, hop);
  }

  /** All that the sample's track recorded. */
  track(): TrackTrace {
    return this.index.trackTrace(this.file);
  }

  /** Whether the sample's track recorded anything. */
  hasTrack(): boolean {
    return this.index.hasTrack;
  }

  /** What is noted of a visit, by hop id. */
  visit(hop: number): HopNote | null {
    return this.index.visit(hop);
  }

  /** Every visit that was noted, and what is known of it. */
  visits(): readonly KnownVisit[] {
    return this.index.knownVisits;
  }

  /** The start of the bridge that the last records belong to, and the first record since then that is not here. */
  reached(): { readonly bootId: string; readonly nextRecord: number } | null {
    const { lastBoot, nextRecord } = this.index;
    return lastBoot && nextRecord !== null ? { bootId: lastBoot.bootId, nextRecord } : null;
  }

  /** Flushes and lets go of the file. */
  close(): Result<void, Fault> {
    return this.attempt('Closing the journal', () => {
      this.file.flush();
      this.file.close();
    });
  }

  private write(bytes: Uint8Array): Result<void, Fault> {
    const written = this.attempt(WRITING, () => {
      this.file.write(bytes, this.end);
    });
    if (written.ok) this.end += bytes.length;
    else
      this.attempt(WRITING, () => {
        this.file.truncate(this.end);
      });
    return written;
  }

  private attempt(doing: string, operation: () => void): Result<void, Fault> {
    try {
      operation();
      return ok(undefined);
    } catch (thrown) {
      return err(storageFault(doing, thrown));
    }
  }
}
