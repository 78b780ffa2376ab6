/** One place again and again: a row of visits that counts them from 1. */
import type { Field, Path, Recipe } from '../experiment';
import { numberOf } from '../recipe/recipe';

const place = (key: string, label: string, axis: string): Field => ({
  key,
  group: 'Path',
  label,
  unit: 'µm',
  factor: 1e6,
  kind: 'number',
  min: 0,
  max: 100e-6,
  explanation: `Stage coordinate ${axis} of the point.`,
});

export const placeFields: readonly Field[] = [place('pointX', 'At x', 'x'), place('pointY', 'and y', 'y')];

export const visitsField: Field = {
  key: 'visits',
  group: 'Path',
  label: 'Visits',
  unit: '',
  factor: 1,
  kind: 'integer',
  min: 2,
  max: 100000,
  explanation: 'Hops at the point, one after the other. The run ends with the last of them.',
};

export function repeatedPath(recipe: Recipe, visits: number): Path {
  const at = { x: numberOf(recipe, 'pointX'), y: numberOf(recipe, 'pointY'), row: 0 };
  const points = Array.from({ length: visits }, (_, column) => ({ ...at, column }));
  return { points, rows: 1, columns: visits, listed: true, x: points.map((_, k) => k + 1), y: [1] };
}
