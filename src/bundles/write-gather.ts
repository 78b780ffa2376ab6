/** Writes to neighbouring places, handed on as one: the HDF5 library writes chunk by chunk, and storage minds the calls. */
import type { ByteFile } from './run';

const ROOM = 1024 * 1024;

/** The same file with writes gathered; what waits is written before anything else is asked of the file. */
export function gatherWrites(file: ByteFile): ByteFile {
  const waiting = new Uint8Array(ROOM);
  let start = 0;
  let length = 0;
  const pass = (): void => {
    if (length === 0) return;
    const bytes = waiting.subarray(0, length);
    length = 0;
    file.write(bytes, start);
  };
  return {
    size: () => (length === 0 ? file.size() : Math.max(file.size(), start + length)),
    read: (into, at) => {
      pass();
      return file.read(into, at);
    },
    write: (bytes, at) => {
      if (at !== start + length || length + bytes.length > ROOM) pass();
      if (bytes.length > ROOM) {
        file.write(bytes, at);
        return;
      }
      if (length === 0) start = at;
      waiting.set(bytes, length);
      length += bytes.length;
    },
    truncate: (to) => {
      pass();
      file.truncate(to);
    },
    flush: () => {
      pass();
      file.flush();
    },
    close: () => {
      pass();
      file.close();
    },
  };
}
