/** What is done to the sample while a probe listens: a voltammogram, a constant current both ways, or pulses of it with rests. */
import type { Field, Recipe } from '../experiment';
import type { Line } from '../program/hop-program';
import { stepCost } from '../program/timing';
import { choice, seconds } from '../recipe/field-units';
import { numberOf, textOf } from '../recipe/recipe';
import {
  cycleFields,
  restField,
  SAMPLE,
  sampleCycle,
  sampleHold,
  startField,
  trackIntervalField,
} from './sample-cycle';

export const densityField: Field = {
  key: 'sampleDensity',
  group: SAMPLE,
  label: 'Current density',
  unit: 'mA/cm²',
  factor: 0.1,
  kind: 'number',
  min: 1e-4,
  max: 1e3,
  explanation: 'Of the constant current and of the pulses, which insert.',
};

export const driveTimeField: Field = seconds({
  key: 'driveTime',
  group: SAMPLE,
  label: 'Current for',
  min: 1,
  explanation: 'Length of a pulse; a constant current ends then at the latest, or at the ends of the sweep.',
});

export const areaField: Field = {
  key: 'sampleArea',
  group: SAMPLE,
  label: 'Area of the sample',
  unit: 'cm²',
  factor: 1e4,
  kind: 'number',
  min: 1e-10,
  max: 1,
  explanation: 'Its current in this is the density that moves the salt above it.',
};

export const driveFields: readonly Field[] = [
  choice({
    key: 'drive',
    group: SAMPLE,
    label: 'The sample gets',
    choices: [
      { value: 'cycle', label: 'Cyclic voltammogram' },
      { value: 'constant', label: 'Constant current, in and out' },
      { value: 'pulses', label: 'Pulses of current with rests (GITT)' },
    ],
    explanation: 'While the tip is held at each distance. Each begins at the start potential.',
  }),
  startField,
  ...cycleFields,
  densityField,
  driveTimeField,
  seconds({
    key: 'pulseRest',
    group: SAMPLE,
    label: 'Rest after a pulse',
    min: 1,
    explanation: 'Without current.',
  }),
  {
    key: 'pulses',
    group: SAMPLE,
    label: 'Pulses',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 1,
    max: 100,
    explanation: 'At each distance.',
  },
  restField,
  trackIntervalField,
  { ...areaField, analysis: 'sample-area' },
];

/** A, anodic positive: that of insertion. */
export const insertingCurrent = (recipe: Recipe): number =>
  -numberOf(recipe, 'sampleDensity') * numberOf(recipe, 'sampleArea');

/** A current, A, for a time at most: ends when insertion has lowered the sample's potential to a limit, V, or extraction raised it. */
export function currentUntil(
  recipe: Recipe,
  level: number,
  time: number,
  limit: number,
  label: string,
): Line {
  const until = {
    channel: 'sample_potential',
    condition: level < 0 ? 'BELOW' : 'ABOVE',
    value: limit,
  } as const;
  const interval = numberOf(recipe, 'trackInterval');
  return [{ verb: 'HOLD', control: 'CURRENT', level, seconds: time, interval, until }, label];
}

/** Without current, for a time. */
export const openCircuit = (recipe: Recipe, time: number, label: string): Line => [
  {
    verb: 'HOLD',
    control: 'CURRENT',
    level: 0,
    seconds: time,
    interval: numberOf(recipe, 'trackInterval'),
  },
  label,
];

/** A current for a time at most, between the ends of the sweep. */
export const driven = (recipe: Recipe, level: number, time: number, label: string): Line =>
  currentUntil(recipe, level, time, numberOf(recipe, level < 0 ? 'sampleVertex' : 'sampleStart'), label);

/** A rest at the start potential, and what follows it. */
export function sampleDrive(recipe: Recipe): readonly Line[] {
  const rest = sampleHold(recipe, numberOf(recipe, 'sampleStart'), numberOf(recipe, 'sampleRest'), 'rest');
  const [current, time] = [insertingCurrent(recipe), numberOf(recipe, 'driveTime')];
  switch (textOf(recipe, 'drive')) {
    case 'constant':
      return [rest, driven(recipe, current, time, 'insertion'), driven(recipe, -current, time, 'extraction')];
    case 'pulses':
      return [
        rest,
        ...Array.from({ length: numberOf(recipe, 'pulses') }, (_, k): Line[] => [
          driven(recipe, current, time, `pulse ${String(k + 1)}`),
          openCircuit(recipe, numberOf(recipe, 'pulseRest'), `rest ${String(k + 1)}`),
        ]).flat(),
      ];
    default:
      return [rest, sampleCycle(recipe)];
  }
}

/** Part of the time of all pulses within which the same current takes their charge out again. */
const TAKEN_OUT = 1.5;

/** What brings the sample back to the start without a jump, while nobody listens. */
export function sampleReturn(recipe: Recipe): readonly Line[] {
  if (textOf(recipe, 'drive') !== 'pulses') return [];
  const time = TAKEN_OUT * numberOf(recipe, 'pulses') * numberOf(recipe, 'driveTime');
  return [driven(recipe, -insertingCurrent(recipe), time, 'return')];
}

/** s that it takes at most. */
export const driveSeconds = (recipe: Recipe): number =>
  sampleDrive(recipe).reduce((sum, [step]) => sum + stepCost(step, 0, 0).seconds, 0);
