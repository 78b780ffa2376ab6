/** A voltammogram of the sample, with a rest at its start potential before and after: form fields and the track's steps. */
import { quantity, significant } from '../../quantity';
import type { Experiment, Field, Recipe, TrackProgram } from '../experiment';
import type { Line } from '../program/hop-program';
import { predict } from '../program/prediction';
import { stepCost } from '../program/timing';
import { seconds, volts } from '../recipe/field-units';
import { numberOf } from '../recipe/recipe';

export const SAMPLE = 'Sample';

export const restField: Field = seconds({
  key: 'sampleRest',
  group: SAMPLE,
  label: 'Rest of the sample',
  min: 1,
  explanation: 'At the start potential, before anything is done to the sample.',
});

export const trackIntervalField: Field = seconds({
  key: 'trackInterval',
  group: SAMPLE,
  label: 'Read the sample every',
  min: 10e-3,
  max: 60,
  explanation: 'Its potential and its current are recorded so often, whatever the probe does.',
});

export const startField: Field = volts({
  key: 'sampleStart',
  group: SAMPLE,
  label: 'Start potential',
  explanation: 'Of the sample against its reference, where it begins and where it ends.',
});

export const cycleFields: readonly Field[] = [
  volts({
    key: 'sampleVertex',
    group: SAMPLE,
    label: 'Sweep to',
    explanation: 'Potential at which the sweep of the sample turns back.',
  }),
  {
    key: 'sampleRate',
    group: SAMPLE,
    label: 'Scan rate',
    unit: 'mV/s',
    factor: 1e3,
    kind: 'number',
    min: 1e-6,
    max: 1,
    explanation: 'Of the sample.',
  },
  {
    key: 'sampleCycles',
    group: SAMPLE,
    label: 'Cycles',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 1,
    max: 1000,
    explanation: 'From the start potential there and back.',
  },
];

/** Everything that is said of a cycle with its rests. */
export const cycledFields: readonly Field[] = [startField, ...cycleFields, restField, trackIntervalField];

/** 1.7 to 0 V and back at 0.3 mV/s, a quarter of an hour of rest before and after. */
export const CYCLE: Recipe = {
  sampleStart: 1.7,
  sampleVertex: 0,
  sampleRate: 0.3e-3,
  sampleCycles: 1,
  sampleRest: 900,
  trackInterval: 1,
};

export const sampleHold = (recipe: Recipe, level: number, time: number, label: string): Line => [
  { verb: 'HOLD', control: 'POTENTIAL', level, seconds: time, interval: numberOf(recipe, 'trackInterval') },
  label,
];

export function sampleCycle(recipe: Recipe): Line {
  const start = numberOf(recipe, 'sampleStart');
  return [
    {
      verb: 'CYCLE',
      start,
      vertex1: numberOf(recipe, 'sampleVertex'),
      vertex2: start,
      end: start,
      scanRate: numberOf(recipe, 'sampleRate'),
      cycles: numberOf(recipe, 'sampleCycles'),
      interval: numberOf(recipe, 'trackInterval'),
    },
    'cycle of the sample',
  ];
}

/** A cycle between two rests at its start potential. */
export function restedCycle(recipe: Recipe): readonly Line[] {
  const rest = sampleHold(recipe, numberOf(recipe, 'sampleStart'), numberOf(recipe, 'sampleRest'), 'rest');
  return [rest, sampleCycle(recipe), rest];
}

export const trackOf = (lines: readonly Line[]): TrackProgram => ({
  steps: lines.map(([step]) => step),
  labels: lines.map(([, label]) => label),
  follow: true,
});

/** How long a track takes that waits for nothing, s. */
const trackSeconds = ({ steps }: TrackProgram): number =>
  steps.reduce((sum, step) => sum + stepCost(step, 0, 0).seconds, 0);

/** In words, where the visits of a run end before the program of the sample beside them: `what` ends, and what to do. */
export function endsEarly(experiment: Experiment, recipe: Recipe, what: string, remedy: string): string[] {
  const { track } = experiment.program(recipe);
  const [visits, driven] = [predict(experiment, recipe).seconds, track ? trackSeconds(track) : 0];
  if (visits >= driven) return [];
  const [last, needed] = [visits, driven].map((s) => quantity(significant(s / 3600, 2), 'h'));
  return [`The ${what} end after ${last ?? ''}, the program of the sample after ${needed ?? ''}: ${remedy}.`];
}
