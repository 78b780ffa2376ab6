/**
 * HDF5 over any `ByteFile`. h5wasm, the HDF5 library for WebAssembly, keeps its files in a file system in memory; here one
 * node of that file system passes its reads and writes on to the byte file, so that a bundle may be larger than memory.
 * The library is loaded when it is first needed; the same build runs in workers and in Node.
 */
import type { File as H5File } from 'h5wasm';
import { fault, reasonOf, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import type { ByteFile } from './run';

type H5wasm = typeof import('h5wasm');

export interface Hdf5 {
  readonly root: H5File;
  /** What the byte file threw first; undefined while all went well. */
  readonly failure: () => unknown;
  /**
   * What the library complained of since the last call, in its words; null for nothing. Its functions fail without a
   * sign, so whoever reads or writes has to ask.
   */
  readonly complaint: () => string | null;
  /** Writes out what is left and lets go of the library's side; the byte file stays open. */
  readonly close: () => void;
}

/** Older HDF5 releases, from 1.8 on, read what is written within these bounds. */
const LIBVER = { libver: ['v108', 'v110'] } as const satisfies { libver: readonly ['v108', 'v110'] };

let loading: Promise<H5wasm> | null = null;
let mounts = 0;

/** Opens a byte file for reading, or writes an empty HDF5 file into it. */
export async function openHdf5(file: ByteFile, mode: 'r' | 'w'): Promise<Result<Hdf5, Fault>> {
  try {
    const h5 = await load();
    const mount = mountFile(h5, file, `/bundle-${String(++mounts)}.h5`);
    takeComplaint();
    const root = new h5.File(mount.path, mode, { libver: [...LIBVER.libver] });
    if (root.file_id < 0n) {
      mount.remove();
      const why = takeComplaint() ?? 'no reason was given';
      return err(fault('bundle-unreadable', `The file could not be opened as HDF5: ${why}.`));
    }
    const close = (): void => {
      root.close();
      mount.remove();
    };
    return ok({ root, failure: mount.failure, complaint: takeComplaint, close });
  } catch (thrown) {
    return err(fault('worker-died', `The HDF5 library failed: ${reasonOf(thrown)}.`));
  }
}

async function load(): Promise<H5wasm> {
  loading ??= import('h5wasm').then(async (h5) => {
    await h5.ready;
    listen(h5.FS as unknown as Fs);
    return h5;
  });
  return loading;
}

const STDERR = 2;
let diagnosis = '';

/** The library prints what went wrong; that is kept instead, until somebody asks. */
function listen(fs: Fs): void {
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

/** The cause is the last line of a diagnosis, e.g. `#006: H5Fsuper.c line 388 in H5F__super_read(): no signature`. */
function takeComplaint(): string | null {
  const causes = diagnosis.match(/\(\): .*/g);
  diagnosis = '';
  return causes?.at(-1)?.slice('(): '.length) ?? null;
}

/** The parts of Emscripten's file system that are replaced. */
interface FsNode {
  node_ops: {
    getattr: (node: FsNode) => { size: number };
    setattr: (node: FsNode, attributes: { size?: number }) => void;
  };
  stream_ops: {
    read: (stream: FsStream, heap: Uint8Array, offset: number, length: number, at: number) => number;
    write: (stream: FsStream, heap: Uint8Array, offset: number, length: number, at: number) => number;
    llseek: (stream: FsStream, offset: number, whence: number) => number;
  };
}
interface FsStream {
  readonly position: number;
  stream_ops: FsNode['stream_ops'];
}
interface Fs {
  writeFile: (path: string, bytes: Uint8Array) => void;
  lookupPath: (path: string) => { readonly node: FsNode };
  unlink: (path: string) => void;
  getStream: (descriptor: number) => FsStream;
  readonly ErrnoError: new (errno: number) => Error;
}

/** errno of an input or output error in the library's C environment. */
const EIO = 29;

function mountFile(
  h5: H5wasm,
  file: ByteFile,
  path: string,
): { readonly path: string; readonly failure: () => unknown; readonly remove: () => void } {
  const fs = h5.FS as unknown as Fs;
  fs.writeFile(path, new Uint8Array(0));
  const { node } = fs.lookupPath(path);
  const { node_ops, stream_ops } = node;
  let failure: unknown;
  const failed = (thrown: unknown): void => {
    failure ??= thrown;
  };
  node.node_ops = {
    ...node_ops,
    getattr: (n) => ({ ...node_ops.getattr(n), size: file.size() }),
    setattr: (n, { size, ...others }) => {
      node_ops.setattr(n, others);
      if (size !== undefined)
        attempt(() => {
          file.truncate(size);
        }, failed);
    },
  };
  node.stream_ops = {
    ...stream_ops,
    read: (_stream, heap, offset, length, at) => {
      try {
        return file.read(bytesOf(heap, offset, length), at);
      } catch (thrown) {
        failed(thrown);
        throw new fs.ErrnoError(EIO);
      }
    },
    // After a failure the rest is thrown away, so that the library can close its file in peace.
    write: (_stream, heap, offset, length, at) => {
      if (failure === undefined)
        attempt(() => {
          file.write(bytesOf(heap, offset, length), at);
        }, failed);
      return length;
    },
    llseek: (stream, offset, whence) =>
      whence === 1 ? stream.position + offset : whence === 2 ? file.size() + offset : offset,
  };
  return {
    path,
    failure: () => failure,
    remove: () => {
      fs.unlink(path);
    },
  };
}

/** Emscripten hands over its heap as signed bytes. */
const bytesOf = (heap: Uint8Array, offset: number, length: number): Uint8Array =>
  new Uint8Array(heap.buffer, heap.byteOffset + offset, length);

function attempt(operation: () => void, failed: (thrown: unknown) => void): void {
  try {
    operation();
  } catch (thrown) {
    failed(thrown);
  }
}
