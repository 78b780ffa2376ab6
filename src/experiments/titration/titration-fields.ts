/** What a person says of a titration: the train of pulses, the body that fills, and the probe that listens meanwhile. */
import type { Field } from '../experiment';
import { landingFields } from '../landing/landing';
import { choice, seconds, volts } from '../recipe/field-units';
import { SAMPLE, startField, trackIntervalField } from '../track/sample-cycle';
import { areaField, densityField, driveFields, driveTimeField } from '../track/sample-drive';

const ANALYSIS = 'Analysis';
const PROBE = 'Probe';

const ofDrive = (key: string, change: Partial<Field>): Field[] =>
  driveFields.filter((field) => field.key === key).map((field) => ({ ...field, ...change }));

const ofAmplifier = (key: string, change: Partial<Field> = {}): Field[] =>
  landingFields.filter((field) => field.key === key).map((field) => ({ ...field, group: PROBE, ...change }));

export const titrationFields: readonly Field[] = [
  { ...startField, explanation: 'Held first; pulses of extraction end here at the latest.' },
  volts({
    key: 'sampleVertex',
    group: SAMPLE,
    label: 'Insert down to',
    explanation: 'A pulse of insertion ends here at the latest, with the drop of its own current in it.',
  }),
  { ...densityField, explanation: 'Of the pulses.' },
  { ...areaField, explanation: 'Times the density it is the current.' },
  {
    ...driveTimeField,
    label: 'Pulse for',
    explanation: 'Short against the time in which a particle fills, long against that of the double layer.',
  },
  ...ofDrive('pulseRest', {
    explanation: 'Without current, until a particle is as full in its middle as at its surface.',
  }),
  ...ofDrive('pulses', {
    label: 'Pulses each way',
    max: 300,
    explanation: 'Of insertion, one after the other; then as many of extraction.',
  }),
  seconds({
    key: 'sampleRest',
    group: SAMPLE,
    label: 'Hold at the start for',
    min: 1,
    explanation: 'Before the first pulse.',
  }),
  trackIntervalField,
  choice({
    key: 'particleShape',
    analysis: 'particle-shape',
    group: ANALYSIS,
    label: 'Shape of what fills',
    choices: [
      { value: 'sphere', label: 'Spheres' },
      { value: 'cylinder', label: 'Cylinders' },
      { value: 'plane', label: 'A plate, from one side' },
    ],
    explanation: 'A film of particles is no plate: what counts is the shape of a particle.',
  }),
  {
    key: 'particleRadius',
    analysis: 'particle-radius',
    group: ANALYSIS,
    label: 'Radius of a particle, or thickness of a plate',
    unit: 'µm',
    factor: 1e6,
    kind: 'number',
    min: 1e-9,
    max: 1e-3,
    explanation: 'Not the thickness of a film of particles. D goes with its square.',
  },
  {
    key: 'particleRadiusError',
    analysis: 'particle-radius-error',
    group: ANALYSIS,
    label: 'its uncertainty',
    unit: 'µm',
    factor: 1e6,
    kind: 'number',
    min: 0,
    max: 1e-3,
    explanation: 'One standard deviation; twice its part of the radius becomes part of the uncertainty of D.',
  },
  {
    key: 'sampleCapacity',
    analysis: 'sample-capacity',
    group: ANALYSIS,
    label: 'Full charge',
    unit: 'mC',
    factor: 1e3,
    kind: 'number',
    min: 1e-9,
    max: 1e4,
    explanation:
      'Of the sample. State of charge is the charge since the beginning in parts of this. D does not rest on it.',
  },
  volts({
    key: 'pipetteBias',
    group: PROBE,
    label: 'Bias of the pipette',
    explanation: 'Against the electrode in the bath. The pipette stays where it is and listens.',
  }),
  ...ofAmplifier('approachCutoff', {
    label: 'Filter',
    explanation: 'Cut-off of the amplifier (−3 dB): lower is quieter.',
  }),
  ...ofAmplifier('fullScale'),
];
