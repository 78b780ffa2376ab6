/** How a droplet cell gets to the surface and away from it: form fields and steps that SECCM modes share. */
import type { Field, Recipe } from '../experiment';
import { numberOf, textOf } from '../recipe/recipe';
import type { Step } from '../program/step';
import { choice } from '../recipe/field-units';

/** Interval of the recorded approach and retract curves, s. */
const CURVE_INTERVAL = 0.2e-3;

const rise = (key: string, label: string): Field => ({
  key,
  group: 'Landing',
  label,
  unit: 'nm/µm',
  factor: 1e3,
  kind: 'number',
  min: -1,
  max: 1,
  explanation:
    'As levelling has found it; 0 where nothing is known. The probe travels above the plane that rises so from contact to contact.',
});

export const landingFields: readonly Field[] = [
  {
    key: 'approachBias',
    group: 'Landing',
    label: 'Bias while approaching',
    unit: 'V',
    factor: 1,
    kind: 'number',
    min: -10,
    max: 10,
    explanation:
      'Potential of the working electrode while the droplet comes down; the first current tells of the contact.',
  },
  {
    key: 'approachRate',
    group: 'Landing',
    label: 'Approach rate',
    unit: 'nm/ms',
    factor: 1e6,
    kind: 'number',
    min: 1e-7,
    max: 1e-3,
    explanation: 'Speed on the way down. Faster means a longer overshoot before the bridge has stopped.',
  },
  {
    key: 'threshold',
    group: 'Landing',
    label: 'Contact threshold',
    unit: 'pA',
    factor: 1e12,
    kind: 'number',
    min: 1e-14,
    max: 1e-7,
    explanation:
      'Magnitude of the tip current that counts as contact. Six times the rms noise keeps false contacts rare.',
  },
  {
    key: 'approachCutoff',
    group: 'Landing',
    label: 'Filter while approaching',
    unit: 'kHz',
    factor: 1e-3,
    kind: 'number',
    min: 10,
    max: 20e3,
    explanation: 'Cut-off of the amplifier (−3 dB) on the way down: lower is quieter, and later.',
  },
  {
    key: 'maxTravel',
    group: 'Landing',
    label: 'Longest way down',
    unit: 'µm',
    factor: 1e6,
    kind: 'number',
    min: 1e-8,
    max: 100e-6,
    explanation: 'An approach that has not met the surface by then ends as “no contact”.',
  },
  {
    key: 'retract',
    group: 'Landing',
    label: 'Retract',
    unit: 'µm',
    factor: 1e6,
    kind: 'number',
    min: 50e-9,
    max: 20e-6,
    explanation:
      'Height above the contacts about each way at which the probe travels. It must clear what the ground rises off its levelled plane from such a contact on: as much as it is high within the same distance, or within two and a half pixels.',
  },
  {
    key: 'relief',
    group: 'Landing',
    label: 'Expected relief',
    unit: 'µm',
    factor: 1e6,
    kind: 'number',
    min: 0,
    max: 20e-6,
    explanation:
      'How far the ground lies below the highest of sixteen neighbours on average. The way down is longer by this; it enters the expected time alone.',
  },
  rise('slopeX', 'Ground rises along x'),
  rise('slopeY', 'and along y'),
  {
    key: 'startHeight',
    group: 'Landing',
    label: 'First approach from z',
    unit: 'µm',
    factor: 1e6,
    kind: 'number',
    min: -13e-3,
    max: 13e-3,
    explanation:
      'Stage coordinate to which the probe goes at full speed before its first approach, as an earlier run has found it on this very sample. 0 where nothing is known: then from the top of the range.',
  },
  choice({
    key: 'travel',
    group: 'Landing',
    label: 'Travel',
    choices: [
      { value: 'contacts', label: 'above neighbours' },
      { value: 'fixed', label: 'at one height' },
    ],
    explanation:
      'The height from hop to hop: the retract above the highest of the contacts nearest to the way, and higher where there are none yet, which is quicker; or the same for all hops, for ground that rises more than the retract clears.',
  }),
  {
    key: 'travelHeight',
    group: 'Landing',
    label: 'The one height, z',
    unit: 'µm',
    factor: 1e6,
    kind: 'number',
    min: 0,
    max: 20e-6,
    explanation:
      'Stage coordinate at which all hops travel if they do so at one height. Where contacts came so near that the retract would not clear them, the probe travels higher.',
  },
  {
    key: 'retractRate',
    group: 'Landing',
    label: 'Retract rate',
    unit: 'nm/ms',
    factor: 1e6,
    kind: 'number',
    min: 1e-7,
    max: 5e-3,
    explanation: 'Speed on the way up.',
  },
  {
    key: 'fullScale',
    group: 'Amplifier',
    label: 'Full scale',
    unit: 'nA',
    factor: 1e9,
    kind: 'number',
    min: 1e-12,
    max: 1e-3,
    explanation: 'The bridge takes its smallest range that holds this current. Smaller ranges are quieter.',
  },
];

/** Height that a recipe wants all hops to travel at, m; null where the contacts about the way decide. */
export const fixedHeight = (recipe: Recipe): number | null =>
  textOf(recipe, 'travel') === 'fixed' ? numberOf(recipe, 'travelHeight') : null;

/** Rise of the ground per length along x and y as levelling has found it; level where a recipe does not say. */
export const slopeOf = (recipe: Recipe): readonly [x: number, y: number] => [
  numberOf(recipe, 'slopeX') || 0,
  numberOf(recipe, 'slopeY') || 0,
];

/** Height that a recipe wants the first approach to begin at, m; null for the top of the range. */
export const firstHeight = (recipe: Recipe): number | null => numberOf(recipe, 'startHeight') || null;

/** To the point, and down until the current says that the droplet touches. */
export const landingSteps = (recipe: Recipe): readonly Step[] => [
  { verb: 'MOVE' },
  { verb: 'AMPLIFIER', fullScale: numberOf(recipe, 'fullScale'), cutoff: numberOf(recipe, 'approachCutoff') },
  { verb: 'BIAS', potential: numberOf(recipe, 'approachBias') },
  {
    verb: 'APPROACH',
    rate: numberOf(recipe, 'approachRate'),
    channel: 'tip_current',
    condition: 'MAGNITUDE',
    threshold: numberOf(recipe, 'threshold'),
    maxTravel: numberOf(recipe, 'maxTravel'),
    interval: CURVE_INTERVAL,
  },
];

/** Up again, end of the program. */
export const leavingSteps = (recipe: Recipe): readonly Step[] => [
  {
    verb: 'RETRACT',
    distance: numberOf(recipe, 'retract'),
    rate: numberOf(recipe, 'retractRate'),
    interval: CURVE_INTERVAL,
  },
  { verb: 'END' },
];
