/** How a disc goes down to where feedback has changed its current by a part: form fields and steps that feedback modes share. */
import type { Field, Recipe } from '../experiment';
import type { Line } from '../program/hop-program';
import { numberOf } from '../recipe/recipe';
import { discCurrent, sharedWithLanding } from './disc';

const GROUP = 'Approach';
/** Samples of a curve in the time constant that the filter has, 1 / cut-off. */
const SAMPLES = 5;

export const discApproachFields: readonly Field[] = [
  ...sharedWithLanding('approachRate', { group: GROUP }),
  ...sharedWithLanding('maxTravel', { group: GROUP }),
  ...sharedWithLanding('retract', {
    group: GROUP,
    label: 'Up again by',
    explanation: 'Eight radii or more: the current there is within some percent of that far away.',
  }),
  ...sharedWithLanding('retractRate', { group: GROUP }),
];

/** 0.5 µm/s, 8 µm up. */
export const DISC_APPROACH: Recipe = {
  approachRate: 0.5e-6,
  maxTravel: 15e-6,
  retract: 8e-6,
  relief: 0,
  retractRate: 10e-6,
};

/** What a stop below 1 is a part of: the current where the way down begins, or the one expected far away, where that is too near. */
type FallsFrom = 'start' | 'expected';

/** What ends a way down: the current falls to a part, or rises to a multiple of the one expected far away. */
function stopOf(recipe: Recipe, stop: number, from: FallsFrom) {
  if (stop >= 1) return { condition: 'MAGNITUDE', threshold: stop * discCurrent(recipe) } as const;
  if (from === 'expected') return { condition: 'BELOW', threshold: stop * discCurrent(recipe) } as const;
  return { condition: 'FALL', threshold: 1 - stop } as const;
}

/** To the point, and down to the stop. */
export function discApproachLines(recipe: Recipe, stop: number, from: FallsFrom = 'start'): readonly Line[] {
  const cutoff = numberOf(recipe, 'approachCutoff');
  return [
    [{ verb: 'MOVE' }, ''],
    [{ verb: 'AMPLIFIER', fullScale: numberOf(recipe, 'fullScale'), cutoff }, ''],
    [{ verb: 'BIAS', potential: numberOf(recipe, 'tipPotential') }, ''],
    [
      {
        verb: 'APPROACH',
        rate: numberOf(recipe, 'approachRate'),
        channel: 'tip_current',
        ...stopOf(recipe, stop, from),
        maxTravel: numberOf(recipe, 'maxTravel'),
        interval: 1 / cutoff / SAMPLES,
      },
      'approach curve',
    ],
  ];
}
