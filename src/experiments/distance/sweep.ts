/** The coarse axis away from the sample and back, again and again: form fields, steps and the levels that its samples lie on. */
import type { Field, Path, Recipe } from '../experiment';
import type { Line } from '../program/hop-program';
import { COARSE_INTERVAL } from '../program/timing';
import { numberOf } from '../recipe/recipe';

const GROUP = 'Sweep';

const millimetres = (key: string, label: string, max: number, explanation: string): Field => ({
  key,
  group: GROUP,
  label,
  unit: 'mm',
  factor: 1e3,
  kind: 'number',
  min: 20e-6,
  max,
  explanation,
});

export const sweepFields: readonly Field[] = [
  millimetres(
    'nearDistance',
    'Begin at',
    5e-3,
    'Distance from the surface, and as much as the fine axis is drawn up from it: the coarse one goes down with the fine one at its top alone. What it was is told.',
  ),
  millimetres('sweepLength', 'Sweep over', 10e-3, 'Way of the coarse axis up from there, and back.'),
  {
    key: 'sweepRate',
    group: GROUP,
    label: 'Sweep rate',
    unit: 'mm/s',
    factor: 1e3,
    kind: 'number',
    min: 1e-6,
    max: 10e-3,
    explanation: 'Mean speed of the coarse axis. It comes to rest for a reading ten times a second.',
  },
  {
    key: 'sweeps',
    group: GROUP,
    label: 'Sweeps',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 2,
    max: 20000,
    explanation: 'There and back, one after the other. The run ends with the last.',
  },
  {
    key: 'tracedDistances',
    group: GROUP,
    label: 'Trace at',
    unit: 'mm',
    factor: 1e3,
    kind: 'list',
    min: 0,
    max: 15e-3,
    length: [1, 8],
    explanation: 'Distances from the surface at which the current is drawn against time.',
  },
];

/** Distance from reading to reading, m. */
export const pitchOf = (recipe: Recipe): number => numberOf(recipe, 'sweepRate') * COARSE_INTERVAL;

/** How many readings a sweep makes on each way, both ends among them. */
export const levelCount = (recipe: Recipe): number =>
  1 + Math.ceil(numberOf(recipe, 'sweepLength') / pitchOf(recipe) - 1e-6);

/** Heights of the readings above the lowest of the sweep, m. */
export const levelsOf = (recipe: Recipe): number[] => {
  const [count, length] = [levelCount(recipe), numberOf(recipe, 'sweepLength')];
  return Array.from({ length: count }, (_, k) => (k * length) / (count - 1));
};

export const AWAY = 'sweep away';
export const BACK = 'sweep back';

export const coarseLine = (recipe: Recipe, distance: number, label: string): Line => [
  { verb: 'COARSE', distance, rate: numberOf(recipe, 'sweepRate'), interval: COARSE_INTERVAL },
  label,
];

/** Up before down: a sweep that is cut short leaves the probe higher than it was, never lower. */
export const sweepLines = (recipe: Recipe): readonly Line[] => [
  coarseLine(recipe, numberOf(recipe, 'sweepLength'), AWAY),
  coarseLine(recipe, -numberOf(recipe, 'sweepLength'), BACK),
];

/** In place; the first visit has a program of its own, and none is made again. */
export function sweepPath(recipe: Recipe): Path {
  const at = { x: numberOf(recipe, 'pointX'), y: numberOf(recipe, 'pointY'), row: 0, once: 'begun' } as const;
  const columns = numberOf(recipe, 'sweeps');
  const points = Array.from({ length: columns }, (_, column) => ({
    ...at,
    column,
    program: column === 0 ? 0 : 1,
  }));
  return { points, rows: 1, columns, listed: true, x: points.map((_, k) => k + 1), y: [1] };
}
