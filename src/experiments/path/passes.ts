/** The points of a line again and again, always from its first: a row of visits that counts them from 1, pass after pass. */
import type { Field, Path, Recipe } from '../experiment';
import { seconds } from '../recipe/field-units';
import { numberOf } from '../recipe/recipe';
import { linePath } from './line';

/** Programs of the visits: the first of each pass has another, that waits. */
const [NEXT, FIRST] = [0, 1];

export const passesFields: readonly Field[] = [
  {
    key: 'passes',
    group: 'Path',
    label: 'Passes',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 2,
    max: 10000,
    explanation: 'Over the line, one after the other, each from its first point. The run ends with the last.',
  },
  seconds({
    key: 'passPause',
    group: 'Path',
    label: 'Wait between passes',
    min: 0,
    max: 3600,
    explanation: 'Above the first point of the line, before each pass.',
  }),
];

/** The program of a pass's first point is the second one. */
export function passesPath(recipe: Recipe): Path {
  const line = linePath(recipe);
  const points = Array.from({ length: numberOf(recipe, 'passes') }, (_, pass) =>
    line.points.map((point, k) => ({
      ...point,
      column: pass * line.columns + k,
      program: k === 0 ? FIRST : NEXT,
    })),
  ).flat();
  return { points, rows: 1, columns: points.length, listed: true, x: points.map((_, k) => k + 1), y: [1] };
}

export function passesCounts(recipe: Recipe): readonly number[] {
  const passes = numberOf(recipe, 'passes');
  return [passes * (numberOf(recipe, 'linePoints') - 1), passes];
}
