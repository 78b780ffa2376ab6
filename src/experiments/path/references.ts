/** A grid whose first point is landed on again and again, to see how far the surface has moved meanwhile. */
import type { Field, Path, Point, Recipe } from '../experiment';
import { numberOf } from '../recipe/recipe';
import { gridCount, gridFields, gridPath } from './grid';

const referenceField: Field = {
  key: 'referenceEvery',
  group: 'Path',
  label: 'First point again every',
  unit: 'points',
  factor: 1,
  kind: 'integer',
  min: 0,
  max: 100_000,
  explanation:
    'Lands there again after so many points, and after the last; its height tells how far the surface has drifted, which a map of its own takes off. 0 for never.',
};

/** What a preset says that never goes back. */
export const NO_REFERENCES: Recipe = { referenceEvery: 0 };

export const surveyFields: readonly Field[] = [...gridFields, referenceField];

/** Whether a recipe goes back to its first point at all. */
export const hasReferences = (recipe: Recipe): boolean => everyOf(recipe) > 0;

const everyOf = (recipe: Recipe): number => numberOf(recipe, 'referenceEvery') || 0;

/** Row and column of what is no pixel of the map. */
const OFF_MAP = { row: -1, column: -1 };

/** Points of the grid, and in between the landings on the first of them, which have no pixel. */
export function surveyPath(recipe: Recipe): Path {
  const path = gridPath(recipe);
  const every = everyOf(recipe);
  const [first] = path.points;
  if (every === 0 || !first) return path;
  const reference: Point = { ...first, ...OFF_MAP };
  const last = path.points.length - 1;
  const points = path.points.flatMap((point, k) =>
    k > 0 && ((k + 1) % every === 0 || k === last) ? [point, reference] : [point],
  );
  return { ...path, points };
}

/** How many points that path has. */
export function surveyCount(recipe: Recipe): number {
  const pixels = gridCount(recipe);
  const every = everyOf(recipe);
  if (every === 0 || pixels < 2) return pixels;
  const within = Math.floor(pixels / every) - (every === 1 ? 1 : 0);
  return pixels + within + (pixels % every === 0 ? 0 : 1);
}

/** Whether a point of a path is such a landing. */
export function isReference({ points }: Path, point: number): boolean {
  const [first] = points;
  const here = points[point];
  return point > 0 && here?.row === OFF_MAP.row && here.x === first?.x && here.y === first.y;
}
