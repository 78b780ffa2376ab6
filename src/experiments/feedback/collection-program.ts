/**
 * How a disc collects what a sample makes: at each place down to a height, then the tip held while the sample is swept, or pulsed
 * from its start potential to one after the other. Form fields, steps of the hops and of the track.
 */
import { maskOf } from '../../records/record';
import { quantity, significant } from '../../quantity';
import type { Field, Program, Recipe } from '../experiment';
import { placesOf } from '../path/points';
import { programOf, type Line } from '../program/hop-program';
import { stepCost } from '../program/timing';
import { choice, seconds, volts } from '../recipe/field-units';
import { listOf, numberOf, textOf } from '../recipe/recipe';
import {
  cycleFields,
  restField,
  SAMPLE,
  sampleCycle,
  sampleHold,
  startField,
  trackIntervalField,
  trackOf,
} from '../track/sample-cycle';
import { discApproachLines } from './disc-approach';

/** Labels of holds: before the sample does anything, and while it is swept; pulses have their potential. */
export const BACKGROUND = 'background';
export const SWEPT = 'while the sample is swept';

export const isPulsed = (recipe: Recipe): boolean => textOf(recipe, 'sampleForm') === 'pulses';

const perHour = { max: 36e3 };
export const collectionFields: readonly Field[] = [
  choice({
    key: 'sampleForm',
    group: SAMPLE,
    label: 'The sample is',
    choices: [
      { value: 'sweep', label: 'swept there and back' },
      { value: 'pulses', label: 'pulsed, a background before each' },
    ],
    explanation:
      'At every place once. A sweep has one background, before it; pulses have one each, which a slow drift of the tip does not enter.',
  }),
  startField,
  ...cycleFields.filter(({ key }) => key !== 'sampleCycles'),
  volts({
    key: 'pulsePotentials',
    group: SAMPLE,
    label: 'Pulse to',
    kind: 'list',
    length: [2, 100],
    explanation: 'From the start potential, and back to it, in ascending order.',
  }),
  seconds({
    key: 'pulseTime',
    group: SAMPLE,
    label: 'Pulse for',
    min: 0.1,
    ...perHour,
    explanation: 'What has come to the tip in its last quarter counts.',
  }),
  {
    ...restField,
    explanation:
      'At the start potential, before a sweep or each pulse; its second half is the background. What was made before must have gone by then.',
  },
  trackIntervalField,
];

export const collectingFields: readonly Field[] = [
  volts({
    key: 'collectPotential',
    group: 'Tip',
    label: 'while collecting',
    explanation: 'So far beyond the half-wave potential that all that arrives reacts.',
  }),
  choice({
    key: 'collects',
    analysis: 'collects',
    group: 'Tip',
    label: 'It collects by',
    choices: [
      { value: 'reduction', label: 'reduction' },
      { value: 'oxidation', label: 'oxidation' },
    ],
    explanation: 'The sign of what the tip collects: cathodic or anodic.',
  }),
  seconds({
    key: 'tipInterval',
    group: 'Tip',
    label: 'Read the tip every',
    min: 10e-3,
    max: 60,
    explanation: 'Means over so long are kept of its current.',
  }),
];

/** Time of the cycle of a sweep, s. */
const sweepSeconds = (recipe: Recipe): number => stepCost(sampleCycle(recipe)[0], 0, 0).seconds;

const held = (recipe: Recipe, time: number, label: string): Line => {
  const interval = numberOf(recipe, 'tipInterval');
  const level = numberOf(recipe, 'collectPotential');
  const seconds = Math.max(1, Math.round(time / interval)) * interval;
  return [{ verb: 'HOLD', control: 'POTENTIAL', level, seconds, interval }, label];
};

interface Part {
  /** Held at the tip meanwhile, and done to the sample. */
  readonly tip: Line;
  readonly sample: Line;
}

/** What follows the background at a place: one sweep, or the pulses. */
function partsOf(recipe: Recipe): readonly Part[] {
  if (!isPulsed(recipe))
    return [{ tip: held(recipe, sweepSeconds(recipe), SWEPT), sample: sampleCycle(recipe) }];
  const time = numberOf(recipe, 'pulseTime');
  return listOf(recipe, 'pulsePotentials').map((level) => {
    const label = `at ${quantity(significant(level, 4), 'V')}`;
    return { tip: held(recipe, time, label), sample: sampleHold(recipe, level, time, label) };
  });
}

/** A program a place: hops and track meet before each background and after it. */
export function collectionProgram(recipe: Recipe): Program {
  const [rest, start] = [numberOf(recipe, 'sampleRest'), numberOf(recipe, 'sampleStart')];
  const up = numberOf(recipe, 'retractRate');
  const parts = partsOf(recipe);
  const mark = (place: number, part: number, after: 0 | 1): Line => [
    { verb: 'SYNC', mark: 1 + 2 * (place * parts.length + part) + after },
    '',
  ];
  const programs = placesOf(recipe).map((_, place): readonly Line[] => [
    ...discApproachLines(recipe, numberOf(recipe, 'stop'), 'expected'),
    [{ verb: 'RETRACT', distance: numberOf(recipe, 'rise'), rate: up }, ''],
    [{ verb: 'BIAS', potential: numberOf(recipe, 'collectPotential') }, ''],
    ...parts.flatMap(({ tip }, part): Line[] => [
      mark(place, part, 0),
      held(recipe, rest, BACKGROUND),
      mark(place, part, 1),
      tip,
    ]),
    [{ verb: 'END' }, ''],
  ]);
  const back = sampleHold(recipe, start, numberOf(recipe, 'trackInterval'), '');
  const track = placesOf(recipe).flatMap((_, place) => [
    back,
    ...parts.flatMap(({ sample }, part): Line[] => [
      mark(place, part, 0),
      sampleHold(recipe, start, rest, 'rest'),
      mark(place, part, 1),
      sample,
    ]),
  ]);
  return {
    ...programOf(recipe, ...programs),
    clearance: numberOf(recipe, 'rise'),
    channelMask: maskOf('sample_potential', 'sample_current'),
    travelHeight: null,
    startHeight: null,
    track: trackOf([...track, back]),
  };
}
