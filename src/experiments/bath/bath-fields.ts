/** What a person says of a measurement of the pipette: what is recorded, and what the radius is worked out with. */
import type { Field, Problem, Recipe } from '../experiment';
import { seconds, volts } from '../recipe/field-units';
import { numberOf } from '../recipe/recipe';

export const bathFields: readonly Field[] = [
  {
    key: 'blankRates',
    group: 'In air',
    label: 'Rates of the blanks',
    unit: 'V/s',
    factor: 1,
    kind: 'list',
    min: 0.1,
    max: 1000,
    length: [1, 8],
    explanation:
      'A voltammogram from −0.2 to +0.2 V each, in air: its current is that of the stray capacitance.',
  },
  seconds({
    key: 'driftTime',
    group: 'In air',
    label: 'Drift over',
    min: 0.1,
    max: 600,
    explanation: 'A hold at 0 V in air; the slope of its current is the drift.',
  }),
  volts({
    key: 'bathPotentials',
    group: 'In the bath',
    label: 'Potentials',
    unit: 'mV',
    factor: 1e3,
    kind: 'list',
    length: [3, 21],
    explanation:
      'The currents at these make the straight line whose slope is the conductance of the pipette.',
  }),
  seconds({
    key: 'bathTime',
    group: 'In the bath',
    label: 'at each for',
    min: 0.01,
    max: 60,
    explanation: 'The mean of the second half counts.',
  }),
  {
    key: 'conductivity',
    analysis: 'conductivity',
    group: 'Analysis',
    label: 'Conductivity of the filling',
    unit: 'S/m',
    factor: 1,
    kind: 'number',
    min: 1e-3,
    max: 100,
    explanation: 'The radius goes with its inverse.',
  },
  {
    key: 'halfConeAngle',
    analysis: 'cone-angle',
    group: 'Analysis',
    label: 'Half cone angle',
    unit: '°',
    factor: 180 / Math.PI,
    kind: 'number',
    min: Math.PI / 180,
    max: Math.PI / 4,
    explanation: 'Of the inner wall; most of the resistance lies in the cone.',
  },
  {
    key: 'halfConeAngleError',
    analysis: 'cone-angle-error',
    group: 'Analysis',
    label: 'its uncertainty',
    unit: '°',
    factor: 180 / Math.PI,
    kind: 'number',
    min: 0,
    max: Math.PI / 8,
    explanation: 'One standard deviation; it becomes part of the uncertainty of the radius.',
  },
  {
    key: 'wetting',
    analysis: 'wetting',
    group: 'Analysis',
    label: 'Contact over opening',
    unit: '',
    factor: 1,
    kind: 'number',
    min: 0.5,
    max: 20,
    explanation:
      'Radius of the wetted disc over that of the opening, e.g. from the image of a footprint. Later runs take the product as their contact radius.',
  },
  {
    key: 'wettingError',
    analysis: 'wetting-error',
    group: 'Analysis',
    label: 'its uncertainty',
    unit: '',
    factor: 1,
    kind: 'number',
    min: 0,
    max: 10,
    explanation: 'One standard deviation; it becomes part of the uncertainty of the contact radius.',
  },
];

/** An uncertainty as large as its value says nothing. */
export const bathProblems = (recipe: Recipe): readonly Problem[] =>
  [
    ['halfConeAngle', 'Half cone angle: its uncertainty must be smaller than the angle.'] as const,
    ['wetting', 'Contact over opening: its uncertainty must be smaller than the ratio.'] as const,
  ].flatMap(([key, message]) =>
    numberOf(recipe, `${key}Error`) >= numberOf(recipe, key) ? [{ key: `${key}Error`, message }] : [],
  );
