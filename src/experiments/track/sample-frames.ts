/**
 * A sample that is brought to one potential after the other, with a rest at each before what is recorded there: held at it by
 * the potentiostat, or driven there by a constant current and left at open circuit.
 */
import type { Field, Problem, Recipe, TrackProgram } from '../experiment';
import { quantity, significant } from '../../quantity';
import type { Line } from '../program/hop-program';
import { choice, volts } from '../recipe/field-units';
import { listOf, numberOf, textOf } from '../recipe/recipe';
import { restField, SAMPLE, sampleHold, trackIntervalField, trackOf } from './sample-cycle';
import {
  areaField,
  currentUntil,
  densityField,
  driveTimeField,
  insertingCurrent,
  openCircuit,
} from './sample-drive';

const POTENTIALS = 'Potentials of the sample';

export const frameFields: readonly Field[] = [
  volts({
    key: 'samplePotentials',
    group: SAMPLE,
    label: POTENTIALS,
    kind: 'list',
    length: [2, 100],
    explanation:
      'One after the other; at each the area is mapped once. The first is what all others are compared with.',
  }),
  choice({
    key: 'reachedBy',
    group: SAMPLE,
    label: 'Each is reached by',
    choices: [
      { value: 'potential', label: 'the potentiostat, and held' },
      { value: 'current', label: 'a constant current, then open circuit' },
    ],
    explanation:
      'A current makes states of charge: its potentials are limits. The first of them is held, since nothing is known of the sample before; then its cell is opened too.',
  }),
  { ...densityField, explanation: 'Of the constant current, where one reaches the potentials.' },
  {
    ...driveTimeField,
    label: 'Current for at most',
    explanation: 'Limit of the capacity: the current ends then, if not at the potential before.',
  },
  { ...areaField, explanation: 'The current is the density times this.' },
  {
    ...restField,
    explanation:
      'At each potential before its map begins. Between maps the hop height must clear what the sample swells by.',
  },
  trackIntervalField,
];

export const potentialsOf = (recipe: Recipe): readonly number[] => listOf(recipe, 'samplePotentials');

export const isByCurrent = (recipe: Recipe): boolean => textOf(recipe, 'reachedBy') === 'current';

/** Marks of a frame, which hops and track meet at: the frame before is done; the rest is over. */
export const marksOf = (frame: number): readonly Line[] =>
  [2 * frame + 1, 2 * frame + 2].map((mark): Line => [{ verb: 'SYNC', mark }, '']);

export const framesTrack = (recipe: Recipe): TrackProgram =>
  trackOf(
    potentialsOf(recipe).flatMap((_, frame) => {
      const [done, rested] = marksOf(frame) as [Line, Line];
      return [done, ...stepsTo(recipe, frame), rested];
    }),
  );

function stepsTo(recipe: Recipe, frame: number): readonly Line[] {
  const [level = NaN, before = NaN] = [potentialsOf(recipe)[frame], potentialsOf(recipe)[frame - 1]];
  const [rest, label] = [numberOf(recipe, 'sampleRest'), quantity(significant(level), 'V')];
  const hold = sampleHold(recipe, level, rest, label);
  if (!isByCurrent(recipe)) return [hold];
  const current = insertingCurrent(recipe) * (level < before ? 1 : -1);
  return [
    frame === 0 ? hold : currentUntil(recipe, current, numberOf(recipe, 'driveTime'), level, label),
    openCircuit(recipe, rest, 'open circuit'),
  ];
}

/** A current has to go one way or the other. */
export function frameProblems(recipe: Recipe): readonly Problem[] {
  const levels = potentialsOf(recipe);
  return isByCurrent(recipe) && levels.some((level, k) => level === levels[k - 1])
    ? [
        {
          key: 'samplePotentials',
          message: `${POTENTIALS}: a current cannot go from one to the next where they are equal.`,
        },
      ]
    : [];
}
