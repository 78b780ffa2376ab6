/**
 * Voltammograms at several scan rates, one after the other in a contact: their form fields and their steps. Sample interval
 * and filter follow each rate, so that every wave is sampled and smoothed by the same potential.
 */
import type { Field, Problem, Recipe } from '../experiment';
import { choice, volts } from '../recipe/field-units';
import type { Line } from '../program/hop-program';
import { listOf, numberOf } from '../recipe/recipe';
import type { Step } from '../program/step';

const GROUP = 'Voltammetry';
/** Samples of a hold, s apart. */
const HOLD_INTERVAL = 10e-3;
/** Cut-offs that amplifiers have, Hz. */
const CUTOFFS = [10, 20e3] as const;

const holdSeconds = (key: string, label: string, explanation: string): Field => ({
  key,
  group: GROUP,
  label,
  unit: 's',
  factor: 1,
  kind: 'number',
  min: 0.01,
  max: 600,
  explanation,
});

export const startField = volts({
  key: 'startPotential',
  group: GROUP,
  label: 'Start potential',
  explanation: 'Where each voltammogram starts and ends, and where the film is restored before it.',
});

export const vertexField = volts({
  key: 'vertexPotential',
  group: GROUP,
  label: 'Vertex potential',
  explanation: 'Where the first sweep turns round.',
});

/** `least`: how few rates there may be. */
export const ratesField = (least: number): Field => ({
  key: 'rates',
  group: GROUP,
  label: 'Scan rates, in order',
  unit: 'V/s',
  factor: 1,
  kind: 'list',
  min: 1e-4,
  max: 1000,
  length: [least, 12],
  explanation: 'One voltammogram each, in this order. Fast to slow leaves least behind for the next one.',
});

export const repeatField: Field = choice({
  key: 'repeatFirst',
  group: GROUP,
  label: 'First rate again at the end',
  choices: [
    { value: 1, label: 'yes' },
    { value: 0, label: 'no' },
  ],
  explanation: 'The repetition shows whether wetting, reference or film changed at this pixel.',
});

/** How each rate is sampled, rested before and filtered. */
export const samplingFields: readonly Field[] = [
  {
    key: 'potentialStep',
    group: GROUP,
    label: 'Sample every',
    unit: 'mV',
    factor: 1e3,
    kind: 'number',
    min: 1e-5,
    max: 5e-3,
    explanation: 'Potential between two samples of a sweep; 1 mV or less resolves the wave well.',
  },
  holdSeconds(
    'restoreTime',
    'Restore after landing',
    'Hold at the start potential after contact; ten times the dwell at the approach bias undoes it.',
  ),
  holdSeconds(
    'holdTime',
    'Hold before each sweep',
    'Rest at the start potential so that every voltammogram begins with the same film.',
  ),
  {
    key: 'cutoffPerRate',
    group: 'Amplifier',
    label: 'Filter per scan rate',
    unit: 'Hz per V/s',
    factor: 1,
    kind: 'number',
    min: 20,
    max: 20e3,
    explanation:
      'Cut-off (−3 dB) of each voltammogram = this × scan rate, so that every wave is smoothed and delayed by the same potential.',
  },
];

/** −3 dB frequency for a scan rate, Hz. */
export const cutoffFor = (recipe: Recipe, rate: number): number =>
  Math.min(CUTOFFS[1], Math.max(CUTOFFS[0], numberOf(recipe, 'cutoffPerRate') * rate));

/** s between samples at a scan rate. */
export const intervalFor = (recipe: Recipe, rate: number): number => numberOf(recipe, 'potentialStep') / rate;

export const restAt = (potential: number, seconds: number): Step => ({
  verb: 'HOLD',
  control: 'POTENTIAL',
  level: potential,
  seconds,
  interval: Math.min(HOLD_INTERVAL, seconds / 10),
});

/** The corners of a voltammogram, V; without a second vertex it ends where it started. */
export interface Window {
  readonly start: number;
  readonly vertex: number;
  readonly second?: number;
}

export const windowOf = (recipe: Recipe): Window => ({
  start: numberOf(recipe, 'startPotential'),
  vertex: numberOf(recipe, 'vertexPotential'),
  ...('secondVertexPotential' in recipe ? { second: numberOf(recipe, 'secondVertexPotential') } : {}),
});

/** Amplifier, rest and sweep of a voltammogram. */
export const voltammogramLines = (
  recipe: Recipe,
  { start, vertex, second = start }: Window,
  rate: number,
  label: string,
  cycles = 1,
): readonly Line[] => [
  [{ verb: 'AMPLIFIER', fullScale: numberOf(recipe, 'fullScale'), cutoff: cutoffFor(recipe, rate) }, label],
  [restAt(start, numberOf(recipe, 'holdTime')), `rest before ${label}`],
  [
    {
      verb: 'CYCLE',
      start,
      vertex1: vertex,
      vertex2: second,
      end: start,
      scanRate: rate,
      cycles,
      interval: intervalFor(recipe, rate),
    },
    label,
  ],
];

/** What a contact is used for: the film restored, then every rate in its order, the first again where that is wanted. */
export function ratesLines(recipe: Recipe): readonly Line[] {
  const window = windowOf(recipe);
  const rates = listOf(recipe, 'rates');
  const sweeps = numberOf(recipe, 'repeatFirst') === 1 ? [...rates, ...rates.slice(0, 1)] : rates;
  return [
    [restAt(window.start, numberOf(recipe, 'restoreTime')), 'restore the film'],
    ...sweeps.flatMap((rate, k) =>
      voltammogramLines(recipe, window, rate, `${String(rate)} V/s${k === rates.length ? ', again' : ''}`),
    ),
  ];
}

/** Faults of window and rates. */
export function windowProblems(recipe: Recipe): Problem[] {
  const found: Problem[] = [];
  const { start, vertex } = windowOf(recipe);
  const window = Math.abs(start - vertex);
  if (window < 0.1) {
    found.push({
      key: 'vertexPotential',
      message: 'Vertex potential: must lie at least 0.1 V from the start potential.',
    });
  } else if (window < 5 * numberOf(recipe, 'potentialStep')) {
    found.push({ key: 'potentialStep', message: 'Sample every: must be a small part of the window.' });
  }
  const rates = listOf(recipe, 'rates');
  if (new Set(rates).size !== rates.length) {
    found.push({
      key: 'rates',
      message: 'Scan rates: give each rate once; the repetition is a choice of its own.',
    });
  }
  return found;
}

/** Uncertainties that no measurement has. */
export function setupProblems(recipe: Recipe): Problem[] {
  const found: Problem[] = [];
  if (numberOf(recipe, 'contactRadiusError') >= numberOf(recipe, 'contactRadius')) {
    found.push({
      key: 'contactRadiusError',
      message: 'Contact radius: its uncertainty must be smaller than the radius.',
    });
  }
  if (numberOf(recipe, 'concentrationError') >= numberOf(recipe, 'concentration')) {
    found.push({
      key: 'concentrationError',
      message: 'Exchanged species: its uncertainty must be smaller than the value.',
    });
  }
  return found;
}
