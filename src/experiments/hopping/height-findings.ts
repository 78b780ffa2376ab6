/** What heights of one point say while the film below is charged: its swelling over time, in stages, and whether to believe it. */
import { restingDrift } from '../../kinetics/charge/resting-drift';
import { findStages, type Stage } from '../../kinetics/charge/stages';
import { NORMAL_95 } from '../../kinetics/numerics/statistics';
import { quantity, significant } from '../../quantity';
import type { Figure, Findings, MeasuredMaps, Recipe, Table } from '../experiment';
import { numberOf } from '../recipe/recipe';
import { NO_FINDINGS } from '../results/findings';
import { MICROMETRE, NANOMETRE, PERCENT } from '../results/map-specs';
import { historyOf, rowAt } from '../track/sample-history';
import { swellingTimeline } from './swelling-timeline';

/** Hops within which the ion current is to stay, and the part of the setpoint that is still far below it. */
const HOPS = 10;
const FAR_BELOW = 0.5;
const FEWEST = 20;

export function heightFindings({ plane, track }: MeasuredMaps, recipe: Recipe): Findings {
  const [heights, times, clear] = [plane('height'), plane('time'), plane('clear_current')];
  const order = Array.from(heights, (_, k) => k)
    .filter((k) => Number.isFinite(heights[k]) && Number.isFinite(times[k]))
    .sort((a, b) => (times[a] ?? NaN) - (times[b] ?? NaN));
  if (order.length < FEWEST) return NO_FINDINGS;
  const pick = (from: ArrayLike<number>): Float64Array => Float64Array.from(order, (k) => from[k] ?? NaN);
  const [time, height, current] = [pick(times), pick(heights), pick(clear)];
  const history = historyOf(track);
  const inserted = rowAt(history, 'inserted', time);
  const most = history.inserted.reduce((a, b) => Math.max(a, b), 0);
  const resting = restingDrift(time, height, inserted);
  const start = height[0] ?? NaN;
  const swelling = height.map((h, k) => h - start - (resting?.drift[k] ?? 0));
  const stages = findStages(time, swelling);
  const thickness = numberOf(recipe, 'filmThickness');
  const rising = stages.filter(({ size }) => size > 0);
  const change = greatestChange(current);
  const allowed = 1 - numberOf(recipe, 'setpoint');
  const begin = Math.min(time[0] ?? NaN, history.time[0] ?? Infinity);
  return {
    ...NO_FINDINGS,
    headline:
      rising.length > 0
        ? `Swells by ${rising.map(({ size }) => quantity(significant((100 * size) / thickness), '%')).join(' and ')} of ${quantity(significant(thickness * 1e6), 'µm')}`
        : 'No stage of the height stands out',
    figures: [
      ...rising.flatMap((stage, k) => stageFigures(stage, k + 1, thickness)),
      {
        key: 'ten_hops',
        label: `Ion current, greatest change within ${String(HOPS)} hops`,
        value: change,
        unit: '',
        shown: PERCENT,
      },
      {
        key: 'setpoint_fall',
        label: 'the fall that feels the surface',
        value: allowed,
        unit: '',
        shown: PERCENT,
      },
      {
        key: 'inserted_charge',
        label: 'Charge taken up at most',
        value: most,
        unit: 'C',
        shown: { unit: 'mC', factor: 1e3 },
      },
      ...(resting
        ? [
            {
              key: 'left_behind',
              label: 'Height after less before',
              value: resting.left,
              unit: 'm',
              shown: NANOMETRE,
            },
          ]
        : []),
    ],
    tables:
      stages.length > 0
        ? [stageTable(stages, { time, begin, thickness }, rowAt(history, 'potential', time))]
        : [],
    timelines: [swellingTimeline({ time, swelling, current, inserted, most, thickness, begin }, history)],
    warnings: [
      ...(change > FAR_BELOW * allowed
        ? [
            `Within ${String(HOPS)} hops the ion current changes by up to ${quantity(significant(100 * change, 2), '%')}, not far below the ${quantity(significant(100 * allowed, 2), '%')} by which it falls at the surface: heights may follow the current. Hop more often, or lower the setpoint.`,
          ]
        : []),
      ...(resting
        ? []
        : [
            'The film did not rest without charge before and after, so that its drift is not taken off the heights.',
          ]),
    ],
  };
}

/** Greatest relative change of the clear current between a hop and the tenth after it. */
function greatestChange(current: Float64Array): number {
  let most = 0;
  for (let k = HOPS; k < current.length; k++) {
    const change = Math.abs((current[k] as number) / (current[k - HOPS] as number) - 1);
    if (change > most) most = change;
  }
  return most;
}

export function stageFigures({ size, error }: Stage, number: number, thickness: number): Figure[] {
  const interval = [size - NORMAL_95 * error, size + NORMAL_95 * error] as const;
  const name = `Stage ${String(number)}`;
  return [
    {
      key: `swelling_${String(number)}`,
      label: `${name}, of the film`,
      value: size / thickness,
      interval: [interval[0] / thickness, interval[1] / thickness],
      unit: '',
      shown: PERCENT,
    },
    {
      key: `step_${String(number)}`,
      label: `${name}, height`,
      value: size,
      interval,
      unit: 'm',
      shown: MICROMETRE,
    },
  ];
}

interface Scale {
  readonly time: Float64Array;
  readonly begin: number;
  readonly thickness: number;
}

export function stageTable(
  stages: readonly Stage[],
  { time, begin, thickness }: Scale,
  potential: Float64Array,
): Table {
  const at = (place: number): string => significant(((time[place] ?? NaN) - begin) / 60, 3);
  return {
    title: 'Stages of the height',
    columns: ['from, min', 'to, min', 'fastest at, V', 'change, µm', 'of the film, %'],
    rows: stages.map(({ from, to, fastest, size }) => [
      at(from),
      at(to),
      significant(potential[fastest] ?? NaN, 2),
      significant(size * 1e6, 3),
      significant((100 * size) / thickness, 3),
    ]),
  };
}
