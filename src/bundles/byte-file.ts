/**
 * Files of bytes behind one face: memory, the private file system of the origin, and files that a person picked. Reading
 * and writing are synchronous, so the last two exist only in workers.
 */
import { BlockCache } from './block-cache';
import type { ByteFile } from './run';

/** Bytes in memory; grows as it is written. */
export function memoryFile(initial: Uint8Array = new Uint8Array(0)): ByteFile {
  let bytes = initial.slice();
  let size = initial.length;
  const reserve = (wanted: number): void => {
    if (wanted <= bytes.length) return;
    const grown = new Uint8Array(Math.max(wanted, 2 * bytes.length));
    grown.set(bytes.subarray(0, size));
    bytes = grown;
  };
  return {
    size: () => size,
    read: (into, at) => {
      const there = bytes.subarray(at, Math.min(size, at + into.length));
      into.set(there);
      return there.length;
    },
    write: (more, at) => {
      reserve(at + more.length);
      bytes.set(more, at);
      size = Math.max(size, at + more.length);
    },
    truncate: (to) => {
      reserve(to);
      bytes.fill(0, Math.min(to, size), Math.max(to, size));
      size = to;
    },
    flush: () => undefined,
    close: () => undefined,
  };
}

/** A file of the private file system through its synchronous access handle, which shuts out every other handle. */
export const opfsFile = (handle: FileSystemSyncAccessHandle): ByteFile => ({
  size: () => handle.getSize(),
  read: (into, at) => handle.read(into, { at }),
  write: (bytes, at) => {
    const written = handle.write(bytes, { at });
    if (written < bytes.length)
      throw new DOMException(
        `only ${String(written)} of ${String(bytes.length)} bytes could be stored`,
        'QuotaExceededError',
      );
  },
  truncate: (to) => {
    handle.truncate(to);
  },
  flush: () => {
    handle.flush();
  },
  close: () => {
    handle.close();
  },
});

const READ_ONLY = 'the file is open for reading only';
const refuse = (): never => {
  throw new Error(READ_ONLY);
};

/** A picked file, or a snapshot of one in the private file system, for reading. Each look at it costs a message to another process, so whole blocks are read ahead. */
export function readerSyncFile(file: Blob): ByteFile {
  const reader = new FileReaderSync();
  const blocks = new BlockCache(
    (begin, end) => new Uint8Array(reader.readAsArrayBuffer(file.slice(begin, end))),
    file.size,
  );
  return {
    size: () => file.size,
    read: (into, at) => blocks.read(into, at),
    write: refuse,
    truncate: refuse,
    flush: () => undefined,
    close: () => undefined,
  };
}
