/** For tests: journals of the sample run, whole or begun. */
import type { Fault } from '../fault';
import type { Result } from '../result';
import { memoryFile } from './byte-file';
import { readFrame, readHeader } from './journal-codec';
import type { JournalSource } from './journal-reader';
import { createJournal, type JournalWriter } from './journal-writer';
import type { ByteFile, Note } from './run';
import { recordBlock, sampleRun } from './sample-run';

export const run = sampleRun();
export const boot: Extract<Note, { kind: 'boot' }> = {
  kind: 'boot',
  bootId: 'b1',
  wallClock: '2025-03-01T10:00:01.000Z',
  bridgeSeconds: 90,
};
export const end: Note = { kind: 'end', wallClock: '2025-03-01T10:05:00.000Z', reason: 'finished' };

export function must<T>(result: Result<T, Fault>): T {
  if (!result.ok) throw new Error(result.error.happened);
  return result.value;
}

export function newJournal(file: ByteFile): JournalWriter {
  const journal = must(createJournal(file, run.header));
  must(journal.note(boot));
  for (const hop of run.hops) must(journal.note(hop));
  return journal;
}

export function wholeJournal(): ByteFile {
  const file = memoryFile();
  const journal = newJournal(file);
  for (const hop of run.hops) must(journal.append(recordBlock(run.recordsOf(hop.id))));
  must(journal.note(end));
  must(journal.flush());
  return file;
}

export const bytesOf = (file: ByteFile): Uint8Array => {
  const bytes = new Uint8Array(file.size());
  file.read(bytes, 0);
  return bytes;
};

/** Places at which frames begin, and the end. */
export function frameBounds(bytes: Uint8Array): number[] {
  const head = readHeader(bytes);
  if (!head.ok) throw new Error(head.error.detail);
  const bounds = [head.value.next];
  for (let at = head.value.next; at < bytes.length;) {
    const frame = readFrame(bytes, at);
    if (!frame.ok) throw new Error(frame.error.detail);
    at = frame.value.next;
    bounds.push(at);
  }
  return bounds;
}

export const trace = (journal: JournalSource, hop: number, step: number) =>
  journal.traces(hop)?.steps.get(step);
export const approachStep = run.header.program.findIndex((line) => line.startsWith('APPROACH'));
export const cycleStep = run.header.program.findIndex((line) => line.startsWith('CYCLE'));
