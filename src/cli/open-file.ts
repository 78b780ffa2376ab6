/** Opens what a run is kept in, bundle or journal, from disk. A file that cannot be read is a fault, not an exception. */
import { openBundle } from '../bundles/hdf5-read';
import { openJournal } from '../bundles/journal-reader';
import { nodeFile } from '../bundles/node-file';
import type { ByteFile, MapData, RunSource } from '../bundles/run';
import { experimentById } from '../experiments/catalogue';
import { fault, reasonOf, type Fault } from '../fault';
import { err, ok, type Result } from '../result';
import { mapsOf, reduceRun } from '../workers/products';
import type { PixelMessage } from '../workers/protocol';
import { progressLine } from './command';
import { IN_PROCESS } from './environment';

const JOURNAL_MAGIC = 'MJNL';

export interface OpenRun {
  readonly source: RunSource;
  /** Maps as the file has them; null for a journal, which has none. */
  readonly maps: readonly MapData[] | null;
  readonly close: () => void;
}

export async function openFile(path: string): Promise<Result<OpenRun, Fault>> {
  let file: ByteFile;
  const magic = new Uint8Array(JOURNAL_MAGIC.length);
  try {
    file = nodeFile(path, 'read');
    file.read(magic, 0);
  } catch (thrown) {
    return err(fault('bundle-unreadable', `${path} cannot be read: ${reasonOf(thrown)}.`));
  }
  if (new TextDecoder().decode(magic) === JOURNAL_MAGIC) {
    const journal = openJournal(file);
    return journal.ok ? ok({ source: journal.value, maps: null, close: file.close }) : journal;
  }
  const bundle = await openBundle(file);
  if (!bundle.ok) return bundle;
  const { maps, close } = bundle.value;
  return ok({ source: bundle.value, maps, close });
}

export interface Computed {
  readonly pixels: readonly PixelMessage[];
  readonly maps: readonly MapData[];
}

/** Pixels and maps of a run, computed from its traces. */
export async function computeMaps({ header, ...rest }: RunSource): Promise<Result<Computed, Fault>> {
  const experiment = experimentById(header.experiment);
  if (!experiment)
    return err(fault('value-invalid', `This release knows no experiment “${header.experiment}”.`));
  const line = progressLine();
  const pixels = await reduceRun(
    { header, ...rest },
    (hop) => IN_PROCESS.reduce(experiment.id, header.recipe, hop),
    [],
    (done, total) => {
      line.show(`pixel ${String(done)} of ${String(total)}`);
    },
  );
  line.clear();
  return ok({ pixels, maps: mapsOf(experiment.maps(header.recipe), header.path, pixels) });
}
