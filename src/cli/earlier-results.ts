/** What a finished run that is kept in a file hands on. */
import { standardOf } from '../experiments/recipe/analysis';
import type { Experiment } from '../experiments/experiment';
import type { RunResults } from '../experiments/recipe/handed-on';
import { fault, type Fault } from '../fault';
import { err, type Result, ok } from '../result';
import { handedOnBy } from '../workers/files/analyses';
import { computeMaps, experimentOf, openFile } from './open-file';

/** The results of a run of this experiment in a bundle or a journal, by the analysis that the file shows. */
export async function resultsIn(file: string, experiment: Experiment): Promise<Result<RunResults, Fault>> {
  const opened = await openFile(file);
  if (!opened.ok) return opened;
  const { source, maps: kept, shown, close } = opened.value;
  try {
    const own = experimentOf(source);
    if (!own.ok) return own;
    if (own.value !== experiment)
      return err(
        fault('value-invalid', `${file} is a run of “${own.value.title}”, not of “${experiment.title}”.`),
      );
    const maps = kept ? { ok: true as const, value: kept } : await computeMaps(source);
    if (!maps.ok) return maps;
    const settings = shown ?? standardOf(experiment, source.header.recipe).settings;
    return ok(handedOnBy(experiment, source, settings, maps.value));
  } finally {
    close();
  }
}
