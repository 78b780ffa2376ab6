/** Points on a straight line in any direction, evenly apart: a map of a single row. */
import type { Field, Path, Recipe } from '../experiment';
import { numberOf, textOf } from '../recipe/recipe';
import { choice } from '../recipe/field-units';

/** An end of a line, m. */
interface Place {
  readonly x: number;
  readonly y: number;
}

const end = (key: string, label: string, explanation: string): Field => ({
  key,
  group: 'Path',
  label,
  unit: 'µm',
  factor: 1e6,
  kind: 'number',
  min: 0,
  max: 100e-6,
  explanation,
});

/** Points of a line at most. */
const MOST_POINTS = 1024;

export const lineFields: readonly Field[] = [
  end('lineX', 'Line from x', 'Stage coordinate x of the first point.'),
  end('lineY', 'from y', 'Stage coordinate y of the first point.'),
  end('lineEndX', 'Line to x', 'Stage coordinate x of the last point.'),
  end('lineEndY', 'to y', 'Stage coordinate y of the last point.'),
  {
    key: 'linePoints',
    group: 'Path',
    label: 'Points',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 2,
    max: MOST_POINTS,
    explanation:
      'Evenly apart, both ends included. Their map is a single row, along which x goes on from that of the first point.',
  },
];

/** The choice between what an experiment measures otherwise, and a line; the fields of each are shown for it alone. */
export const lineOr = (other: string, label: string, fields: readonly Field[]): readonly Field[] => [
  choice({
    key: 'shape',
    group: 'Path',
    label: 'Measured at',
    choices: [
      { value: other, label },
      { value: 'line', label: 'points on a line' },
    ],
    explanation: 'Points on a line go from its one end to the other, in any direction.',
  }),
  ...fields.map((field) => ({ ...field, onlyFor: { key: 'shape', value: other } })),
  ...lineFields.map((field) => ({ ...field, onlyFor: { key: 'shape', value: 'line' } })),
];

export const isLine = (recipe: Recipe): boolean => textOf(recipe, 'shape') === 'line';

/** Ends of a line and its points, as a recipe has them. */
export const lineRecipe = (from: Place, to: Place, points: number): Recipe => ({
  lineX: from.x,
  lineY: from.y,
  lineEndX: to.x,
  lineEndY: to.y,
  linePoints: Math.max(2, Math.min(MOST_POINTS, points)),
});

/** What a preset says of its line where it measures elsewhere: a tenth of the stage, through its middle. */
export const MIDDLE_LINE = lineRecipe({ x: 45e-6, y: 50e-6 }, { x: 55e-6, y: 50e-6 }, 21);

/** x of the map goes on from that of the first point by the distance from there; the points say where they are. */
export function linePath(recipe: Recipe): Path {
  const columns = numberOf(recipe, 'linePoints');
  const [x0, y0] = [numberOf(recipe, 'lineX'), numberOf(recipe, 'lineY')];
  const [dx, dy] = [numberOf(recipe, 'lineEndX') - x0, numberOf(recipe, 'lineEndY') - y0];
  const parts = Array.from({ length: columns }, (_, column) => column / (columns - 1));
  return {
    points: parts.map((part, column) => ({ x: x0 + part * dx, y: y0 + part * dy, row: 0, column })),
    rows: 1,
    columns,
    x: parts.map((part) => x0 + part * Math.hypot(dx, dy)),
    y: [y0],
  };
}
