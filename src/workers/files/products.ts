/** From a run's hops to its maps, and for simulated runs to the truth beside them. */
import type { BundleSource, HopNote, KeptAnalysis, MapData, Products, RunSource } from '../../bundles/run';
import { experimentById } from '../../experiments/catalogue';
import { SurfaceDrift } from '../../experiments/results/surface-drift';
import { subtractAt } from '../../experiments/results/difference';
import {
  planesOf,
  type Experiment,
  type MapSpec,
  type Path,
  type Reduction,
} from '../../experiments/experiment';
import { programAt } from '../../experiments/program/program';
import { ShownVisits } from '../../experiments/path/shown-visits';
import { approachOf } from '../../experiments/landing/landed';
import { statusOf, type HopTraces } from '../../records/hop';
import { FLAG } from '../../records/record';
import type { KeptWorkspace } from '../../maps/workspace';
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import { REGION } from '../../world/sample';
import { truthAt, type Truth } from '../../world/truth';
import type { PixelMessage } from '../protocol';
import type { Reduce } from '../fits/reduction-queue';

/** Hops that are reduced at a time while a whole run is gone through. */
const AT_ONCE = 8;

/** Reduces every hop of a run that is not among the known pixels; `progress` hears of each. The signal ends it early. */
export async function reduceRun(
  source: RunSource,
  reduce: Reduce,
  known: readonly PixelMessage[],
  progress: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<PixelMessage[]> {
  const before = new Map(known.map((pixel) => [pixel.hop, pixel]));
  const pixels: PixelMessage[] = [];
  const waiting = source.hops.entries();
  const worker = async (): Promise<void> => {
    for (const [place, note] of waiting) {
      if (signal?.aborted) return;
      const pixel = before.get(note.id) ?? (await reduceHop(source, note, reduce));
      if (pixel) pixels[place] = pixel;
      progress(place + 1, source.hops.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return pixels.filter((p) => p as PixelMessage | undefined);
}

async function reduceHop(source: RunSource, note: HopNote, reduce: Reduce): Promise<PixelMessage | null> {
  const traces = source.traces(note.id);
  if (!traces) return null;
  const { row, column, point } = note;
  const program = programAt(source.header.path, point);
  return { hop: note.id, row, column, program, status: statusOf(traces.flags), ...(await reduce(traces)) };
}

/**
 * Everything that a bundle holds besides the run itself; other programs show the analysis that is named. `workspace` is what
 * a person has made of the maps.
 */
export function productsOf(
  source: RunSource,
  analyses: readonly KeptAnalysis[],
  shown: string,
  workspace: KeptWorkspace | null = null,
): Result<Products, Fault> {
  const { header } = source;
  const experiment = experimentById(header.experiment);
  if (!experiment) return err(fault('value-invalid', `There is no experiment “${header.experiment}”.`));
  const truth = truthOf(source, experiment, experiment.maps(header.recipe));
  return ok({ analyses, shown, workspace, mainMap: experiment.mainMap, truth });
}

/** Maps from pixels; of several visits of one the latest good one is shown. */
export function mapsOf(specs: readonly MapSpec[], path: Path, pixels: readonly PixelMessage[]): MapData[] {
  const area = path.rows * path.columns;
  const planes = planesOf(specs);
  const blank = (): Float64Array => new Float64Array(planes.length * area).fill(NaN);
  const all = { values: blank(), noise: blank(), calibration: blank() };
  const shown = new ShownVisits();
  const drift = new SurfaceDrift(specs, path);
  for (const pixel of pixels) {
    drift.add(pixel);
    if (pixel.row < 0) continue;
    const place = pixel.row * path.columns + pixel.column;
    const shows = shown.take(place, pixel);
    planes.forEach(({ map, plane }, k) => {
      if (shows(map, plane)) copyNumber(pixel, k, all, k * area + place);
    });
  }
  for (let place = 0; drift.plane >= 0 && place < area; place++) {
    const at = drift.plane * area + place;
    if (Number.isNaN(all.values[at])) all.values[at] = drift.at(shown.hopAt(place));
  }
  let first = 0;
  const maps = specs.map((spec) => {
    const from = first * area;
    first += spec.axis?.values.length ?? 1;
    const part = (of: Float64Array): Float64Array => of.subarray(from, first * area);
    return { spec, values: part(all.values), noise: part(all.noise), calibration: part(all.calibration) };
  });
  const numbersOf = planeNumbers(specs, area, all);
  for (let at = 0; at < area; at++) subtractAt(at, specs, numbersOf);
  return maps.map(({ spec, values, noise, calibration }) => ({
    spec,
    data: values,
    noise: spec.errors ? noise : null,
    calibration: spec.errors ? calibration : null,
  }));
}

type Numbers = Omit<Reduction, 'reason'>;

/** Looks planes up by map and plane: views of all numbers, plane after plane. */
function planeNumbers(
  specs: readonly MapSpec[],
  area: number,
  { values, noise }: Numbers,
): (map: string, plane: number) => Pick<Numbers, 'values' | 'noise'> | undefined {
  const part = (of: Float64Array, k: number): Float64Array => of.subarray(k * area, (k + 1) * area);
  const named = new Map(
    planesOf(specs).map(({ map, plane }, k) => [
      `${map.name} ${String(plane)}`,
      { values: part(values, k), noise: part(noise, k) },
    ]),
  );
  return (map, plane) => named.get(`${map} ${String(plane)}`);
}

function copyNumber(from: Numbers, plane: number, to: Numbers, place: number): void {
  to.values[place] = from.values[plane] ?? NaN;
  to.noise[place] = from.noise[plane] ?? NaN;
  to.calibration[place] = from.calibration[plane] ?? NaN;
}

/** Maps that truth is told in, where the experiment has none of the same name with a single plane. */
const plain = (name: string, title: string, unit: string, enumeration?: MapSpec['enumeration']): MapSpec => ({
  name,
  title,
  unit,
  shown: { unit, factor: 1 },
  scale: 'linear',
  errors: false,
  ...(enumeration ? { enumeration } : {}),
});
const truthMaps = (truth: Truth): readonly (readonly [MapSpec, ArrayLike<number>])[] => [
  [plain('diffusion_coefficient', 'D', 'm2/s'), truth.diffusion],
  [plain('height', 'Height', 'm'), truth.height],
  [plain('half_wave_potential', 'Half-wave potential', 'V'), truth.halfWave],
  [plain('rate_constant', 'Rate constant', 'm/s'), truth.rateConstant],
  [plain('resistance', 'Resistance', 'ohm'), truth.resistance],
  [plain('capacitance', 'Capacitance', 'F'), truth.capacitance],
  [plain('region', 'What shapes the wave', '', REGION), truth.region],
  [plain('boundary', 'Across a boundary', '', { inside: 0, across: 1 }), truth.boundary],
  [plain('contact_radius', 'Wetted radius', 'm'), truth.contactRadius],
  [plain('equilibrium_potential', 'Potential of the untouched sample', 'V'), truth.equilibrium],
  [plain('capacity', 'Charge within reach', 'C'), truth.capacity],
  [plain('edge_share', 'Part of the contact that is step edge', ''), truth.edgeShare],
  [plain('swelling', 'Height that full insertion adds', 'm'), truth.swelling],
  [plain('detaches_at', 'State of charge at which it comes off', ''), truth.leaves],
  [plain('release', 'Given off there, over the mean of the sample', ''), truth.release],
  [plain('salt_concentration', 'Salt in the bath', 'mol/m3'), truth.saltConcentration],
];

/**
 * The simulated sample as it was under each pixel at the moment of contact; null for a real instrument. Visits off the grid
 * count as well: they leave droplets behind.
 */
function truthOf(source: RunSource, experiment: Experiment, specs: readonly MapSpec[]): MapData[] | null {
  const { simulation } = source.header.instrument;
  if (!simulation) return null;
  const { path, recipe } = source.header;
  const program = experiment.program(recipe);
  const visits = source.hops.flatMap((note) => {
    const traces = source.traces(note.id);
    const time = traces ? contactTime(traces, program) : null;
    return time === null
      ? []
      : [{ x: note.x, y: note.y, time, place: note.row < 0 ? null : note.row * path.columns + note.column }];
  });
  const truth = truthAt(simulation.sample, simulation.seed, visits);
  if (!truth) return null;
  const spread = (spec: MapSpec, values: ArrayLike<number>): MapData => {
    const data = new Float64Array(path.rows * path.columns).fill(NaN);
    visits.forEach(({ place }, k) => {
      if (place !== null) data[place] = values[k] ?? NaN;
    });
    return { spec, data, noise: null, calibration: null };
  };
  return truthMaps(truth)
    .map(([own, values]) => spread(specs.find(({ name, axis }) => name === own.name && !axis) ?? own, values))
    .filter(({ data }) => data.some(Number.isFinite));
}

/** s since boot at the end of the approach, or, by a program that has none, at the first record; null where there was none. */
function contactTime(traces: HopTraces, program: ReturnType<Experiment['program']>): number | null {
  const approach = approachOf(traces, program);
  if (approach) return approach.start + approach.count * approach.interval;
  const [first] = traces.steps.values();
  return first && program.steps.every(({ verb }) => verb !== 'APPROACH') ? first.start : null;
}

/** Every visit of a pixel, in order. What became of one is read when it is asked for. */
export function visitsOf(
  source: RunSource,
  pixel: { readonly row: number; readonly column: number },
): Pick<PixelMessage, 'hop' | 'program' | 'status'>[] {
  return source.hops
    .filter(({ row, column }) => row === pixel.row && column === pixel.column)
    .map(({ id, point }) => ({
      hop: id,
      program: programAt(source.header.path, point),
      get status() {
        return source.visit?.(id)?.status ?? statusOf(source.traces(id)?.flags ?? FLAG.aborted);
      },
    }));
}

/** The pixels of a bundle as maps of it have them, without computing anything again. */
export function pixelsOfMaps(source: BundleSource, maps: readonly MapData[]): Result<PixelMessage[], Fault> {
  const { header } = source;
  const experiment = experimentById(header.experiment);
  if (!experiment)
    return err(
      fault('bundle-invalid', `The file holds an experiment of an unknown kind, “${header.experiment}”.`),
    );
  const planes = planesOf(experiment.maps(header.recipe));
  const area = header.path.rows * header.path.columns;
  const numbers = (place: number, part: 'data' | 'noise' | 'calibration'): Float64Array =>
    Float64Array.from(planes, ({ map, plane }) => {
      const found = maps.find((m) => m.spec.name === map.name)?.[part];
      return found?.[plane * area + place] ?? NaN;
    });
  return ok(
    source.hops
      .filter((note) => note.row >= 0)
      .map((note): PixelMessage => {
        const place = note.row * header.path.columns + note.column;
        return {
          hop: note.id,
          row: note.row,
          column: note.column,
          program: programAt(header.path, note.point),
          status: source.status(note.id),
          values: numbers(place, 'data'),
          noise: numbers(place, 'noise'),
          calibration: numbers(place, 'calibration'),
        };
      }),
  );
}
