/** A current at a potential once the contact has settled: form fields, steps and the hold that is averaged. */
import type { HopTraces } from '../../records/hop';
import type { Field, Recipe, Recorded } from '../experiment';
import { milliseconds, volts } from '../recipe/field-units';
import { holdsOf, type Held } from './holds';
import type { Line } from '../program/hop-program';
import { numberOf } from '../recipe/recipe';

const GROUP = 'Current at a potential';
/** Samples of the record of settling. */
const SETTLING_SAMPLES = 100;

export const heldCurrentFields: readonly Field[] = [
  volts({
    key: 'holdPotential',
    group: GROUP,
    label: 'Potential',
    explanation:
      'Where the current is measured. Equal to the bias of the approach it begins with the contact.',
  }),
  milliseconds({
    key: 'settleTime',
    group: GROUP,
    label: 'Settle',
    min: 1e-3,
    explanation: 'From the contact to the measurement: charging and the filter’s memory of it must be over.',
  }),
  {
    key: 'samples',
    group: GROUP,
    label: 'Samples averaged',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 1,
    max: 100e3,
    explanation: 'Their mean is the current of the pixel. Samples faster than the filter share its noise.',
  },
  {
    key: 'sampleRate',
    group: GROUP,
    label: 'Sampling frequency',
    unit: 'kHz',
    factor: 1e-3,
    kind: 'number',
    min: 1,
    max: 200e3,
    explanation: 'Of those samples.',
  },
];

/** Ten samples at 200 kHz, 20 ms after the contact (SECCM 2014). */
export const HELD_CURRENT_2014: Recipe = { settleTime: 20e-3, samples: 10, sampleRate: 200e3 };

export function heldCurrentLines(recipe: Recipe): readonly Line[] {
  const level = numberOf(recipe, 'holdPotential');
  const settle = numberOf(recipe, 'settleTime');
  const interval = 1 / numberOf(recipe, 'sampleRate');
  const hold = { verb: 'HOLD', control: 'POTENTIAL', level } as const;
  return [
    [{ ...hold, seconds: settle, interval: settle / SETTLING_SAMPLES }, 'settle'],
    [{ ...hold, seconds: numberOf(recipe, 'samples') * interval, interval }, 'measure'],
  ];
}

/** The hold whose mean is the current: the last one under control of the potential. */
export const measuredHold = (hop: HopTraces, recorded: Recorded): Held | undefined =>
  holdsOf(hop, recorded).findLast(({ step }) => step.control === 'POTENTIAL');
