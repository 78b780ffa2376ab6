/** What sweeps of the distance say of the bath above a sample that is cycled: the current over distance and time. */
import { bisectCenter } from 'd3-array';
import { fixed, quantity, significant } from '../../quantity';
import { calibrationOf } from '../calibration/applied-calibration';
import { saltReadings } from '../calibration/salt-readings';
import type { Figure, Findings, MeasuredMaps, Recipe } from '../experiment';
import type { ImagePlot, Plot, Table } from '../shown';
import { distanceOf } from '../hopping/ion-pipette';
import { listOf, numberOf } from '../recipe/recipe';
import { medianOf, NO_FINDINGS, sortedNumbers } from '../results/findings';
import { NANOAMPERE, SECOND, VOLT } from '../results/map-specs';
import { historyOf } from '../track/sample-history';
import { momentsOf, restingSweeps, type Moment } from './moments';
import { listeningTimeline } from './listening-timeline';
import { levelsOf } from './sweep';

const FEWEST = 2;
const MILLI = 1e3;
const NANO = 1e9;

export function profileFindings({ plane, track }: MeasuredMaps, recipe: Recipe): Findings {
  const [times, lowest, potentials] = [plane('time'), plane('lowest'), plane('sample_potential')];
  const which = Array.from(times, (_, k) => k).filter((k) => Number.isFinite(times[k]));
  if (which.length < FEWEST) return NO_FINDINGS;
  const pick = (from: ArrayLike<number>): Float64Array => Float64Array.from(which, (k) => from[k] ?? NaN);
  const levels = levelsOf(recipe);
  const currents = levels.map((_, level) => pick(plane('profile_current', level)));
  const [time, potential, sample] = [pick(times), pick(potentials), pick(plane('sample_current'))];
  const begin = Math.min(time[0] ?? NaN, track.time[0] ?? Infinity);
  const since = (times: ArrayLike<number>): Float64Array => Float64Array.from(times, (t) => t - begin);
  const contact = medianOf(sortedNumbers(plane('height'))).value;
  const surface = contact - distanceOf(recipe, numberOf(recipe, 'setpoint'));
  const measured = medianOf(sortedNumbers(lowest)).value - surface;
  const known = Number.isFinite(measured);
  const near = known ? measured : numberOf(recipe, 'nearDistance');
  const distances = levels.map((above) => near + above);
  const resting = restingSweeps(potential, numberOf(recipe, 'sampleStart'));
  const sweeps = { time, potential, sample, near: currents[0] ?? new Float64Array(), resting };
  const moments = momentsOf(sweeps);
  const traced = [
    ...new Set(listOf(recipe, 'tracedDistances').map((distance) => bisectCenter(distances, distance))),
  ].map((level) => ({
    name: distanceText(distances[level]),
    time: since(time),
    current: currents[level] ?? new Float64Array(),
    ...restOf(currents[level] ?? new Float64Array(), resting),
  }));
  const line = calibrationOf(recipe);
  const readings = line && saltReadings(traced, line, recipe);
  const image = { time, begin, distances };
  const clear = currents.map((current) => restOf(current, resting).resting);
  return {
    ...NO_FINDINGS,
    headline: headlineOf(currents, clear, distances),
    figures: [...figuresOf(moments, { currents, clear, near, time }), ...(readings?.figures ?? [])],
    plots: [curvesPlot(moments, currents, distances)],
    tables: [momentsTable(moments, { time, begin, sample, currents }), ...(readings ? [readings.table] : [])],
    timelines: [
      listeningTimeline(
        traced,
        { ...historyOf(track), time: since(track.time) },
        readings ? [readings.panel] : [],
      ),
    ],
    images: [
      profileImage(
        'Ion current over time and distance',
        'i',
        image,
        (sweep, level) => currents[level]?.[sweep] ?? NaN,
      ),
      profileImage(
        'Change of the ion current from the rest before',
        'Δi',
        image,
        (sweep, level) => (currents[level]?.[sweep] ?? NaN) - (clear[level] ?? NaN),
      ),
    ],
    warnings: [
      ...(known ? [] : ['The surface was not felt before the sweeps: distances are those of the recipe.']),
      ...(resting.length > 0
        ? []
        : ['No sweep was made while the sample rested at the start potential: changes cannot be told.']),
      ...(readings ? [...readings.warnings, OHMIC] : []),
    ],
  };
}

const distanceText = (distance = NaN): string => quantity(significant(distance * MILLI, 3), 'mm');

/** A concentration by the calibration cannot tell the two apart. */
const OHMIC =
  'The concentrations hold what the current of the sample changes at once, too: the potential of the bath, not its salt. “Current at a distance” parts them.';

/** Mean over the sweeps at rest, A, and the scatter of one. */
function restOf(
  current: Float64Array,
  resting: readonly number[],
): { readonly resting: number; readonly error: number } {
  const mean = resting.reduce((sum, k) => sum + (current[k] ?? NaN), 0) / resting.length;
  const squares = resting.reduce((sum, k) => sum + ((current[k] ?? NaN) - mean) ** 2, 0);
  return { resting: mean, error: resting.length > 1 ? Math.sqrt(squares / (resting.length - 1)) : 0 };
}

function extremeOf(current: Float64Array, clear: number): number {
  return current.reduce((most, i) => (Math.abs(i - clear) > Math.abs(most) ? i - clear : most), 0);
}

function headlineOf(
  currents: readonly Float64Array[],
  clear: readonly number[],
  distances: readonly number[],
): string {
  const at = (level: number): string => {
    const most = extremeOf(currents.at(level) ?? new Float64Array(), clear.at(level) ?? NaN);
    return `${most > 0 ? '+' : ''}${quantity(significant(most * NANO, 2), 'nA')} at ${distanceText(distances.at(level))}`;
  };
  return Number.isFinite(clear[0]) ? `The ion current changes by up to ${at(0)} and ${at(-1)}` : '';
}

interface Swept {
  readonly currents: readonly Float64Array[];
  readonly clear: readonly number[];
  readonly near: number;
  readonly time: Float64Array;
}

function figuresOf(moments: readonly Moment[], { currents, clear, near, time }: Swept): Figure[] {
  const onset = moments.find(({ key }) => key === 'onset');
  const change = (key: string, label: string, level: number): Figure => ({
    key,
    label,
    value: extremeOf(currents.at(level) ?? new Float64Array(), clear.at(level) ?? NaN),
    unit: 'A',
    shown: NANOAMPERE,
  });
  return [
    ...(onset
      ? [
          {
            key: 'onset_potential',
            label: 'The current begins to change at',
            value: onset.potential,
            unit: 'V',
            shown: VOLT,
          },
        ]
      : []),
    change('near_change', 'Greatest change, nearest', 0),
    change('far_change', 'Greatest change, furthest', -1),
    {
      key: 'near_distance',
      label: 'Nearest distance',
      value: near,
      unit: 'm',
      shown: { unit: 'mm', factor: MILLI },
    },
    {
      key: 'sweep_time',
      label: 'From sweep to sweep, mean',
      value: ((time.at(-1) ?? NaN) - (time[0] ?? NaN)) / (time.length - 1),
      unit: 's',
      shown: SECOND,
    },
  ];
}

function curvesPlot(
  moments: readonly Moment[],
  currents: readonly Float64Array[],
  distances: readonly number[],
): Plot {
  const x = Float64Array.from(distances, (d) => d * MILLI);
  return {
    title: 'Current against distance at picked times',
    x: { label: 'distance', unit: 'mm' },
    y: { label: 'i', unit: 'nA' },
    series: moments.map(({ name, sweep }) => ({
      kind: 'line',
      name,
      x,
      y: Float64Array.from(currents, (current) => (current[sweep] ?? NaN) * NANO),
    })),
  };
}

interface Driven {
  readonly time: Float64Array;
  readonly begin: number;
  readonly sample: Float64Array;
  readonly currents: readonly Float64Array[];
}

const momentsTable = (moments: readonly Moment[], { time, begin, sample, currents }: Driven): Table => ({
  title: 'Picked times',
  columns: ['', 't, s', 'sample, mA', 'nearest, nA', 'furthest, nA'],
  rows: moments.map(({ name, sweep }) => [
    name,
    significant((time[sweep] ?? NaN) - begin, 4),
    fixed((sample[sweep] ?? NaN) * 1e3, 3),
    significant((currents[0]?.[sweep] ?? NaN) * NANO, 4),
    significant((currents.at(-1)?.[sweep] ?? NaN) * NANO, 4),
  ]),
});

interface Axes {
  readonly time: Float64Array;
  readonly begin: number;
  readonly distances: readonly number[];
}

/** Evenly in time: of each moment the sweep nearest to it. */
function profileImage(
  title: string,
  label: string,
  { time, begin, distances }: Axes,
  at: (sweep: number, level: number) => number,
): ImagePlot {
  const [from, to] = [time[0] ?? NaN, time.at(-1) ?? NaN];
  const [rows, columns] = [distances.length, time.length];
  const nearest = Array.from({ length: columns }, (_, k) =>
    bisectCenter(time, from + ((to - from) * k) / (columns - 1)),
  );
  return {
    title,
    x: { label: 't', unit: 's', first: from - begin, last: to - begin },
    y: {
      label: 'distance',
      unit: 'mm',
      first: (distances[0] ?? NaN) * MILLI,
      last: (distances.at(-1) ?? NaN) * MILLI,
    },
    z: { label, unit: 'nA' },
    rows,
    columns,
    values: Float64Array.from(
      { length: rows * columns },
      (_, k) => at(nearest[k % columns] ?? NaN, Math.floor(k / columns)) * NANO,
    ),
  };
}
