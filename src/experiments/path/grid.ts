/** A rectangular grid of points, or what a polygon or a choice of its pixels leaves of it, or a line instead: form fields and path. */
import { holds, type Region } from '../../maps/region';
import { count } from '../../quantity';
import type { Field, Path, Point, Problem, Recipe } from '../experiment';
import { ORDERS, pixelOrder } from './grid-order';
import { isLine, lineOr, linePath, MIDDLE_LINE } from './line';
import { placesOf } from './points';
import { listOf, numberOf, textOf } from '../recipe/recipe';
import { pixelsIn, pixelsOfRuns } from './runs';
import { choice } from '../recipe/field-units';

/** What a preset says of its path beside the grid: every pixel of it, back and forth. */
export const WHOLE_GRID: Recipe = {
  shape: 'grid',
  ...MIDDLE_LINE,
  order: 'serpentine',
  orderSeed: 1,
  mask: [],
  pixels: [],
};

/** Keys of a recipe that say where the pixels of its grid lie. */
export const GRID_KEYS = ['width', 'height', 'columns', 'rows', 'originX', 'originY'] as const;

/** Width and height of a grid at least, m. */
export const LEAST_EDGE = 10e-9;

/** Runs of pixels that a recipe may have at most. */
export const MOST_RUNS = 20_000;

export const gridFields: readonly Field[] = lineOr('grid', 'pixels of a grid', [
  length(
    'width',
    'Width',
    LEAST_EDGE,
    100e-6,
    'Distance between the outer edges of the first and the last column.',
  ),
  length(
    'height',
    'Height',
    LEAST_EDGE,
    100e-6,
    'Distance between the outer edges of the first and the last row.',
  ),
  pixelCount('columns', 'Columns', 'Pixels along x. The pitch is width ÷ columns.'),
  pixelCount('rows', 'Rows', 'Pixels along y. The pitch is height ÷ rows.'),
  length('originX', 'Left edge x', 0, 100e-6, 'Stage coordinate of the left edge of the map.'),
  length('originY', 'Lower edge y', 0, 100e-6, 'Stage coordinate of the lower edge of the map.'),
  choice({
    key: 'order',
    group: 'Path',
    label: 'Order',
    choices: ORDERS,
    explanation:
      'Back and forth saves the way home at the end of each row. At random the time of the run cannot pass for a place on the sample, at the price of longer ways.',
  }),
  {
    key: 'orderSeed',
    group: 'Path',
    label: 'Random order, seed',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 1,
    max: 1e6,
    explanation: 'Equal seeds give equal orders; of no account in the other orders.',
  },
  {
    key: 'mask',
    group: 'Path',
    label: 'Only inside of a polygon, x and y',
    unit: 'µm',
    factor: 1e6,
    kind: 'points',
    min: 0,
    max: 100e-6,
    length: [0, 100],
    explanation:
      'Stage coordinates of its corners: 46 46; 54 46; 50 54. Pixels whose centres lie outside are not visited; empty for the whole grid.',
  },
  {
    key: 'pixels',
    group: 'Path',
    label: 'Only some pixels, in runs',
    unit: '',
    factor: 1,
    kind: 'list',
    min: 0,
    max: 1024 ** 2,
    length: [0, MOST_RUNS],
    explanation:
      'How many pixels are left out, how many visited, and so on in turn, row by row from the lower left one; “Map these…” at selected pixels of a map fills it in. Empty for all.',
  },
]);

function length(key: string, label: string, min: number, max: number, explanation: string): Field {
  return { key, group: 'Path', label, unit: 'µm', factor: 1e6, kind: 'number', min, max, explanation };
}

function pixelCount(key: string, label: string, explanation: string): Field {
  return { key, group: 'Path', label, unit: '', factor: 1, kind: 'integer', min: 1, max: 1024, explanation };
}

/** Pixels of the recipe's grid that are visited, or points of its line. */
export function gridCount(recipe: Recipe): number {
  if (isLine(recipe)) return numberOf(recipe, 'linePoints');
  const { x, y } = axesOf(recipe);
  const isVisited = choiceOf(recipe);
  if (!isVisited) return x.length * y.length;
  return y.reduce(
    (sum, py, row) => sum + x.filter((px, column) => isVisited({ x: px, y: py, row, column })).length,
    0,
  );
}

/** Pixel centres of the recipe's grid, m, row 0 at the lower edge, in the order of their visits; or the points of its line. */
export function gridPath(recipe: Recipe): Path {
  if (isLine(recipe)) return linePath(recipe);
  const { x, y } = axesOf(recipe);
  const [rows, columns] = [y.length, x.length];
  const isVisited = choiceOf(recipe);
  const order = pixelOrder(textOf(recipe, 'order'), rows, columns, numberOf(recipe, 'orderSeed'));
  const points = order.flatMap((pixel): Point[] => {
    const [row, column] = [Math.floor(pixel / columns), pixel % columns];
    const point = { x: x[column] ?? NaN, y: y[row] ?? NaN, row, column };
    return isVisited && !isVisited(point) ? [] : [point];
  });
  return { points, rows, columns, x, y };
}

/** Why no map can be made of what the recipe leaves of its grid; null where one can. */
export function gridProblem(recipe: Recipe): Problem | null {
  if (isLine(recipe)) return null;
  const runs = listOf(recipe, 'pixels');
  const pixels = numberOf(recipe, 'columns') * numberOf(recipe, 'rows');
  if (runs.some((length) => !Number.isInteger(length)))
    return { key: 'pixels', message: 'Only some pixels: give whole numbers.' };
  if (runs.length > 0 && pixelsIn(runs) !== pixels) {
    const message = `Only some pixels: the runs hold ${count(pixelsIn(runs))} pixels, the grid has ${count(pixels)}. Leave it empty for all of them.`;
    return { key: 'pixels', message };
  }
  if (gridCount(recipe) > 0) return null;
  return placesOf(recipe, 'mask').length > 0
    ? { key: 'mask', message: 'Only inside of a polygon: the centre of no pixel lies inside.' }
    : { key: 'pixels', message: 'Only some pixels: none of them is visited.' };
}

/** Which points are visited; null where all are, as they are where the recipe knows neither of a polygon nor of runs. */
function choiceOf(recipe: Recipe): ((point: Point) => boolean) | null {
  const corners = placesOf(recipe, 'mask');
  const runs = listOf(recipe, 'pixels');
  if (corners.length === 0 && runs.length === 0) return null;
  const polygon: Region | null = corners.length > 0 ? { kind: 'polygon', points: corners } : null;
  const pixels = runs.length > 0 ? pixelsOfRuns(runs) : null;
  const columns = numberOf(recipe, 'columns');
  return (point) =>
    (!polygon || holds(polygon, point)) && (!pixels || pixels[point.row * columns + point.column] === 1);
}

const axesOf = (recipe: Recipe): Pick<Path, 'x' | 'y'> => ({
  x: centres(numberOf(recipe, 'originX'), numberOf(recipe, 'width'), numberOf(recipe, 'columns')),
  y: centres(numberOf(recipe, 'originY'), numberOf(recipe, 'height'), numberOf(recipe, 'rows')),
});

const centres = (origin: number, extent: number, count: number): number[] =>
  Array.from({ length: count }, (_, k) => origin + ((k + 0.5) * extent) / count);
