/** What finished runs have handed on, kept by the browser, for the runs that come after them. */
import { offersFor, resultsOf, type RunResults } from '../../experiments/recipe/handed-on';
import type { Experiment, Recipe } from '../../experiments/experiment';
import { measuredWithErrors } from '../../experiments/results/findings';
import { fault, reasonOf, type Fault } from '../../fault';
import type { RunView } from '../runs/run-view.svelte';
import type { MapData } from '../maps/map-data';

const KEY = 'meniscus-results';
/** Older ones are forgotten; their files hold them. */
const MOST = 50;

/** Of a run, beside its numbers. */
export type Occasion = Pick<RunResults, 'run' | 'at' | 'simulated'>;

/** What has to be known of a run that is finished. */
type Finished = Pick<RunView, 'path'> & {
  readonly facts: Pick<RunView['facts'], 'experiment' | 'recipe'>;
  readonly data: Pick<MapData, 'planes'>;
};

export class EarlierResults {
  private all = $state.raw<readonly RunResults[]>([]);
  private readonly report: (fault: Fault) => void;

  constructor(report: (fault: Fault) => void) {
    this.report = report;
    this.all = readAll();
  }

  /** Keeps what a run has found, once. Runs that hand nothing on leave nothing. */
  keep({ facts, path, data }: Finished, { run, at, simulated }: Occasion): void {
    if (this.all.some((results) => results.run === run)) return;
    const { experiment, recipe } = facts;
    const planes = data.planes.filter((plane) => !plane.ofErrors);
    const maps = measuredWithErrors(experiment.maps(recipe), path, planes);
    const values = resultsOf(experiment, recipe, maps);
    if (values.length === 0) return;
    const { id, title } = experiment;
    this.all = [...this.all, { run, experiment: id, title, at, simulated, values }].slice(-MOST);
    try {
      localStorage.setItem(KEY, JSON.stringify(this.all));
    } catch (thrown) {
      this.report(
        fault(
          'storage-full',
          `What “${title}” has found could not be kept by the browser: ${reasonOf(thrown)}.`,
          'It can be used until this page is closed; the file of the run holds it too.',
        ),
      );
    }
  }

  /** What a recipe of an experiment can begin with. */
  offers({ id }: Experiment, recipe: Recipe, simulated: boolean): readonly RunResults[] {
    const others = this.all.filter(({ experiment }) => experiment !== id);
    return offersFor(recipe, others, simulated);
  }
}

/** What is not as it is written here is of another release, and left. */
function readAll(): readonly RunResults[] {
  const text = localStorage.getItem(KEY);
  if (text === null) return [];
  try {
    const kept: unknown = JSON.parse(text);
    return Array.isArray(kept) ? kept.filter(isResults).map(withErrors) : [];
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return [];
    throw thrown;
  }
}

function isResults(kept: unknown): kept is RunResults {
  const { run, experiment, title, at, simulated, values } = (kept ?? {}) as Partial<
    Record<keyof RunResults, unknown>
  >;
  return (
    [run, experiment, title, at].every((text) => typeof text === 'string') &&
    typeof simulated === 'boolean' &&
    Array.isArray(values) &&
    values.every(
      (value: Partial<RunResults['values'][number]> | null) =>
        typeof value?.key === 'string' &&
        typeof value.label === 'string' &&
        typeof value.value === 'number' &&
        typeof value.shown?.factor === 'number',
    )
  );
}

/** JSON has no word for an error that is not known. */
const withErrors = (results: RunResults): RunResults => ({
  ...results,
  values: results.values.map((value) => ({
    ...value,
    error: (value.error as number | null) ?? NaN,
  })),
});
