/** Groups of maps of a bundle: /entry/maps and those of further analyses. */
import type { Group } from 'h5wasm';
import { experimentById } from '../../experiments/catalogue';
import type { MapSpec, Path, Recipe } from '../../experiments/experiment';
import { LayoutError, type BundleReader } from './values';
import { NO_CODE } from '../layout';
import type { MapData } from '../run';

export interface Maps {
  readonly maps: readonly MapData[];
  /** Of the grid that all maps share, m. */
  readonly axes: Pick<Path, 'x' | 'y' | 'listed'>;
}

/** All maps of a group; those that the experiment knows come first, in its order and with its titles. */
export function readMaps(reader: BundleReader, group: string, experiment: string, recipe: Recipe): Maps {
  const known = experimentById(experiment)?.maps(recipe) ?? [];
  const names = reader.names(group);
  const inOrder = [
    ...known.map((s) => s.name).filter((name) => names.includes(name)),
    ...names.filter((name) => !known.some((s) => s.name === name)),
  ];
  const read = inOrder.map((name) =>
    readMap(
      reader,
      `${group}/${name}`,
      name,
      known.find((s) => s.name === name),
    ),
  );
  const [first] = read;
  for (const { name, x, y } of read) {
    if (x.length !== first?.x.length || y.length !== first.y.length)
      throw new LayoutError(`${group}/${name} has another grid than ${group}/${first?.name ?? ''}`);
  }
  return {
    maps: read.map((r) => r.map),
    axes: {
      x: [...(first?.x ?? [])],
      y: [...(first?.y ?? [])],
      ...(first?.listed ? { listed: true } : {}),
    },
  };
}

interface ReadMap {
  readonly name: string;
  readonly map: MapData;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** x counts points instead of being a length. */
  readonly listed: boolean;
}

function readMap(reader: BundleReader, place: string, name: string, known: MapSpec | undefined): ReadMap {
  const group = reader.group(place);
  const x = reader.numbers(`${place}/x`).values;
  const y = reader.numbers(`${place}/y`).values;
  const axis = readAxis(reader, group, place);
  const shape = [...(axis ? [axis.values.length] : []), y.length, x.length];
  const enumeration = enumerationOf(reader, place);
  const { values } = reader.numbers(`${place}/data`, shape);
  const errors = (dataset: string): Float64Array | null =>
    reader.has(`${place}/${dataset}`) ? reader.numbers(`${place}/${dataset}`, shape).values : null;
  const noise = errors('data_errors');
  const [unit = ''] = reader.attributeTexts(reader.dataset(`${place}/data`), 'units');
  const [label = name] = reader.attributeTexts(reader.dataset(`${place}/data`), 'long_name');
  const spec: MapSpec = {
    name,
    title: known?.title ?? label.replace(` (${unit})`, ''),
    unit,
    shown: known?.unit === unit ? known.shown : { unit, factor: 1 },
    scale: known?.scale ?? 'linear',
    errors: noise !== null,
    ...(known?.errorsShown ? { errorsShown: true } : {}),
    ...(axis ? { axis } : {}),
    ...(enumeration ? { enumeration } : {}),
  };
  const data = enumeration ? codesOf(values, enumeration) : values;
  const listed = reader.attributeTexts(reader.dataset(`${place}/x`), 'units')[0] !== 'm';
  return { name, x, y, listed, map: { spec, data, noise, calibration: errors('data_errors_calibration') } };
}

/** The axis that counts planes: the first of three. */
function readAxis(reader: BundleReader, group: Group, place: string): MapSpec['axis'] {
  const axes = reader.attributeTexts(group, 'axes');
  const [name] = axes;
  if (axes.length < 2) throw new LayoutError(`${place} lacks the attribute “axes” with two or three names`);
  if (axes.length === 2 || name === undefined) return undefined;
  const dataset = reader.dataset(`${place}/${name}`);
  const [unit = ''] = reader.attributeTexts(dataset, 'units');
  return { name, unit, values: [...reader.numbers(`${place}/${name}`).values] };
}

function enumerationOf(reader: BundleReader, place: string): Readonly<Record<string, number>> | undefined {
  const [text] = reader.attributeTexts(reader.dataset(`${place}/data`), 'enumeration');
  if (text === undefined) return undefined;
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null)
    throw new LayoutError(`${place}/data has an attribute “enumeration” that is no JSON object`);
  return parsed as Readonly<Record<string, number>>;
}

/** Codes as numbers, NaN where there is none. */
function codesOf(values: Float64Array, enumeration: Readonly<Record<string, number>>): Float64Array {
  const isCode = Object.values(enumeration).includes(NO_CODE);
  return isCode ? values : values.map((v) => (v === NO_CODE ? NaN : v));
}
