/** A disc microelectrode in a solution of a mediator: what a recipe says of it, and the current that follows far from a surface. */
import { ELEMENTARY_CHARGE, FARADAY } from '../../kinetics/constants';
import type { Disc } from '../../kinetics/feedback/feedback-fit';
import { BESSEL_NOISE_BANDWIDTH } from '../../kinetics/solver/bessel';
import type { Field, Recipe } from '../experiment';
import { rmsOf, type NoiseTable } from '../landing/amplifier-noise';
import { landingFields } from '../landing/landing';
import { volts } from '../recipe/field-units';
import { numberOf } from '../recipe/recipe';

const GROUP = 'Disc and mediator';

/** Fields that the tip has in common with a landing, under the words that suit it. */
export const sharedWithLanding = (key: string, change: Partial<Field>): Field[] =>
  landingFields.filter((field) => field.key === key).map((field) => ({ ...field, ...change }));

export const tipFields: readonly Field[] = [
  volts({
    key: 'tipPotential',
    group: 'Tip',
    label: 'Potential of the tip',
    explanation: 'So far beyond the mediator’s half-wave potential that all that arrives reacts.',
  }),
  ...sharedWithLanding('fullScale', { group: 'Tip' }),
  ...sharedWithLanding('approachCutoff', {
    group: 'Tip',
    label: 'Filter',
    explanation: 'Cut-off of the amplifier (−3 dB): lower is quieter, and later.',
  }),
];

export const discFields: readonly Field[] = [
  {
    key: 'pipetteRadius',
    analysis: 'disc-radius',
    group: GROUP,
    label: 'Radius of the disc',
    unit: 'µm',
    factor: 1e6,
    kind: 'number',
    min: 10e-9,
    max: 50e-6,
    explanation: 'Of the conducting disc alone; distances are counted in it.',
  },
  {
    key: 'wallRatio',
    analysis: 'wall-ratio',
    group: GROUP,
    label: 'Sheath over disc, RG',
    unit: '',
    factor: 1,
    kind: 'number',
    min: 1.5,
    max: 10,
    explanation:
      'Outer radius of the insulating sheath over that of the disc; the curves hold from 1.5 to 10.',
  },
  {
    key: 'concentration',
    group: GROUP,
    label: 'Mediator',
    unit: 'mM',
    factor: 1,
    kind: 'number',
    min: 1e-3,
    max: 1e4,
    explanation:
      'In the solution. It tells which current to expect and where to stop above a conductor, not k.',
  },
  {
    key: 'mediatorDiffusion',
    analysis: 'mediator-diffusion',
    group: GROUP,
    label: 'its diffusion coefficient',
    unit: 'µm²/s',
    factor: 1e12,
    kind: 'number',
    min: 1e-13,
    max: 1e-7,
    explanation: 'k is proportional to it. 1000 µm²/s are 10⁻⁵ cm²/s.',
  },
];

/** A disc of 1 µm in a sheath of 5 µm, 1 mM of a mediator that is oxidized at 0.25 V. */
export const MEDIATOR_DISC: Recipe = {
  tipPotential: 0.6,
  fullScale: 2e-9,
  approachCutoff: 100,
  pipetteRadius: 1e-6,
  pipetteRadiusError: 0.02e-6,
  contactRadius: 1e-6,
  contactRadiusError: 0.02e-6,
  halfConeAngle: (5 * Math.PI) / 180,
  wallRatio: 5,
  filling: '1 mM of a mediator in water',
  referenceElectrode: 'Ag/AgCl quasi-reference',
  referencePotential: 0.2,
  concentration: 1,
  concentrationError: 0.01,
  mediatorDiffusion: 7e-10,
  electrons: 1,
  temperature: 298.15,
  temperatureError: 1,
  sampleName: 'stripes of glass, a slow material and gold',
};

/** A gold disc of 25 µm across in 0.3 mM of ferrocene in an organic electrolyte, against lithium. */
export const GOLD_DISC: Recipe = {
  ...MEDIATOR_DISC,
  tipPotential: 3.6,
  pipetteRadius: 12.5e-6,
  pipetteRadiusError: 0.1e-6,
  contactRadius: 12.5e-6,
  contactRadiusError: 0.1e-6,
  filling: '0.3 mM ferrocene in an organic electrolyte',
  referenceElectrode: 'Li/Li+',
  referencePotential: -3.04,
  concentration: 0.3,
  concentrationError: 0.003,
  mediatorDiffusion: 1e-9,
  sampleName: 'film of a layered oxide',
};

export const discOf = (recipe: Recipe, free: Disc['free'] = []): Disc => ({
  radius: numberOf(recipe, 'pipetteRadius'),
  wallRatio: numberOf(recipe, 'wallRatio'),
  free,
});

/** 4nFDcr, A: the steady current of a disc far from any surface. */
export const discCurrent = (recipe: Recipe): number =>
  4 *
  numberOf(recipe, 'electrons') *
  FARADAY *
  numberOf(recipe, 'mediatorDiffusion') *
  numberOf(recipe, 'concentration') *
  numberOf(recipe, 'pipetteRadius');

/** rms noise behind the filter with that current flowing, A. */
export function discNoise(recipe: Recipe, amplifier: NoiseTable): number {
  const cutoff = numberOf(recipe, 'approachCutoff');
  const own = rmsOf(amplifier, numberOf(recipe, 'fullScale'), cutoff);
  const shot = 2 * ELEMENTARY_CHARGE * discCurrent(recipe) * BESSEL_NOISE_BANDWIDTH * cutoff;
  return Math.sqrt(own ** 2 + shot);
}
