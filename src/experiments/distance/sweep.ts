/** The coarse axis away from the sample and back, again and again: form fields, steps and the levels that its samples lie on. */
import type { Field, Path, Program, Recipe } from '../experiment';
import { hopProgram } from '../hopping/hop';
import type { Line } from '../program/hop-program';
import { COARSE_INTERVAL } from '../program/timing';
import { numberOf } from '../recipe/recipe';
import { restedCycle, sampleHold, trackOf } from '../track/sample-cycle';
import { SAMPLE_CHANNELS } from '../track/sample-maps';

const GROUP = 'Sweep';
/** Hops and track meet there once the pipette has withdrawn. */
const WITHDRAWN = 1;

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

const coarseLine = (recipe: Recipe, distance: number, label: string): Line => [
  { verb: 'COARSE', distance, rate: numberOf(recipe, 'sweepRate'), interval: COARSE_INTERVAL },
  label,
];

/** Up before down: a sweep that is cut short leaves the probe higher than it was, never lower. */
const sweepLines = (recipe: Recipe): readonly Line[] => [
  coarseLine(recipe, numberOf(recipe, 'sweepLength'), AWAY),
  coarseLine(recipe, -numberOf(recipe, 'sweepLength'), BACK),
];

/** Down to the surface, up to the top of the fine axis and away, and the first sweep; then a sweep alone, from where the last ended. */
export function sweepProgram(recipe: Recipe): Program {
  const hop = hopProgram(recipe);
  const landing = hop.steps.flatMap((step, k): Line[] => {
    if (step.verb === 'END') return [];
    const label = hop.labels[k] ?? '';
    return step.verb === 'RETRACT'
      ? [[{ ...step, distance: numberOf(recipe, 'maxTravel') }, 'all the way up']]
      : [[step, label]];
  });
  const settings = landing.filter(([{ verb }]) => verb === 'AMPLIFIER' || verb === 'BIAS');
  const end: Line = [{ verb: 'END' }, ''];
  const first: readonly Line[] = [
    ...landing,
    coarseLine(recipe, numberOf(recipe, 'nearDistance'), 'withdrawal'),
    [{ verb: 'SYNC', mark: WITHDRAWN }, ''],
    ...sweepLines(recipe),
    end,
  ];
  const lines = [...first, ...settings, ...sweepLines(recipe), end];
  const start = sampleHold(
    recipe,
    numberOf(recipe, 'sampleStart'),
    numberOf(recipe, 'trackInterval'),
    'start',
  );
  return {
    ...hop,
    steps: lines.map(([step]) => step),
    labels: lines.map(([, label]) => label),
    channelMask: SAMPLE_CHANNELS,
    track: trackOf([start, [{ verb: 'SYNC', mark: WITHDRAWN }, ''], ...restedCycle(recipe)]),
  };
}

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
