/** Points on a straight line along x, evenly apart: a map of a single row. */
import type { Field, Path, Recipe } from '../experiment';
import { numberOf } from '../recipe/recipe';

const micrometres = (key: string, label: string, min: number, explanation: string): Field => ({
  key,
  group: 'Path',
  label,
  unit: 'µm',
  factor: 1e6,
  kind: 'number',
  min,
  max: 100e-6,
  explanation,
});

export const lineFields: readonly Field[] = [
  micrometres('lineX', 'Left end x', 0, 'Stage coordinate of the first point.'),
  micrometres('lineY', 'Line y', 0, 'Stage coordinate of the line.'),
  micrometres('lineLength', 'Length', 10e-9, 'From the first to the last point.'),
  {
    key: 'linePoints',
    group: 'Path',
    label: 'Points',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 2,
    max: 1024,
    explanation: 'Evenly apart, both ends included.',
  },
];

export function linePath(recipe: Recipe): Path {
  const columns = numberOf(recipe, 'linePoints');
  const [left, y] = [numberOf(recipe, 'lineX'), numberOf(recipe, 'lineY')];
  const pitch = numberOf(recipe, 'lineLength') / (columns - 1);
  const x = Array.from({ length: columns }, (_, k) => left + k * pitch);
  return { points: x.map((at, column) => ({ x: at, y, row: 0, column })), rows: 1, columns, x, y: [y] };
}
