/** Form fields by the quantity that they hold: unit, factor and the widest range that makes sense. */
import type { Field } from '../experiment';

type What = Pick<Field, 'key' | 'group' | 'label' | 'explanation'> & Partial<Field>;

/** A potential of the working electrode, shown in V. */
export const volts = (what: What): Field => ({
  unit: 'V',
  factor: 1,
  kind: 'number',
  min: -10,
  max: 10,
  ...what,
});

/** A time in steps of a program, shown in ms. */
export const milliseconds = (what: What): Field => ({
  unit: 'ms',
  factor: 1e3,
  kind: 'number',
  min: 0,
  max: 600,
  ...what,
});

/** A time that people wait for, shown in s. */
export const seconds = (what: What): Field => ({
  unit: 's',
  factor: 1,
  kind: 'number',
  min: 1e-3,
  max: 36e3,
  ...what,
});

/** A current of the cell, shown in pA. */
export const picoamperes = (what: What): Field => ({
  unit: 'pA',
  factor: 1e12,
  kind: 'number',
  min: -1e-6,
  max: 1e-6,
  ...what,
});

/** One of some values; a number that stands for one has no unit and no range. */
export const choice = (what: What & Required<Pick<Field, 'choices'>>): Field => ({
  unit: '',
  factor: 1,
  kind: 'choice',
  min: 0,
  max: 0,
  ...what,
});
