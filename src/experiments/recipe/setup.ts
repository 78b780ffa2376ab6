import type { Field, Recipe } from '../experiment';

/** What every droplet-cell recipe says of pipette, sample and reference, beside the experiment's own values. SI. */
export interface Setup {
  readonly pipetteRadius: number;
  readonly pipetteRadiusError: number;
  readonly contactRadius: number;
  readonly contactRadiusError: number;
  readonly halfConeAngle: number;
  readonly wallRatio: number;
  readonly filling: string;
  readonly referenceElectrode: string;
  /** V against SHE. */
  readonly referencePotential: number;
  readonly sampleName: string;
  readonly concentration: number;
  readonly concentrationError: number;
  readonly electrons: number;
  readonly temperature: number;
  readonly temperatureError: number;
}

const SETUP_KEYS = [
  'pipetteRadius',
  'pipetteRadiusError',
  'contactRadius',
  'contactRadiusError',
  'halfConeAngle',
  'wallRatio',
  'filling',
  'referenceElectrode',
  'referencePotential',
  'sampleName',
  'concentration',
  'concentrationError',
  'electrons',
  'temperature',
  'temperatureError',
] as const satisfies readonly (keyof Setup)[];

/** The setup part of a recipe. The recipe must have passed the check of its fields. */
export const setupOf = (recipe: Recipe): Setup =>
  Object.fromEntries(SETUP_KEYS.map((key) => [key, recipe[key]])) as unknown as Setup;

/** The droplet's footprint, where no result rests on it: for the overlap with its neighbours. */
export const footprintField: Field = {
  key: 'contactRadius',
  group: 'Droplet cell',
  label: 'Contact radius',
  unit: 'nm',
  factor: 1e9,
  kind: 'number',
  min: 5e-9,
  max: 20e-6,
  explanation: 'Radius of the wetted disc. Pixels nearer than its diameter share wetted ground.',
};

/** Form fields of the numbers that a diffusion coefficient rests on. */
export const setupFields: readonly Field[] = [
  {
    key: 'contactRadius',
    analysis: 'radius',
    group: 'Droplet cell',
    label: 'Contact radius',
    unit: 'nm',
    factor: 1e9,
    kind: 'number',
    min: 5e-9,
    max: 20e-6,
    explanation: 'Radius of the wetted disc. D goes with its fourth power: 10 % here are 40 % in D.',
  },
  {
    key: 'contactRadiusError',
    analysis: 'radius-error',
    group: 'Droplet cell',
    label: 'its uncertainty',
    unit: 'nm',
    factor: 1e9,
    kind: 'number',
    min: 0,
    max: 10e-6,
    explanation: 'One standard deviation; it becomes part of the uncertainty of D.',
  },
  {
    key: 'concentration',
    analysis: 'concentration',
    group: 'Droplet cell',
    label: 'Exchanged species',
    unit: 'mol/cm³',
    factor: 1e-6,
    kind: 'number',
    min: 1e-3,
    max: 1e6,
    explanation:
      'Concentration in the solid of what is exchanged: for Li₄Ti₅O₁₂ three Li per formula unit, one electron each.',
  },
  {
    key: 'concentrationError',
    analysis: 'concentration-error',
    group: 'Droplet cell',
    label: 'its uncertainty',
    unit: 'mol/cm³',
    factor: 1e-6,
    kind: 'number',
    min: 0,
    max: 1e6,
    explanation: 'One standard deviation.',
  },
  {
    key: 'temperature',
    analysis: 'temperature',
    group: 'Droplet cell',
    label: 'Temperature',
    unit: 'K',
    factor: 1,
    kind: 'number',
    min: 230,
    max: 400,
    explanation: 'Of the cell.',
  },
  {
    key: 'temperatureError',
    analysis: 'temperature-error',
    group: 'Droplet cell',
    label: 'its uncertainty',
    unit: 'K',
    factor: 1,
    kind: 'number',
    min: 0,
    max: 50,
    explanation: 'One standard deviation.',
  },
];
