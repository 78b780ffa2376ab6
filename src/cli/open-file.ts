/** Opens what a run is kept in, bundle or journal, from disk. A file that cannot be read is a fault, not an exception. */
import { openBundle } from '../bundles/hdf5/read';
import { openJournal } from '../bundles/journal-reader';
import { nodeFile } from '../bundles/node-file';
import type { ByteFile, KeptAnalysis, MapData, RunSource } from '../bundles/run';
import { standardOf, type Analysis } from '../experiments/recipe/analysis';
import { experimentById } from '../experiments/catalogue';
import type { Experiment, Recipe } from '../experiments/experiment';
import { fault, reasonOf, type Fault } from '../fault';
import type { KeptWorkspace } from '../maps/workspace';
import { err, ok, type Result } from '../result';
import { analyseRun, type Analysed } from '../workers/files/analyses';
import { progressLine } from './command';
import { IN_PROCESS } from './environment';

const JOURNAL_MAGIC = 'MJNL';

export interface OpenRun {
  readonly source: RunSource;
  /** Maps as the file has them; null for a journal, which has none. */
  readonly maps: readonly MapData[] | null;
  /** As a bundle holds them with their maps; as a journal names them, to be computed. */
  readonly analyses: readonly (KeptAnalysis | Analysis)[];
  /** Settings of the analysis that the maps are of; null where the file does not say. */
  readonly shown: Recipe | null;
  /** What a person has made of the maps, as a bundle keeps it. */
  readonly workspace: KeptWorkspace | null;
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
    if (!journal.ok) return journal;
    const source = journal.value;
    const experiment = experimentById(source.header.experiment);
    const standard = experiment ? [standardOf(experiment, source.header.recipe)] : [];
    return ok({
      source,
      maps: null,
      analyses: [...standard, ...source.analyses],
      shown: null,
      workspace: null,
      close: file.close,
    });
  }
  const bundle = await openBundle(file);
  if (!bundle.ok) return bundle;
  const { maps, analyses, shown: name, workspace, close } = bundle.value;
  const shown = analyses.find((analysis) => analysis.name === name)?.settings ?? null;
  return ok({ source: bundle.value, maps, analyses, shown, workspace, close });
}

/** The experiment that a run was; a fault where this release does not know it. */
export function experimentOf({ header }: RunSource): Result<Experiment, Fault> {
  const experiment = experimentById(header.experiment);
  return experiment
    ? ok(experiment)
    : err(fault('value-invalid', `This release knows no experiment “${header.experiment}”.`));
}

/** Pixels and maps of a run, computed from its traces, with progress on the terminal. */
export async function analyse(source: RunSource, analysis: Analysis): Promise<Result<Analysed, Fault>> {
  const line = progressLine();
  const analysed = await analyseRun(source, analysis, IN_PROCESS, {
    progress: (done, total) => {
      line.show(`pixel ${String(done)} of ${String(total)}`);
    },
  });
  line.clear();
  return analysed;
}

/** The maps of a run by its own recipe, computed from its traces. */
export async function computeMaps(source: RunSource): Promise<Result<readonly MapData[], Fault>> {
  const experiment = experimentOf(source);
  if (!experiment.ok) return experiment;
  const analysed = await analyse(source, standardOf(experiment.value, source.header.recipe));
  return analysed.ok ? ok(analysed.value.kept.maps) : analysed;
}
