/**
 * Opening a bundle, whoever wrote it: the run behind the same face as a journal, and its maps.
 *
 *     const bundle = await openBundle(readerSyncFile(file));
 *     if (bundle.ok) bundle.value.maps;
 */
import { fault, reasonOf } from '../../fault';
import { err, ok } from '../../result';
import type { KeptWorkspace } from '../../maps/workspace';
import { openHdf5, type Hdf5 } from './file';
import { checkHdf5 } from './check';
import { readAnalyses } from './read-analyses';
import { readHeader, readTimes } from './read-header';
import { readMaps } from './read-maps';
import { readHops, readLog, readPlannedPath } from './read-path';
import { openTraces, readTrack } from './read-traces';
import { BundleReader, LayoutError } from './values';
import type { BundleSource, ByteFile, Opened } from '../run';

/**
 * Opens a bundle for reading and checks that all the layout asks for is there. It takes the file over: `close` closes it,
 * and so does a fault.
 */
export async function openBundle(file: ByteFile): Promise<Opened> {
  const opened = await open(file);
  if (!opened.ok) file.close();
  return opened;
}

async function open(file: ByteFile): Promise<Opened> {
  try {
    const flaw = checkHdf5(file);
    if (flaw) return err(flaw);
  } catch (thrown) {
    return err(fault('bundle-unreadable', `The file cannot be read: ${reasonOf(thrown)}.`));
  }
  const hdf5 = await openHdf5(file, 'r');
  if (!hdf5.ok) return hdf5;
  try {
    return ok(sourceOf(hdf5.value, file));
  } catch (thrown) {
    const failure = hdf5.value.failure();
    hdf5.value.close();
    if (failure !== undefined)
      return err(fault('bundle-unreadable', `The file cannot be read: ${reasonOf(failure)}.`));
    const code = thrown instanceof LayoutError ? 'bundle-invalid' : 'bundle-unreadable';
    return err(fault(code, `The bundle cannot be used: ${reasonOf(thrown)}.`));
  }
}

function sourceOf(hdf5: Hdf5, file: ByteFile): BundleSource {
  const reader = new BundleReader(hdf5);
  const times = readTimes(reader);
  const partial = readHeader(reader);
  const hops = readHops(reader);
  const maps = readMaps(reader, '/entry/maps', partial.experiment, partial.recipe);
  const header = { ...partial, path: readPlannedPath(reader, hops, maps.axes) };
  const { traces, extents } = openTraces(reader, hops);
  const visits = new Map(hops.notes.map((note, row) => [note.id, hops.visits[row]]));
  return {
    header,
    hops: hops.notes,
    extents,
    traces,
    track: () => readTrack(reader),
    ...times,
    visit: (hop) => visits.get(hop) ?? null,
    status: (hop) => visits.get(hop)?.status ?? 'aborted',
    log: readLog(reader, times.startedAt),
    maps: maps.maps,
    ...readAnalyses(reader, header, maps),
    workspace: readWorkspace(reader),
    close: () => {
      hdf5.close();
      file.close();
    },
  };
}

function readWorkspace(reader: BundleReader): KeptWorkspace | null {
  const views = reader.textIfAny('/entry/workspace/views');
  if (views === null) return null;
  const place = '/entry/workspace/micrograph';
  if (!reader.has(place)) return { views, picture: null };
  const [name = 'micrograph'] = reader.attributeTexts(reader.dataset(place), 'file_name');
  return { views, picture: { name, bytes: reader.bytes(place) } };
}
