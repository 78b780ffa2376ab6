/** What heights of one point say while the film below is charged: its swelling over time, in stages, and whether to believe it. */
import { restingDrift } from '../../kinetics/charge/resting-drift';
import { findStages, type Stage } from '../../kinetics/charge/stages';
import { NORMAL_95 } from '../../kinetics/numerics/statistics';
import { quantity, significant } from '../../quantity';
import type { Figure, Findings, MeasuredMaps, Recipe } from '../experiment';
import type { Table } from '../shown';
import { numberOf } from '../recipe/recipe';
import { NO_FINDINGS } from '../results/findings';
import { MICROMETRE, NANOMETRE, PERCENT } from '../results/map-specs';
import { historyOf, rowAt } from '../track/sample-history';
import { clearDrift } from './clear-drift';
import { swellingTimeline } from './swelling-timeline';

const FEWEST = 20;
/** Told where there is no drift to take off. */
export const NOT_RESTED =
  'The film did not rest without charge before and after, so that its drift is not taken off the heights.';

export function heightFindings({ plane, track }: MeasuredMaps, recipe: Recipe): Findings {
  const [heights, times, currents] = [plane('height'), plane('time'), plane('clear_current')];
  const order = Array.from(heights, (_, k) => k)
    .filter((k) => Number.isFinite(heights[k]) && Number.isFinite(times[k]))
    .sort((a, b) => (times[a] ?? NaN) - (times[b] ?? NaN));
  if (order.length < FEWEST) return NO_FINDINGS;
  const pick = (from: ArrayLike<number>): Float64Array => Float64Array.from(order, (k) => from[k] ?? NaN);
  const [time, height, current] = [pick(times), pick(heights), pick(currents)];
  const history = historyOf(track);
  const inserted = rowAt(history, 'inserted', time);
  const most = history.inserted.reduce((a, b) => Math.max(a, b), 0);
  const resting = restingDrift(time, height, inserted);
  const start = height[0] ?? NaN;
  const swelling = height.map((h, k) => h - start - (resting?.drift[k] ?? 0));
  const stages = findStages(time, swelling);
  const thickness = numberOf(recipe, 'filmThickness');
  const rising = stages.filter(({ size }) => size > 0);
  const clear = clearDrift(current, recipe);
  const begin = Math.min(time[0] ?? NaN, history.time[0] ?? Infinity);
  return {
    ...NO_FINDINGS,
    headline:
      rising.length > 0
        ? `Swells by ${rising.map(({ size }) => quantity(significant((100 * size) / thickness), '%')).join(' and ')} of ${quantity(significant(thickness * 1e6), 'µm')}`
        : 'No stage of the height stands out',
    figures: [
      ...rising.flatMap((stage, k) => stageFigures(stage, k + 1, thickness)),
      ...clear.figures,
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
    warnings: [...clear.warnings, ...(resting ? [] : [NOT_RESTED])],
  };
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
