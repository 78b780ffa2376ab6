/** A run that was opened beside another one to be compared with it: its maps and where they lie. */
import type { Path } from '../../experiments/experiment';
import type { MapSource } from '../../maps/view-operation';
import type { OpenedRun } from '../../workers/protocol';
import { experimentById } from '../../experiments/catalogue';
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import { MapData } from '../maps/map-data';
import { sourceOf } from '../maps/shown-planes';

export interface SecondRun {
  readonly id: string;
  readonly title: string;
  readonly path: Path;
  readonly data: MapData;
  readonly source: MapSource;
}

/** The maps of an opened file, by the analysis that it shows. */
export function secondRunOf(run: OpenedRun): Result<SecondRun, Fault> {
  const experiment = experimentById(run.experiment);
  if (!experiment) {
    return err(
      fault('bundle-invalid', `The file holds an experiment of an unknown kind, “${run.experiment}”.`),
    );
  }
  const data = new MapData(run.path, experiment.maps(run.recipe));
  const analysis = run.analyses.find(({ name }) => name === run.shown) ?? run.analyses[0];
  for (const pixel of analysis?.pixels ?? []) data.write(pixel);
  return ok({
    id: run.id,
    title: run.title,
    path: run.path,
    data,
    source: sourceOf(() => data.planes, run.path),
  });
}
