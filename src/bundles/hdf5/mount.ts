/**
 * Byte files inside h5wasm, which keeps its files in Emscripten's file system in memory: one node of it passes its reads and
 * writes on, so that a bundle may be larger than memory. What the library prints is kept as well.
 */
import type { ByteFile } from '../run';

/** The parts of Emscripten's file system that are replaced. */
export interface Fs {
  writeFile: (path: string, bytes: Uint8Array) => void;
  lookupPath: (path: string) => { readonly node: FsNode };
  unlink: (path: string) => void;
  getStream: (descriptor: number) => FsStream;
  readonly ErrnoError: new (errno: number) => Error;
}
interface FsNode {
  node_ops: {
    getattr: (node: FsNode) => { size: number };
    setattr: (node: FsNode, attributes: { size?: number }) => void;
  };
  stream_ops: StreamOperations;
}
interface FsStream {
  readonly position: number;
  stream_ops: StreamOperations;
}
interface StreamOperations {
  read: Transfer;
  write: Transfer;
  llseek: (stream: FsStream, offset: number, whence: number) => number;
}
/** Between `length` bytes of the heap from `offset` and the file from `at`. */
type Transfer = (stream: FsStream, heap: Uint8Array, offset: number, length: number, at: number) => number;

/** errno of an input or output error in the library's C environment. */
const EIO = 29;
/** `whence` of a seek. */
const FROM_HERE = 1;
const FROM_END = 2;

interface Mount {
  /** What the byte file threw first; undefined while all went well. */
  readonly failure: () => unknown;
  readonly flush: () => void;
  readonly remove: () => void;
}

/** Lets the library find `file` at `path`. */
export function mountFile(fs: Fs, file: ByteFile, path: string): Mount {
  let failure: unknown;
  /** Once something failed the rest is thrown away, so that the library can close its file in peace. */
  const attempt = (operation: () => void): void => {
    if (failure !== undefined) return;
    try {
      operation();
    } catch (thrown) {
      failure = thrown;
    }
  };
  fs.writeFile(path, new Uint8Array(0));
  const { node } = fs.lookupPath(path);
  const { node_ops, stream_ops } = node;
  node.node_ops = {
    ...node_ops,
    getattr: (n) => ({ ...node_ops.getattr(n), size: file.size() }),
    setattr: (n, { size, ...others }) => {
      node_ops.setattr(n, others);
      if (size !== undefined)
        attempt(() => {
          file.truncate(size);
        });
    },
  };
  node.stream_ops = {
    ...stream_ops,
    read: (_stream, heap, offset, length, at) => {
      let read: number | undefined;
      attempt(() => {
        read = file.read(bytesOf(heap, offset, length), at);
      });
      if (read === undefined) throw new fs.ErrnoError(EIO);
      return read;
    },
    write: (_stream, heap, offset, length, at) => {
      attempt(() => {
        file.write(bytesOf(heap, offset, length), at);
      });
      return length;
    },
    llseek: (stream, offset, whence) =>
      offset + (whence === FROM_HERE ? stream.position : whence === FROM_END ? file.size() : 0),
  };
  return {
    failure: () => failure,
    flush: () => {
      attempt(() => {
        file.flush();
      });
    },
    remove: () => {
      fs.unlink(path);
    },
  };
}

/** Emscripten hands over its heap as signed bytes. */
const bytesOf = (heap: Uint8Array, offset: number, length: number): Uint8Array =>
  new Uint8Array(heap.buffer, heap.byteOffset + offset, length);

const STDERR = 2;
let diagnosis = '';

/** The library prints what went wrong; that is kept instead, until somebody asks. */
export function listen(fs: Fs): void {
  const stream = fs.getStream(STDERR);
  const decoder = new TextDecoder();
  stream.stream_ops = {
    ...stream.stream_ops,
    write: (_stream, heap, offset, length) => {
      diagnosis += decoder.decode(bytesOf(heap, offset, length).slice(), { stream: true });
      return length;
    },
  };
}

/**
 * What was printed since the last call, null for nothing. A diagnosis ends in its cause, for example
 * `#006: H5Fsuper.c line 388 in H5F__super_read(): file signature not found`.
 */
export function takeComplaint(): string | null {
  const causes = diagnosis.match(/\(\): .*/g);
  diagnosis = '';
  return causes?.at(-1)?.slice('(): '.length) ?? null;
}
