/** Opens a bundle on disk; a file that cannot be read is a fault, not an exception. */
import { openBundle } from '../bundles/hdf5-read';
import { nodeFile } from '../bundles/node-file';
import type { Opened } from '../bundles/run';
import { fault, reasonOf } from '../fault';
import { err } from '../result';

export async function openFile(path: string): Promise<Opened> {
  try {
    return await openBundle(nodeFile(path, 'read'));
  } catch (thrown) {
    return err(fault('bundle-unreadable', `${path} cannot be read: ${reasonOf(thrown)}.`));
  }
}
