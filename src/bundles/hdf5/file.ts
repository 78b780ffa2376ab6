/**
 * HDF5 over any `ByteFile`, through h5wasm, the HDF5 library for WebAssembly. It is loaded when it is first needed; the same
 * build runs in workers and in Node.
 *
 *     const opened = await openHdf5(file, 'r');
 *     if (opened.ok) opened.value.root.get('/entry/title');
 */
import type * as h5wasm from 'h5wasm';
import { fault, reasonOf, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import { listen, mountFile, takeComplaint, type Fs } from './mount';
import type { ByteFile } from '../run';
import { gatherWrites } from '../write-gather';

type H5wasm = typeof h5wasm;

export interface Hdf5 {
  readonly root: h5wasm.File;
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

let loading: Promise<H5wasm> | null = null;
let mounts = 0;

/** Opens a byte file for reading, or starts an empty HDF5 file in it that releases of HDF5 from 1.8 on can read. */
export async function openHdf5(file: ByteFile, mode: 'r' | 'w'): Promise<Result<Hdf5, Fault>> {
  try {
    const h5 = await load();
    const path = `/bundle-${String(++mounts)}.h5`;
    const mount = mountFile(fsOf(h5), mode === 'w' ? gatherWrites(file) : file, path);
    takeComplaint();
    const root = new h5.File(path, mode, { libver: ['v108', 'v110'] });
    if (root.file_id < 0n) {
      mount.remove();
      const why = takeComplaint() ?? 'no reason was given';
      return err(fault('bundle-unreadable', `The file could not be opened as HDF5: ${why}.`));
    }
    const close = (): void => {
      root.close();
      if (mode === 'w') mount.flush();
      mount.remove();
    };
    return ok({ root, failure: mount.failure, complaint: takeComplaint, close });
  } catch (thrown) {
    return err(fault('worker-died', `The HDF5 library failed: ${reasonOf(thrown)}.`));
  }
}

function load(): Promise<H5wasm> {
  loading ??= import('h5wasm').then(async (h5) => {
    await h5.ready;
    listen(fsOf(h5));
    return h5;
  });
  return loading;
}

const fsOf = (h5: H5wasm): Fs => h5.FS as unknown as Fs;
