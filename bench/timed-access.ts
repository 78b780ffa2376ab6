/** Times what the workers of a page write into the private file system of its origin. */
import type { Page } from 'playwright-core';

export interface Timed {
  /** ms. */
  readonly flushes: readonly number[];
  readonly writes: readonly number[];
  readonly bytes: number;
}

/** From now on, in every worker that is there. */
export async function timeAccess(page: Page): Promise<void> {
  for (const worker of page.workers()) await worker.evaluate(TIME_ACCESS);
}

/** Of the one worker that writes a journal. Throws where none has flushed one. */
export async function journalTimes(page: Page): Promise<Timed> {
  const all = await Promise.all(
    page.workers().map((worker) => worker.evaluate(() => (globalThis as { timed?: Timed }).timed)),
  );
  const journal = all.find((timed) => timed && timed.flushes.length > 0);
  if (!journal) throw new Error('No worker has flushed a journal.');
  return journal;
}

/** Runs in every worker; only one of them writes. */
const TIME_ACCESS = `
  globalThis.timed = { flushes: [], writes: [], bytes: 0 };
  {
    const { write, flush } = FileSystemSyncAccessHandle.prototype;
    FileSystemSyncAccessHandle.prototype.write = function (bytes, options) {
      const begin = performance.now();
      const written = write.call(this, bytes, options);
      timed.writes.push(performance.now() - begin);
      timed.bytes += written;
      return written;
    };
    FileSystemSyncAccessHandle.prototype.flush = function () {
      const begin = performance.now();
      flush.call(this);
      timed.flushes.push(performance.now() - begin);
    };
  }
`;
