/** A rectangular grid of points: its form fields and its path. */
import type { Field, Path, Point, Recipe } from './experiment';
import { numberOf, textOf } from './recipe';

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
    choices: [
      { value: 'serpentine', label: 'back and forth' },
      { value: 'raster', label: 'every row from the left' },
    ],
    explanation: 'Back and forth saves the way home at the end of each row.',
  },
];

function length(key: string, label: string, min: number, max: number, explanation: string): Field {
  return { key, group: 'Path', label, unit: 'µm', factor: 1e6, kind: 'number', min, max, explanation };
}

function count(key: string, label: string, explanation: string): Field {
  return { key, group: 'Path', label, unit: '', factor: 1, kind: 'integer', min: 1, max: 1024, explanation };
}

/** Pixels of the recipe's grid. */
export const gridCount = (recipe: Recipe): number => numberOf(recipe, 'columns') * numberOf(recipe, 'rows');

/** Pixel centres of the recipe's grid, m, row 0 at the lower edge. */
export function gridPath(recipe: Recipe): Path {
  const columns = numberOf(recipe, 'columns');
  const rows = numberOf(recipe, 'rows');
  const x = centres(numberOf(recipe, 'originX'), numberOf(recipe, 'width'), columns);
  const y = centres(numberOf(recipe, 'originY'), numberOf(recipe, 'height'), rows);
  const serpentine = textOf(recipe, 'order') === 'serpentine';
  const points = y.flatMap((py, row) => {
    const line: Point[] = x.map((px, column) => ({ x: px, y: py, row, column }));
    return serpentine && row % 2 === 1 ? line.reverse() : line;
  });
  return { points, rows, columns, x, y };
}

const centres = (origin: number, extent: number, count: number): number[] =>
  Array.from({ length: count }, (_, k) => origin + ((k + 0.5) * extent) / count);
