/** What ion currents at several distances say of the bath above a sample that is driven: ohmic, diffusive, and the salt. */
import { concentrationExponent } from '../../kinetics/conductance/concentration';
import { splitResponse, type TipSetting, type TipTrace } from '../../kinetics/conductance/response-split';
import { fitSalt, type Bounded, type SaltFit } from '../../kinetics/conductance/salt-fit';
import { NORMAL_95 } from '../../kinetics/numerics/statistics';
import { quantity, significant, withError } from '../../quantity';
import { calibrationOf } from '../calibration/applied-calibration';
import { saltReadings, type CurrentTrace } from '../calibration/salt-readings';
import type { Figure, Findings, MeasuredMaps, Recipe } from '../experiment';
import type { Plot, Series, Table } from '../shown';
import { tipOf } from '../hopping/ion-pipette';
import { listOf, numberOf, textOf } from '../recipe/recipe';
import { NO_FINDINGS } from '../results/findings';
import { NANOAMPERE, ONE } from '../results/map-specs';
import { historyOf, rowAt, type SampleHistory } from '../track/sample-history';
import { timePanel } from '../track/time-panel';
import { listeningTimeline } from './listening-timeline';

/** A/m² in 1 mA/cm². */
const DENSITY = 10;
/** From here on, m, distances are called in mm. */
const MILLIMETRE = 0.95e-3;
/** Readings within which salt comes to a tip that is too near to tell its diffusivity. */
const READINGS = 5;
/** Between two readings the sample's current switches where it changes by this part of the greatest. */
const SWITCH = 0.2;

interface Heard {
  readonly distance: number;
  readonly name: string;
  readonly time: Float64Array;
  readonly current: Float64Array;
  readonly fit: SaltFit | null;
  /** Where the readings at the distance begin in the trace that was fitted. */
  readonly from: number;
}

export function distanceFindings(maps: MeasuredMaps, recipe: Recipe): Findings {
  const history = historyOf(maps.track);
  const heard = heardAt(maps, recipe, history).sort((a, b) => a.distance - b.distance);
  const [nearest] = heard;
  if (!nearest || history.time.length === 0) return NO_FINDINGS;
  const begin = history.time[0] ?? 0;
  const since = (time: Float64Array): Float64Array => time.map((t) => t - begin);
  const parts = (of: 'ohmicPart' | 'diffusivePart'): Series[] =>
    heard.flatMap(({ name, time, fit, from }) =>
      fit ? [{ kind: 'line', name, x: since(time), y: fit.split[of].slice(from).map((i) => i * 1e9) }] : [],
    );
  const bath = numberOf(recipe, 'bathConcentration');
  const salt: Series[] = heard.flatMap(({ name, time, fit, from }) =>
    fit
      ? [{ kind: 'line', name, x: since(time), y: fit.split.salt.slice(from).map((c) => (bath + c) / 1e3) }]
      : [],
  );
  const more: Plot[] = [
    timePanel('ohmic part', 'i', 'nA', parts('ohmicPart')),
    timePanel('diffusive part', 'i', 'nA', parts('diffusivePart')),
    timePanel('salt at the tip', 'c', 'M', salt),
  ];
  const line = calibrationOf(recipe);
  const readings =
    line &&
    saltReadings(
      heard.map((one) => freeOfOhmic(one, since)),
      line,
      recipe,
    );
  const step = nearest.fit ? stepOf(nearest.fit) : null;
  return {
    ...NO_FINDINGS,
    headline: step
      ? `${quantity(significant(step.value * DENSITY * 1e9), 'nA')} at once for 1 mA/cm² at ${nearest.name}`
      : `Listened at ${String(heard.length)} distances`,
    figures: [...switchingFigures(heard, recipe), ...saltFigures(heard), ...(readings?.figures ?? [])],
    tables: [partsTable(heard), ...(readings ? [readings.table] : [])],
    timelines: [
      listeningTimeline(
        heard.map(({ name, time, current }) => ({ name, time: since(time), current })),
        { ...history, time: since(history.time) },
        readings ? [...more, readings.panel] : more,
      ),
    ],
    warnings: [
      ...untold(heard, recipe),
      ...(readings?.warnings ?? []),
      ...(readings ? stillOhmic(heard) : []),
    ],
  };
}

/** The current that the salt alone would leave: without what the sample's current adds at once, where that is known. */
function freeOfOhmic(
  { name, time, current, fit, from }: Heard,
  since: (time: Float64Array) => Float64Array,
): CurrentTrace {
  const ohmic = fit?.split.ohmicPart.slice(from);
  const resting = fit?.split.clear.value ?? current.find(Number.isFinite) ?? NaN;
  return {
    name,
    time: since(time),
    current: current.map((i, k) => i - (ohmic?.[k] ?? 0)),
    error: fit ? fit.split.scatter * Math.abs(resting) : 0,
    resting,
  };
}

function stillOhmic(heard: readonly Heard[]): string[] {
  const names = heard.filter(({ fit }) => fit === null).map(({ name }) => name);
  return names.length > 0
    ? [`At ${names.join(', ')} the concentration holds what the current of the sample changes at once, too.`]
    : [];
}

/** Where the salt's diffusivity is not identifiable. */
function untold(heard: readonly Heard[], recipe: Recipe): string[] {
  const names = heard.filter(({ fit }) => fit?.diffusivity === null).map(({ name }) => name);
  if (names.length === 0) return [];
  const taken = quantity(significant(numberOf(recipe, 'saltDiffusivity') * 1e10), '× 10⁻⁶ cm²/s');
  return [
    `The diffusivity of the salt is not identifiable at ${names.join(', ')}: the parts of the response there are those for ${taken}.`,
  ];
}

/** A per A/m² of insertion, at once. */
const stepOf = ({ split: { clear, ohmic } }: SaltFit): { value: number; error: number } => ({
  value: clear.value * ohmic.value,
  error: Math.abs(clear.value) * ohmic.error,
});

const nameOf = (distance: number): string =>
  distance < MILLIMETRE
    ? quantity(significant(distance * 1e6, 2), 'µm')
    : quantity(significant(distance * 1e3, 2), 'mm');

function heardAt({ plane }: MeasuredMaps, recipe: Recipe, history: SampleHistory): Heard[] {
  const [distances, begins] = [plane('distance'), plane('begin')];
  const area = numberOf(recipe, 'sampleArea');
  const interval = numberOf(recipe, 'tipInterval');
  const setting = (distance: number): TipSetting => ({
    distance,
    reach: numberOf(recipe, 'bathReach'),
    concentration: numberOf(recipe, 'bathConcentration'),
    exponent: concentrationExponent(tipOf(recipe).halfConeAngle),
  });
  return listOf(recipe, 'distances').flatMap((_, k): Heard[] => {
    const [distance, begin] = [distances[k] ?? NaN, begins[k] ?? NaN];
    if (!Number.isFinite(distance) || !Number.isFinite(begin)) return [];
    const readings: number[] = [];
    for (let p = 0; plane('tip_current', p).length > 0; p++) readings.push(plane('tip_current', p)[k] ?? NaN);
    const time = Float64Array.from(readings, (__, n) => begin + n * interval);
    const current = Float64Array.from(readings);
    const before = history.time.filter((t) => t < begin);
    const trace: TipTrace = {
      time: Float64Array.of(...before, ...time),
      current: Float64Array.of(...before.map(() => NaN), ...withoutSwitching(time, current, history)),
      density: rowAt(history, 'current', Float64Array.of(...before, ...time)).map((i) => -i / area),
    };
    const name = nameOf(distance);
    const fit = fitAt(trace, setting(distance), recipe);
    return [{ distance, name, time, current, fit, from: before.length }];
  });
}

/**
 * The fit; the split for the diffusivity of the recipe where the tip does not tell one: also where salt comes to it within few
 * readings, whose means the response then has the shape of, and where it would not have come to it by then.
 */
function fitAt(trace: TipTrace, setting: TipSetting, recipe: Recipe): SaltFit | null {
  const fit = fitSalt(trace, setting);
  const least = READINGS * numberOf(recipe, 'tipInterval');
  const longest = (trace.time.at(-1) ?? NaN) - (trace.time[0] ?? NaN);
  const way = fit?.diffusivity ? setting.distance ** 2 / fit.diffusivity.value : NaN;
  if (way > least && way < longest) return fit;
  const split = splitResponse(trace, setting, numberOf(recipe, 'saltDiffusivity'));
  return split && { diffusivity: null, transference: null, split };
}

/** Readings without those that a switch of the sample's current falls into: means of two currents. */
function withoutSwitching(time: Float64Array, current: Float64Array, history: SampleHistory): Float64Array {
  const reach = (time[1] ?? NaN) - (time[0] ?? NaN);
  const [before, after] = [-reach, reach].map((by) =>
    rowAt(
      history,
      'current',
      time.map((t) => t + by),
    ),
  ) as [Float64Array, Float64Array];
  const most = history.current.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  return current.map((i, k) =>
    Math.abs((after[k] as number) - (before[k] as number)) > SWITCH * most ? NaN : i,
  );
}

/** What switching the current of the recipe changes at once, near and far. */
function switchingFigures(heard: readonly Heard[], recipe: Recipe): Figure[] {
  const fitted = heard.flatMap(({ fit, name }) => (fit ? [{ ...stepOf(fit), name }] : []));
  const [near, far] = [fitted[0], fitted.at(-1)];
  if (!near || !far) return [];
  const isDriven = textOf(recipe, 'drive') !== 'cycle';
  const density = isDriven ? numberOf(recipe, 'sampleDensity') : DENSITY;
  const words = quantity(significant(density / DENSITY), 'mA/cm²');
  const figure = (key: string, { value, error, name }: typeof near): Figure => ({
    key,
    label: `At once for ${words}, ${name} away`,
    value: value * density,
    interval: [(value - NORMAL_95 * error) * density, (value + NORMAL_95 * error) * density],
    unit: 'A',
    shown: NANOAMPERE,
  });
  return [figure('switching_step', near), ...(far === near ? [] : [figure('switching_step_far', far)])];
}

/** Of the distance that tells the diffusivity best. */
function saltFigures(heard: readonly Heard[]): Figure[] {
  const width = ({ low, high }: Bounded): number => Math.log(high / low);
  const known = heard.flatMap(({ fit, name }) =>
    fit?.diffusivity ? [{ name, diffusivity: fit.diffusivity, transference: fit.transference }] : [],
  );
  const [best] = known.sort((a, b) => width(a.diffusivity) - width(b.diffusivity));
  if (!best) return [];
  const bounded = (
    key: string,
    label: string,
    { value, low, high }: Bounded,
    unit: string,
    shown: Figure['shown'],
  ): Figure => ({
    key,
    label: `${label}, from ${best.name}`,
    value,
    interval: [low, high],
    unit,
    shown,
  });
  return [
    bounded('salt_diffusivity', 'Diffusivity of the salt', best.diffusivity, 'm^2/s', {
      unit: 'cm²/s',
      factor: 1e4,
    }),
    ...(best.transference
      ? [bounded('transference', 'Transference number', best.transference, '', ONE)]
      : []),
  ];
}

function partsTable(heard: readonly Heard[]): Table {
  const bounds = (b: Bounded | null, factor: number): string => (b ? significant(b.value * factor, 3) : '–');
  return {
    title: 'Parts of the response, 1σ in brackets',
    columns: ['distance', 'clear, nA', 'ohmic, nA cm²/mA', '1 − t₊', 'D, 10⁻⁶ cm²/s'],
    rows: heard.flatMap(({ name, fit }) => {
      if (!fit) return [];
      const [{ clear, moved }, ohmic] = [fit.split, stepOf(fit)];
      return [
        [
          name,
          significant(clear.value * 1e9, 4),
          withError(ohmic.value * DENSITY * 1e9, ohmic.error * DENSITY * 1e9),
          withError(moved.value, moved.error),
          bounds(fit.diffusivity, 1e10),
        ],
      ];
    }),
  };
}
