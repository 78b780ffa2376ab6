/**
 * How a pipette in the electrolyte feels the surface: down until the ion current falls by a part of what flows clear of the
 * surface at that hop, and up again. Form fields and steps that ion-conductance modes share.
 */
import type { Field, Program, Recipe } from '../experiment';
import { landingFields } from '../landing/landing';
import { CURVE_INTERVAL } from '../program/timing';
import { milliseconds, volts } from '../recipe/field-units';
import { numberOf } from '../recipe/recipe';

const GROUP = 'Hop';

/** Fields that a hop has in common with a landing, whose words suit both. */
const shared = (key: string, change: Partial<Field> = {}): Field[] =>
  landingFields.filter((field) => field.key === key).map((field) => ({ ...field, group: GROUP, ...change }));

export const hopFields: readonly Field[] = [
  volts({
    key: 'pipetteBias',
    group: GROUP,
    label: 'Bias of the pipette',
    explanation: 'Against the electrode in the bath; it drives the ion current that feels the surface.',
  }),
  {
    key: 'setpoint',
    group: GROUP,
    label: 'Setpoint',
    unit: '%',
    factor: 100,
    kind: 'number',
    min: 0.5,
    max: 0.9995,
    explanation:
      'The way down ends when the current is this part of what flowed clear of the surface at the same hop: 98 % is a fall by 2 %.',
  },
  ...shared('approachRate'),
  ...shared('approachCutoff'),
  ...shared('maxTravel', {
    explanation: 'A hop that has not felt the surface by then ends as “no contact” and is tried again.',
  }),
  ...shared('retract', {
    label: 'Hop height',
    explanation:
      'Height above the places about each way at which the pipette travels. It must clear the relief and the tilt from there on, and be some radii, so that the current is that of the bath.',
  }),
  ...shared('relief'),
  ...shared('retractRate'),
  milliseconds({
    key: 'pause',
    group: GROUP,
    label: 'Rest at the point',
    explanation: 'Standstill after the way to the point, so that the stage comes to rest.',
  }),
  ...shared('fullScale', { group: 'Amplifier' }),
];

/** 2 % of fall, 30 nm/ms, filter 1 kHz, 1 µm of hop. */
export const HOP: Recipe = {
  pipetteBias: 0.8,
  setpoint: 0.98,
  approachRate: 30e-6,
  approachCutoff: 1000,
  maxTravel: 15e-6,
  retract: 1e-6,
  relief: 0.03e-6,
  retractRate: 1e-3,
  pause: 0,
  fullScale: 20e-9,
};

/** Between samples of the way down and up, s, where many hops follow each other: 15 nm of the published way. */
export const SPARSE = 0.5e-3;

/** To the point, down to the setpoint, and up again, with so much time between samples, s. */
export function hopProgram(recipe: Recipe, interval = CURVE_INTERVAL): Program {
  const pause = numberOf(recipe, 'pause');
  const distance = numberOf(recipe, 'retract');
  const lines: [Program['steps'][number], string][] = [
    [{ verb: 'MOVE' }, ''],
    ...(pause > 0 ? [[{ verb: 'WAIT', seconds: pause }, ''] as [Program['steps'][number], string]] : []),
    [
      {
        verb: 'AMPLIFIER',
        fullScale: numberOf(recipe, 'fullScale'),
        cutoff: numberOf(recipe, 'approachCutoff'),
      },
      '',
    ],
    [{ verb: 'BIAS', potential: numberOf(recipe, 'pipetteBias') }, ''],
    [
      {
        verb: 'APPROACH',
        rate: numberOf(recipe, 'approachRate'),
        channel: 'tip_current',
        condition: 'FALL',
        threshold: 1 - numberOf(recipe, 'setpoint'),
        maxTravel: numberOf(recipe, 'maxTravel'),
        interval,
      },
      'approach curve',
    ],
    [{ verb: 'RETRACT', distance, rate: numberOf(recipe, 'retractRate'), interval }, 'retract curve'],
    [{ verb: 'END' }, ''],
  ];
  return {
    steps: lines.map(([step]) => step),
    labels: lines.map(([, label]) => label),
    channelMask: 0,
    clearance: distance,
    travelHeight: null,
    track: { steps: [], labels: [], follow: true },
  };
}
