/** Analyses of a run whose records are there: its maps by the recipe's settings, or by others. */
import type { JournalSource } from '../../bundles/journal-reader';
import type { KeptAnalysis, MapData, RunSource } from '../../bundles/run';
import { standardOf, type Analysis } from '../../experiments/recipe/analysis';
import { resultsOf, type RunResults } from '../../experiments/recipe/handed-on';
import { experimentById } from '../../experiments/catalogue';
import { evaluationOf } from '../../experiments/evaluations';
import {
  planesOf,
  type Experiment,
  type Findings,
  type MeasuredMaps,
  type Path,
  type Recipe,
  type TrackTrace,
} from '../../experiments/experiment';
import { measuredWithErrors } from '../../experiments/results/findings';
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import type { Analyst } from '../environment';
import { measuredOf } from '../fits/fit';
import { mapsOf, reduceRun } from './products';
import type { ExportProgress, PixelMessage } from '../protocol';
import { SOFTWARE } from '../software';

export interface Analysed {
  readonly kept: KeptAnalysis;
  readonly pixels: readonly PixelMessage[];
}

interface Options {
  /** Pixels that were computed before by the same settings. */
  readonly known?: readonly PixelMessage[];
  readonly progress?: ExportProgress;
  readonly signal?: AbortSignal;
}

/** Analyses every hop of a run. A fault where the experiment is unknown or the signal came. */
export async function analyseRun(
  source: RunSource,
  analysis: Analysis,
  analyst: Pick<Analyst, 'reduce'>,
  { known = [], progress = () => undefined, signal }: Options = {},
): Promise<Result<Analysed, Fault>> {
  const { header } = source;
  const experiment = experimentById(header.experiment);
  if (!experiment)
    return err(fault('value-invalid', `This release knows no experiment “${header.experiment}”.`));
  const run = measuredOf(header, analysis.settings);
  const pixels = await reduceRun(source, (hop) => analyst.reduce(run, hop), known, progress, signal);
  if (signal?.aborted)
    return err(fault('cancelled', 'The analysis was cancelled.', 'Maps and records are as they were.'));
  const kept = {
    ...analysis,
    software: SOFTWARE,
    date: new Date().toISOString(),
    parameters: evaluationOf(experiment.id).analysis(run.recipe),
    maps: mapsOf(experiment.maps(run.recipe), header.path, pixels),
  };
  return ok({ kept, pixels });
}

/** What a run says as a whole by the maps of an analysis. */
export async function findingsOf(
  experiment: Experiment,
  recipe: Recipe,
  path: Path,
  maps: readonly MapData[],
  track: TrackTrace,
): Promise<Findings> {
  return evaluationOf(experiment.id).findings(measured(path, maps, track), recipe);
}

/** What a run hands on to later ones, by the maps of an analysis. */
export const handedOnBy = (
  experiment: Experiment,
  { header, startedAt, endedAt, track }: RunSource,
  settings: Recipe,
  maps: readonly MapData[],
): RunResults => ({
  run: header.id,
  experiment: experiment.id,
  title: experiment.title,
  at: endedAt ?? startedAt,
  simulated: header.instrument.simulation !== null,
  values: resultsOf(experiment, { ...header.recipe, ...settings }, measured(header.path, maps, track())),
});

function measured(path: Path, maps: readonly MapData[], track: TrackTrace): MeasuredMaps {
  const area = path.rows * path.columns;
  const specs = maps.map(({ spec }) => spec);
  const planes = maps.flatMap(({ spec, data, noise, calibration }) =>
    planesOf([spec]).map(({ plane }) => {
      const part = (all: Float64Array | null): ArrayLike<number> =>
        all?.subarray(plane * area, (plane + 1) * area) ?? [];
      return { values: part(data), noise: part(noise), calibration: part(calibration) };
    }),
  );
  return measuredWithErrors(specs, path, planes, track);
}

/**
 * Every analysis of a journal: the one by its recipe, those that it names, and those that are kept besides. `analyse` computes
 * what is not kept.
 */
export async function analysesOf<T extends { readonly name: string }>(
  { header, analyses }: JournalSource,
  kept: readonly T[],
  analyse: (analysis: Analysis, place: number, count: number) => Promise<Result<T, Fault>>,
): Promise<Result<T[], Fault>> {
  const experiment = experimentById(header.experiment);
  const named = [...(experiment ? [standardOf(experiment, header.recipe)] : []), ...analyses];
  const missing = named.filter(({ name }) => !kept.some((k) => k.name === name));
  const all: T[] = [];
  for (const analysis of named) {
    const place = missing.indexOf(analysis);
    const before = kept.find((k) => k.name === analysis.name);
    const found = before ? ok(before) : await analyse(analysis, place, missing.length);
    if (!found.ok) return found;
    all.push(found.value);
  }
  return ok([...all, ...kept.filter(({ name }) => !all.some((a) => a.name === name))]);
}
