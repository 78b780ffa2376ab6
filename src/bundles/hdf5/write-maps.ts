/** Maps and analyses of a bundle: /entry/maps, /entry/analysis and /truth. */
import type { Group } from 'h5wasm';
import type { MapSpec, Path } from '../../experiments/experiment';
import { labelOf } from '../labels';
import { addArray, addGroup, addNumber, addText, unitsOf, type Attributes } from './nodes';
import { NO_CODE, SETUP_PLACES } from '../layout';
import type { KeptAnalysis, MapData, Products } from '../run';

export function writeMaps(parent: Group, maps: readonly MapData[], path: Path): void {
  for (const map of maps) writeMap(parent, map, path);
}

function writeMap(parent: Group, { spec, data, noise, calibration }: MapData, path: Path): void {
  const { axis, name, title, unit } = spec;
  const axes = axis ? [axis.name, 'y', 'x'] : ['y', 'x'];
  const group = addGroup(parent, name, 'NXdata', {
    signal: 'data',
    axes,
    ...Object.fromEntries(axes.map((a, i) => [`${a}_indices`, i])),
  });
  const shape = [...(axis ? [axis.values.length] : []), path.rows, path.columns];
  const plane = [...(axis ? [1] : []), path.rows, path.columns];
  const add = (dataset: string, values: Float64Array | Uint8Array, attributes: Attributes): void => {
    addArray(group, dataset, values, { ...unitsOf(unit), ...attributes }, shape, plane);
  };
  add('data', spec.enumeration ? codesOf(data) : data, {
    long_name: labelOf(title, unit),
    interpretation: 'image',
    ...(spec.enumeration ? { enumeration: JSON.stringify(spec.enumeration), _FillValue: NO_CODE } : {}),
  });
  if (noise) add('data_errors', noise, { long_name: labelOf(`${title}, 1σ from noise`, unit) });
  if (calibration)
    add('data_errors_calibration', calibration, {
      long_name: labelOf(`${title}, 1σ from calibration`, unit),
    });
  writeAxes(group, axis, path);
}

function writeAxes(group: Group, axis: MapSpec['axis'], path: Path): void {
  const add = (name: string, unit: string, values: readonly number[]): void => {
    const label = labelOf(name.replaceAll('_', ' '), unit);
    addArray(group, name, Float64Array.from(values), { ...unitsOf(unit), long_name: label });
  };
  const unit = path.listed ? '' : 'm';
  add('y', unit, path.y);
  add('x', unit, path.x);
  if (axis) add(axis.name, axis.unit, axis.values);
}

const codesOf = (data: Float64Array): Uint8Array =>
  Uint8Array.from(data, (v) => (Number.isNaN(v) ? NO_CODE : v));

/** The maps of an analysis, with the attribute that names the main one. */
export function writeMapsOf(parent: Group, { maps }: KeptAnalysis, { mainMap }: Products, path: Path): void {
  const main = maps.some((m) => m.spec.name === mainMap) ? { default: mainMap } : {};
  writeMaps(addGroup(parent, 'maps', 'NXprocess', main), maps, path);
}

/** How maps were computed, a group for each analysis; the maps of those that are not shown lie in theirs. */
export function writeAnalyses(entry: Group, products: Products, path: Path): void {
  const parent = addGroup(entry, 'analysis', 'NXcollection', { default: products.shown });
  for (const [place, analysis] of products.analyses.entries()) {
    const group = addGroup(parent, analysis.name, 'NXprocess');
    writeParameters(group, analysis, place + 1);
    if (analysis.name !== products.shown) writeMapsOf(group, analysis, products, path);
  }
}

function writeParameters(group: Group, { software, date, parameters }: KeptAnalysis, place: number): void {
  addText(group, 'program', software.name);
  addText(group, 'version', software.version);
  if (date !== null) addText(group, 'date', date);
  addNumber(group, 'sequence_index', place);
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === 'string') addText(group, name, value);
    else if (typeof value === 'number') addNumber(group, name, value, unitsOfParameter(name));
    else addArray(group, name, Float64Array.from(value), unitsOf(unitsOfParameter(name)));
  }
}

/** Units of parameters that are no values of the setup. */
const OWN_UNITS: Readonly<Record<string, string>> = {
  thickness: 'm',
  stray_capacitance: 'F',
  air_current: 'A',
};

/** Parameters that are values of the setup have its units. */
function unitsOfParameter(name: string): string {
  const bare = name.replace(/_errors?$/, '');
  return OWN_UNITS[bare] ?? SETUP_PLACES.find((place) => place.name === bare)?.units ?? '';
}
