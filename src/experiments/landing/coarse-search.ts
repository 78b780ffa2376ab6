/**
 * Looking for a surface that may lie below the fine range: between two looks the probe is drawn up all the way, and the
 * coarse axis goes down by less than what was looked at, so that it never comes to where nobody has looked.
 */
import type { Field, Path, Point, Problem, Recipe } from '../experiment';
import { placesOf } from '../path/points';
import type { Line } from '../program/hop-program';
import { COARSE_INTERVAL } from '../program/timing';
import { numberOf } from '../recipe/recipe';
import { landingSteps } from './landing';

/** Part of what was looked at that the coarse axis may go down at a time. */
export const COARSE_PART = 0.8;
/** Of the coarse axis, m/s: slow, as it is stopped where a current flows. */
const COARSE_RATE = 20e-6;
/** Programs by their place. */
const STEP_DOWN = 1;

export const coarseFields: readonly Field[] = [
  {
    key: 'coarseSteps',
    group: 'Coarse steps',
    label: 'At most',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 0,
    max: 100,
    explanation:
      'How often the coarse axis goes down when the first point meets nothing. None for a stage without such an axis.',
  },
  {
    key: 'coarseStep',
    group: 'Coarse steps',
    label: 'down by',
    unit: 'µm',
    factor: 1e6,
    kind: 'number',
    min: 0.1e-6,
    max: 100e-6,
    explanation:
      'With the probe at the top of its range, where it stays clear of all that was not looked at: at most 80 % of the longest way down.',
  },
];

export const coarseProblems = (recipe: Recipe): readonly Problem[] =>
  numberOf(recipe, 'coarseStep') > COARSE_PART * numberOf(recipe, 'maxTravel') * (1 + 1e-9)
    ? [{ key: 'coarseStep', message: 'Coarse steps: at most 80 % of the longest way down.' }]
    : [];

/** Down to where the last look with all steps made would end, m. */
export const reachOf = (recipe: Recipe): number =>
  numberOf(recipe, 'maxTravel') + numberOf(recipe, 'coarseSteps') * numberOf(recipe, 'coarseStep');

/** All the way up, and the coarse axis down, but not on when a current says that something is touched. */
export function stepDown(recipe: Recipe): readonly Line[] {
  const begin = landingSteps(recipe).filter(({ verb }) => verb !== 'APPROACH');
  return [
    ...begin.map((step): Line => [step, '']),
    [
      { verb: 'RETRACT', distance: numberOf(recipe, 'maxTravel'), rate: numberOf(recipe, 'retractRate') },
      'all the way up',
    ],
    [
      {
        verb: 'COARSE',
        distance: -numberOf(recipe, 'coarseStep'),
        rate: COARSE_RATE,
        until: { channel: 'tip_current', condition: 'MAGNITUDE', value: numberOf(recipe, 'threshold') },
        interval: COARSE_INTERVAL,
      },
      'coarse step',
    ],
    [{ verb: 'END' }, ''],
  ];
}

/**
 * A path whose first point is looked at again after each coarse step, as long as the look before has met nothing. The steps
 * themselves are no points of the map.
 */
export function searchPath(recipe: Recipe, path: Path): Path {
  const [first, ...others] = path.points;
  if (!first) return path;
  const again = Array.from({ length: numberOf(recipe, 'coarseSteps') }, (_, k): Point[] => {
    const ifMissed = 2 * k;
    return [
      { x: first.x, y: first.y, row: -1, column: -1, program: STEP_DOWN, ifMissed, once: 'begun' },
      { ...first, ifMissed },
    ];
  });
  return { ...path, points: [first, ...again.flat(), ...others] };
}

/** Points of such a path by their program. */
export function searchCounts(recipe: Recipe): readonly number[] {
  const [places, steps] = [placesOf(recipe).length, numberOf(recipe, 'coarseSteps')];
  return steps > 0 ? [places + steps, steps] : [places];
}
