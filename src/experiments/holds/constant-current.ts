/** A constant current after the contact: form fields, the step and the hold that records the potential. */
import type { HopTraces } from '../../records/hop';
import type { Field, Recipe, Recorded } from '../experiment';
import { picoamperes, seconds } from '../recipe/field-units';
import { holdsOf, type Held } from './holds';
import type { Line } from '../program/hop-program';
import { numberOf } from '../recipe/recipe';

const GROUP = 'Constant current';

export const constantCurrentFields: readonly Field[] = [
  picoamperes({
    key: 'current',
    group: GROUP,
    label: 'Current',
    explanation: 'Anodic (positive) takes lithium out of the solid, cathodic puts it in.',
  }),
  seconds({
    key: 'chargeTime',
    group: GROUP,
    label: 'For',
    unit: 'ms',
    factor: 1e3,
    explanation: 'How long the current is driven at each pixel.',
  }),
  seconds({
    key: 'chargeInterval',
    group: GROUP,
    label: 'Sample every',
    unit: 'ms',
    factor: 1e3,
    min: 50e-6,
    explanation: 'Interval of the record of the potential.',
  }),
];

/** +5 pA for 600 ms, sampled every 10 ms (SECCM 2014). */
export const CONSTANT_CURRENT_2014: Recipe = { current: 5e-12, chargeTime: 0.6, chargeInterval: 10e-3 };

export const constantCurrentLine = (recipe: Recipe): Line => [
  {
    verb: 'HOLD',
    control: 'CURRENT',
    level: numberOf(recipe, 'current'),
    seconds: numberOf(recipe, 'chargeTime'),
    interval: numberOf(recipe, 'chargeInterval'),
  },
  'constant current',
];

export const drivenHold = (hop: HopTraces, recorded: Recorded): Held | undefined =>
  holdsOf(hop, recorded).find(({ step }) => step.control === 'CURRENT');
