/** A list of points instead of a grid, or those of a line: form fields and path. */
import type { Field, Path, Point, Recipe } from '../experiment';
import { listOf } from '../recipe/recipe';
import { isLine, lineOr, linePath, MIDDLE_LINE } from './line';
import { placeFields } from './repeated';

export const pointsField: Field = {
  key: 'points',
  group: 'Path',
  label: 'Points, x and y',
  unit: 'µm',
  factor: 1e6,
  kind: 'points',
  min: 0,
  max: 100e-6,
  length: [1, 1000],
  explanation: 'Stage coordinates of each point, in the order in which they are measured: 47.2 50.1; 48 50.1',
};

/** The same, with a line as the alternative to the list. */
export const pointsOrLineFields: readonly Field[] = lineOr('points', 'listed points', [pointsField]);

/** What a preset that lists points says besides. */
export const LISTED: Recipe = { shape: 'points', ...MIDDLE_LINE };

/** The points that a recipe lists, or those of its line, m. */
export const pointsOf = (recipe: Recipe): readonly { readonly x: number; readonly y: number }[] =>
  isLine(recipe) ? linePath(recipe).points : placesOf(recipe);

/** The points that a recipe has under a key, m. */
export function placesOf(recipe: Recipe, key = 'points'): { readonly x: number; readonly y: number }[] {
  const flat = listOf(recipe, key);
  return Array.from({ length: Math.floor(flat.length / 2) }, (_, k) => ({
    x: flat[2 * k] ?? NaN,
    y: flat[2 * k + 1] ?? NaN,
  }));
}

const isList = ({ key }: Field): boolean => key === pointsField.key;

/** How many places that are picked on a map a form with these fields takes: a list of them, one, or none. */
export function mostPlaces(fields: readonly Field[]): number {
  if (fields.some(isList)) return pointsField.length?.[1] ?? 0;
  return placeFields.every((field) => fields.includes(field)) ? 1 : 0;
}

/** Places, m, as values of a recipe: all in a list, or the first where only one is taken. */
export function placeValues(
  fields: readonly Field[],
  places: readonly { readonly x: number; readonly y: number }[],
): Recipe {
  const shape = fields.some(({ key }) => key === 'shape') ? { shape: 'points' } : {};
  if (fields.some(isList)) return { ...shape, points: places.flatMap(({ x, y }) => [x, y]) };
  const [first] = places;
  return first && mostPlaces(fields) > 0 ? { pointX: first.x, pointY: first.y } : {};
}

/** The points of the recipe as a row that counts them from 1. */
export function pointsPath(recipe: Recipe): Path {
  const points = pointsOf(recipe).map(({ x, y }, column): Point => ({ x, y, row: 0, column }));
  return { points, rows: 1, columns: points.length, listed: true, x: points.map((_, k) => k + 1), y: [1] };
}
