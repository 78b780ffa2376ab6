/** /entry/analysis of a bundle: how the maps were computed, and the maps of further analyses. */
import { analysisFields, parameterOf, settingsOf, STANDARD } from '../../experiments/recipe/analysis';
import { experimentById } from '../../experiments/catalogue';
import type { Recipe } from '../../experiments/experiment';
import { readMaps, type Maps } from './read-maps';
import { LayoutError, type BundleReader } from './values';
import { NO_PARAMETERS } from '../layout';
import type { BundleSource, KeptAnalysis, RunHeader } from '../run';

const PLACE = '/entry/analysis';

/**
 * The analyses in the order in which they were made. A group that has no maps and is not the one that is shown is left out;
 * a file without any has one by the name `standard`, with the values of its recipe.
 */
export function readAnalyses(
  reader: BundleReader,
  header: Pick<RunHeader, 'experiment' | 'recipe' | 'software'>,
  main: Maps,
): Pick<BundleSource, 'analyses' | 'shown'> {
  const names = reader.groupsIfAny(PLACE);
  const shown = shownOf(reader, names);
  const mapsOf = (name: string): KeptAnalysis['maps'] | null => {
    const place = `${PLACE}/${name}/maps`;
    if (name === shown) return main.maps;
    return reader.has(place)
      ? sameGrid(readMaps(reader, place, header.experiment, header.recipe), main, place)
      : null;
  };
  const read = (names.includes(shown) ? names : [shown, ...names]).flatMap((name) => {
    const maps = mapsOf(name);
    const place = `${PLACE}/${name}`;
    const order = Number(reader.scalarIfAny(`${place}/sequence_index`) ?? Infinity);
    return maps ? [{ order, analysis: { ...readAnalysis(reader, name, header), maps } }] : [];
  });
  return { analyses: read.sort((a, b) => a.order - b.order || 0).map((r) => r.analysis), shown };
}

/** The one that the group names; in files that name none `standard`, or the only one. */
function shownOf(reader: BundleReader, names: readonly string[]): string {
  const [named] = reader.has(PLACE) ? reader.attributeTexts(reader.group(PLACE), 'default') : [];
  if (named !== undefined && names.includes(named)) return named;
  const [first = STANDARD] = names;
  return names.includes(STANDARD) ? STANDARD : first;
}

function sameGrid({ maps, axes }: Maps, main: Maps, place: string): KeptAnalysis['maps'] {
  if (axes.x.length !== main.axes.x.length || axes.y.length !== main.axes.y.length)
    throw new LayoutError(`${place} has another grid than /entry/maps`);
  return maps;
}

function readAnalysis(
  reader: BundleReader,
  name: string,
  { experiment, recipe, software }: Pick<RunHeader, 'experiment' | 'recipe' | 'software'>,
): Omit<KeptAnalysis, 'maps'> {
  const place = `${PLACE}/${name}`;
  const text = (of: string): string | null => {
    const value = reader.scalarIfAny(`${place}/${of}`);
    return typeof value === 'string' ? value : null;
  };
  const parameters = Object.fromEntries(
    reader
      .namesIfAny(place)
      .filter((key) => !NO_PARAMETERS.includes(key))
      .flatMap((key) => {
        const value = reader.valueIfAny(`${place}/${key}`);
        return value === null ? [] : [[key, value] as const];
      }),
  );
  return {
    name,
    settings: settingsBy(parameters, experiment, recipe),
    software: { name: text('program') ?? software.name, version: text('version') ?? software.version },
    date: text('date'),
    parameters,
  };
}

/** The parameters that are values of a recipe; what they leave out is as the recipe has it. */
function settingsBy(parameters: KeptAnalysis['parameters'], id: string, recipe: Recipe): Recipe {
  const experiment = experimentById(id);
  if (!experiment) return {};
  const said = analysisFields(experiment).flatMap(({ key }) => {
    const value = parameters[parameterOf(key)];
    return value === undefined ? [] : [[key, value] as const];
  });
  return { ...settingsOf(experiment, recipe), ...(Object.fromEntries(said) as Recipe) };
}
