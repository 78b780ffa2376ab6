/** Ion currents over time told as concentrations by the calibration of the pipette, with their uncertainty. */
import { concentrationOf, type ConcentrationLine } from '../../kinetics/conductance/concentration-line';
import { NORMAL_95 } from '../../kinetics/numerics/statistics';
import { quantity, significant, withError } from '../../quantity';
import type { Figure, Recipe } from '../experiment';
import type { Plot, Series, Table } from '../shown';
import { partsOf } from '../recipe/handed-on';
import { numberOf } from '../recipe/recipe';
import { MOLAR } from '../results/map-specs';
import { timePanel } from '../track/time-panel';
import { calibrationSource } from './applied-calibration';

export interface CurrentTrace {
  readonly name: string;
  /** s, and A, of which NaN is left out. */
  readonly time: Float64Array;
  readonly current: Float64Array;
  /** 1σ of a reading, A. */
  readonly error: number;
  /** Before anything was done to the sample, A. */
  readonly resting: number;
}

export interface SaltReadings {
  readonly panel: Plot;
  readonly table: Table;
  readonly figures: readonly Figure[];
  readonly warnings: readonly string[];
}

interface Told {
  readonly name: string;
  readonly time: Float64Array;
  /** mol/m³, NaN where nothing is told; 1σ; whether it lies beyond the calibration. */
  readonly salt: Float64Array;
  readonly error: Float64Array;
  readonly beyond: readonly boolean[];
  readonly rest: { readonly value: number; readonly error: number; readonly extrapolated: boolean };
}

/** Beyond so many standard deviations the bath is not what it is said to be. */
const SURE = 3;

/** The first trace is the nearest to the sample, whose band is drawn. Null where no concentration follows from the currents. */
export function saltReadings(
  traces: readonly CurrentTrace[],
  line: ConcentrationLine,
  recipe: Recipe,
): SaltReadings | null {
  const told = traces.flatMap((trace) => toldBy(trace, line));
  const [nearest] = told;
  if (!nearest) return null;
  return {
    panel: timePanel('salt by the calibration', 'c', 'M', [
      bandOf(nearest),
      ...told.flatMap((one) => [
        lineOf(one, one.name, false),
        ...(one.beyond.includes(true) ? [lineOf(one, `${one.name}, extrapolated`, true)] : []),
      ]),
    ]),
    table: tableOf(told, recipe),
    figures: figuresOf(nearest),
    warnings: [...extrapolationOf(told, line), ...bathOf(nearest, recipe)],
  };
}

function toldBy({ name, time, current, error, resting }: CurrentTrace, line: ConcentrationLine): Told[] {
  const rest = concentrationOf(line, resting, 0);
  if (!rest || !Number.isFinite(rest.value)) return [];
  const found = Array.from(current, (i) => concentrationOf(line, i, error));
  return [
    {
      name,
      time,
      salt: Float64Array.from(found, (f) => f?.value ?? NaN),
      error: Float64Array.from(found, (f) => f?.error ?? NaN),
      beyond: found.map((f) => f?.extrapolated ?? false),
      rest,
    },
  ];
}

/** What lies within the calibration, or what lies beyond it. */
const lineOf = ({ time, salt, beyond }: Told, name: string, isBeyond: boolean): Series => ({
  kind: 'line',
  name,
  x: time,
  y: salt.map((c, k) => (beyond[k] === isBeyond ? c * MOLAR.factor : NaN)),
});

const bandOf = ({ name, time, salt, error }: Told): Series => ({
  kind: 'band',
  name: `${name}, 1σ`,
  x: time,
  lower: salt.map((c, k) => (c - (error[k] as number)) * MOLAR.factor),
  upper: salt.map((c, k) => (c + (error[k] as number)) * MOLAR.factor),
});

/** Places of the least and the greatest concentration; −1 of a trace without any. */
function extremesOf({ salt }: Told): readonly [least: number, greatest: number] {
  const known = Array.from(salt, (_, k) => k).filter((k) => Number.isFinite(salt[k]));
  const pick = (better: (a: number, b: number) => boolean): number =>
    known.reduce((a, b) => (a < 0 || better(salt[b] as number, salt[a] as number) ? b : a), -1);
  return [pick((a, b) => a < b), pick((a, b) => a > b)];
}

function tableOf(told: readonly Told[], recipe: Recipe): Table {
  const parts = partsOf(calibrationSource(recipe));
  const molar = (value: number, error: number, isBeyond: boolean): string =>
    `${withError(value * MOLAR.factor, error * MOLAR.factor)}${isBeyond ? ' extrapolated' : ''}`;
  return {
    title: parts
      ? `Salt by the calibration of ${parts.at}, run ${parts.run}, 1σ in brackets`
      : 'Salt by the calibration of the recipe, 1σ in brackets',
    columns: ['distance', 'at rest, M', 'least, M', 'greatest, M'],
    rows: told.map((one) => [
      one.name,
      molar(one.rest.value, one.rest.error, one.rest.extrapolated),
      ...extremesOf(one).map((k) => molar(one.salt[k] ?? NaN, one.error[k] ?? NaN, one.beyond[k] ?? false)),
    ]),
  };
}

const figureOf = (key: string, label: string, value: number, error: number): Figure => ({
  key,
  label,
  value,
  interval: [value - NORMAL_95 * error, value + NORMAL_95 * error],
  unit: 'mol/m3',
  shown: MOLAR,
});

function figuresOf(nearest: Told): Figure[] {
  const { name, rest, salt, error, beyond } = nearest;
  const marked = (isBeyond: boolean): string => (isBeyond ? ', extrapolated' : '');
  const most = extremesOf(nearest).reduce((a, b) =>
    Math.abs((salt[b] ?? NaN) - rest.value) > Math.abs((salt[a] ?? NaN) - rest.value) ? b : a,
  );
  return [
    figureOf('salt_at_rest', `Salt at rest, ${name}${marked(rest.extrapolated)}`, rest.value, rest.error),
    figureOf(
      'salt_furthest',
      `Salt when it is furthest from that${marked(beyond[most] ?? false)}`,
      salt[most] ?? NaN,
      error[most] ?? NaN,
    ),
  ];
}

function extrapolationOf(told: readonly Told[], { least, greatest }: ConcentrationLine): string[] {
  const readings = told.flatMap(({ salt, beyond }) =>
    Array.from(salt, (c, k) => ({ known: Number.isFinite(c), beyond: beyond[k] ?? false })),
  );
  const known = readings.filter((reading) => reading.known);
  const part = known.filter((reading) => reading.beyond).length / known.length;
  if (!(part > 0)) return [];
  const [low, high] = [least, greatest].map((c) => significant(c * MOLAR.factor));
  return [
    `${quantity(significant(100 * part, 2), '%')} of the concentrations lie beyond the calibration from ${low ?? ''} to ${quantity(high ?? '', 'M')}: they are extrapolated, and marked.`,
  ];
}

/** A calibration of this pipette finds the salt that the bath is said to have. */
function bathOf({ rest }: Told, recipe: Recipe): string[] {
  const bath = numberOf(recipe, 'bathConcentration');
  if (!(Math.abs(rest.value - bath) > SURE * rest.error)) return [];
  const [found, said] = [
    withError(rest.value * MOLAR.factor, rest.error * MOLAR.factor),
    significant(bath * MOLAR.factor),
  ];
  return [
    `At rest the calibration tells ${quantity(found, 'M')} in a bath of ${quantity(said, 'M')}: it is of another pipette, or of another bath.`,
  ];
}
