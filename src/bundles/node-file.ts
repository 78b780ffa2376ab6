/** A file on disk, for programs that run in Node. */
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { constants } from 'node:fs';
import type { ByteFile } from './run';

const FLAGS = {
  read: constants.O_RDONLY,
  write: constants.O_RDWR | constants.O_CREAT,
};

/** Opens a file; for writing it is made where it is not there, and what it holds is kept. Throws as `node:fs` does. */
export function nodeFile(path: string, access: keyof typeof FLAGS = 'write'): ByteFile {
  const descriptor = openSync(path, FLAGS[access], 0o644);
  return {
    size: () => fstatSync(descriptor).size,
    read: (into, at) => readWhole(descriptor, into, at),
    write: (bytes, at) => {
      for (let done = 0; done < bytes.length;) {
        done += writeSync(descriptor, bytes, done, bytes.length - done, at + done);
      }
    },
    truncate: (to) => {
      ftruncateSync(descriptor, to);
    },
    flush: () => {
      fsyncSync(descriptor);
    },
    close: () => {
      closeSync(descriptor);
    },
  };
}

function readWhole(descriptor: number, into: Uint8Array, at: number): number {
  let done = 0;
  while (done < into.length) {
    const read = readSync(descriptor, into, done, into.length - done, at + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}
