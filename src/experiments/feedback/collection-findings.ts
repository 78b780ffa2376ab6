/** What collecting at one place or several says as a whole: onsets with their intervals, and efficiency, place by place. */
import type { Estimate } from '../../kinetics/numerics/estimate';
import { NORMAL_95 } from '../../kinetics/numerics/statistics';
import type { Onset } from '../../kinetics/feedback/onset';
import { quantity, significant, withError } from '../../quantity';
import type { Figure, Findings, MapSpec, MeasuredMaps, Recipe } from '../experiment';
import { placesOf } from '../path/points';
import { listOf } from '../recipe/recipe';
import { medianOf, NO_FINDINGS, sortedNumbers } from '../results/findings';
import { PICOAMPERE, VOLT } from '../results/map-specs';
import { collectedPlot, efficiencyPlot, samplePlot, type CollectedCurve } from './collection-plots';
import { potentialsOf } from './collected';

export const PARTS_PER_MILLION = { unit: 'ppm', factor: 1e6 } as const;

export const picoamperes = (current: number): string => quantity(significant(current * 1e12), 'pA');

/** An onset with its interval, V, as far as it is bounded. */
export function onsetText({ value, low, high }: Onset): string {
  const shown = (potential: number): string => potential.toFixed(3);
  if (Number.isFinite(value) && Number.isFinite(low) && Number.isFinite(high))
    return `${shown(value)} (${shown(low)} … ${shown(high)})`;
  if (Number.isFinite(high)) return `< ${shown(high)}`;
  return Number.isFinite(low) ? `> ${shown(low)}` : 'any';
}

interface Place {
  readonly point: number;
  readonly tip: readonly Estimate[];
  readonly efficiency: readonly Estimate[];
  readonly sample: readonly Estimate[];
  readonly onsets: readonly Onset[];
}

const or = (value: number | undefined, open: number): number =>
  value === undefined || Number.isNaN(value) ? open : value;

/** Places at which anything was collected, or was seen not to be; ends of intervals that the maps have no number for are open. */
function placesIn({ plane, error }: MeasuredMaps, recipe: Recipe): Place[] {
  const row = (map: string, point: number): Estimate[] =>
    potentialsOf(recipe).map((_, k) => ({
      value: plane(map, k)[point] ?? NaN,
      error: error(map, k)[point] ?? NaN,
    }));
  const onsets = (point: number): Onset[] =>
    listOf(recipe, 'onsetLevels').map((_, k) => ({
      value: plane('onset_potential', k)[point] ?? NaN,
      low: or(plane('onset_low', k)[point], -Infinity),
      high: or(plane('onset_high', k)[point], Infinity),
    }));
  return placesOf(recipe).flatMap((_, point) => {
    const tip = row('collected_current', point);
    if (!tip.some(({ value }) => Number.isFinite(value))) return [];
    const [efficiency, sample] = [row('collection_efficiency', point), row('sample_current', point)];
    return [{ point, tip, efficiency, sample, onsets: onsets(point) }];
  });
}

/** The greatest of estimates, and its place; −1 where there is none. */
export function greatestOf(values: readonly Estimate[]): { readonly at: number; readonly most: Estimate } {
  const at = values.reduce(
    (best, { value }, k) => (value > (values[best]?.value ?? -Infinity) ? k : best),
    -1,
  );
  return { at, most: values[at] ?? { value: NaN, error: NaN } };
}

export function collectionFindings(maps: MeasuredMaps, recipe: Recipe): Findings {
  const places = placesIn(maps, recipe);
  if (places.length === 0) return NO_FINDINGS;
  const potentials = potentialsOf(recipe);
  const levels = listOf(recipe, 'onsetLevels');
  const curves = (of: 'tip' | 'efficiency' | 'sample'): CollectedCurve[] =>
    places.map((place) => ({ name: `point ${String(place.point + 1)}`, potentials, values: place[of] }));
  const figures = [...levels.flatMap((level, k) => onsetFigure(places, level, k)), ...greatest(places)];
  const [first] = figures.filter(({ key }) => key.startsWith('onset'));
  return {
    ...NO_FINDINGS,
    headline: first
      ? `Onset ${quantity(significant(first.value, 3), 'V')} at ${picoamperes(levels[0] ?? NaN)}`
      : `Nothing collected above ${picoamperes(levels[0] ?? NaN)}`,
    figures,
    tables: [placeTable(places, recipe)],
    plots: [
      collectedPlot(curves('tip'), levels[0] ?? NaN),
      efficiencyPlot(curves('efficiency')),
      samplePlot(curves('sample')),
    ],
    warnings: first
      ? []
      : [
          'Nowhere did the collected current come to the least level: the sample makes nothing that reaches the tip, or the level is too high.',
        ],
  };
}

/** Of one place with its interval; of several the median, with that of the median or, of few, what holds those of all. */
function onsetFigure(places: readonly Place[], level: number, k: number): Figure[] {
  const found = places.flatMap(({ onsets }) => onsets[k] ?? []).filter(({ value }) => Number.isFinite(value));
  if (found.length === 0) return [];
  const all: [number, number] = [
    Math.min(...found.map(({ low }) => low)),
    Math.max(...found.map(({ high }) => high)),
  ];
  const { value, interval } = medianOf(sortedNumbers(found.map((onset) => onset.value)));
  return [
    {
      key: `onset_${String(k + 1)}`,
      label: `Onset at ${picoamperes(level)}${places.length > 1 ? ', median' : ''}`,
      value,
      interval: interval ?? all,
      unit: 'V',
      shown: VOLT,
    },
  ];
}

/** At the place where most was collected. */
function greatest(places: readonly Place[]): Figure[] {
  const { at, most } = greatestOf(places.map(({ tip }) => greatestOf(tip).most));
  const efficiency = places[at]?.efficiency[greatestOf(places[at].tip).at];
  const figure = (
    key: string,
    label: string,
    { value, error }: Estimate,
    { unit, shown }: Pick<MapSpec, 'unit' | 'shown'>,
  ): Figure[] =>
    Number.isFinite(value) && Number.isFinite(error)
      ? [{ key, label, value, interval: [value - NORMAL_95 * error, value + NORMAL_95 * error], unit, shown }]
      : [];
  return [
    ...figure('greatest_current', 'Most collected', most, { unit: 'A', shown: PICOAMPERE }),
    ...(efficiency
      ? figure('efficiency', 'Collection efficiency then', efficiency, { unit: '', shown: PARTS_PER_MILLION })
      : []),
  ];
}

function placeTable(places: readonly Place[], recipe: Recipe): Findings['tables'][number] {
  const at = placesOf(recipe);
  return {
    title: 'Places',
    columns: [
      'point',
      'x, y, µm',
      ...listOf(recipe, 'onsetLevels').map((level) => `onset at ${picoamperes(level)}, V`),
      'most, pA',
      'then, ppm',
    ],
    rows: places.map(({ point, tip, efficiency, onsets }) => {
      const { at: place, most } = greatestOf(tip);
      const then = efficiency[place] ?? { value: NaN, error: NaN };
      return [
        String(point + 1),
        [at[point]?.x, at[point]?.y].map((v) => significant((v ?? NaN) * 1e6)).join(', '),
        ...onsets.map(onsetText),
        withError(most.value * 1e12, most.error * 1e12),
        Number.isFinite(then.value) ? withError(then.value * 1e6, then.error * 1e6) : '–',
      ];
    }),
  };
}
