/** Whether a file is a whole HDF5 file, found from its superblock before the library is asked. */
import { fault, type Fault } from '../../fault';
import type { ByteFile } from '../run';

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** Up to here a user block may push the superblock, bytes. */
const LAST_PLACE = 1 << 20;

/** The fault of a file that is no HDF5 or was cut off; null where it looks whole. */
export function checkHdf5(file: ByteFile): Fault | null {
  const size = file.size();
  for (let place = 0; place <= LAST_PLACE && place < size; place = place === 0 ? 512 : place * 2) {
    const block = new Uint8Array(56);
    file.read(block, place);
    if (SIGNATURE.some((byte, i) => block[i] !== byte)) continue;
    const end = endOf(block);
    return end !== null && size < end
      ? fault('bundle-unreadable', `The file was cut off: ${String(size)} of ${String(end)} bytes are there.`)
      : null;
  }
  return fault('bundle-unreadable', 'This is no HDF5 file: its signature is missing.');
}

/**
 * Length of the file as its superblock tells it, bytes; null for sizes of offsets that are not 8 bytes. HDF5 File Format
 * Specification 3.0, section II.A.
 */
function endOf(superblock: Uint8Array): number | null {
  const view = new DataView(superblock.buffer);
  const version = view.getUint8(8);
  const [offsetSize, endAt] =
    version >= 2 ? [view.getUint8(9), 28] : [view.getUint8(13), version === 1 ? 44 : 40];
  return offsetSize === 8 ? Number(view.getBigUint64(endAt, true)) : null;
}
