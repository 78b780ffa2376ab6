/** A rectangular grid of points, or what a polygon leaves of it: its form fields and its path. */
import { holds, type Region } from '../../maps/region';
import type { Field, Path, Point, Recipe } from '../experiment';
import { ORDERS, pixelOrder } from './grid-order';
import { placesOf } from './points';
import { numberOf, textOf } from '../recipe/recipe';

/** What a preset says of its path beside the grid: every pixel of it, back and forth. */
export const WHOLE_GRID: Recipe = { order: 'serpentine', orderSeed: 1, mask: [] };

export const gridFields: readonly Field[] = [
  length(
    'width',
    'Width',
    10e-9,
    100e-6,
    'Distance between the outer edges of the first and the last column.',
  ),
  length(
    'height',
    'Height',
    10e-9,
    100e-6,
    'Distance between the outer edges of the first and the last row.',
  ),
  count('columns', 'Columns', 'Pixels along x. The pitch is width ÷ columns.'),
  count('rows', 'Rows', 'Pixels along y. The pitch is height ÷ rows.'),
  length('originX', 'Left edge x', 0, 100e-6, 'Stage coordinate of the left edge of the map.'),
  length('originY', 'Lower edge y', 0, 100e-6, 'Stage coordinate of the lower edge of the map.'),
  {
    key: 'order',
    group: 'Path',
    label: 'Order',
    unit: '',
    factor: 1,
    kind: 'choice',
    min: 0,
    max: 0,
    choices: ORDERS,
    explanation:
      'Back and forth saves the way home at the end of each row. At random the time of the run cannot pass for a place on the sample, at the price of longer ways.',
  },
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
];

function length(key: string, label: string, min: number, max: number, explanation: string): Field {
  return { key, group: 'Path', label, unit: 'µm', factor: 1e6, kind: 'number', min, max, explanation };
}

function count(key: string, label: string, explanation: string): Field {
  return { key, group: 'Path', label, unit: '', factor: 1, kind: 'integer', min: 1, max: 1024, explanation };
}

/** Pixels of the recipe's grid that are visited. */
export function gridCount(recipe: Recipe): number {
  const { x, y } = axesOf(recipe);
  const visited = maskOf(recipe);
  if (!visited) return x.length * y.length;
  return y.reduce((sum, py) => sum + x.filter((px) => holds(visited, { x: px, y: py })).length, 0);
}

/** Pixel centres of the recipe's grid, m, row 0 at the lower edge, in the order of their visits. */
export function gridPath(recipe: Recipe): Path {
  const { x, y } = axesOf(recipe);
  const [rows, columns] = [y.length, x.length];
  const visited = maskOf(recipe);
  const order = pixelOrder(textOf(recipe, 'order'), rows, columns, numberOf(recipe, 'orderSeed'));
  const points = order.flatMap((pixel): Point[] => {
    const [row, column] = [Math.floor(pixel / columns), pixel % columns];
    const point = { x: x[column] ?? NaN, y: y[row] ?? NaN, row, column };
    return visited && !holds(visited, point) ? [] : [point];
  });
  return { points, rows, columns, x, y };
}

/** Null where the whole grid is visited, as it is where the recipe knows no polygon. */
function maskOf(recipe: Recipe): Region | null {
  const points = placesOf(recipe, 'mask');
  return points.length > 0 ? { kind: 'polygon', points } : null;
}

const axesOf = (recipe: Recipe): Pick<Path, 'x' | 'y'> => ({
  x: centres(numberOf(recipe, 'originX'), numberOf(recipe, 'width'), numberOf(recipe, 'columns')),
  y: centres(numberOf(recipe, 'originY'), numberOf(recipe, 'height'), numberOf(recipe, 'rows')),
});

const centres = (origin: number, extent: number, count: number): number[] =>
  Array.from({ length: count }, (_, k) => origin + ((k + 0.5) * extent) / count);
