/** What writing and reading a bundle have to agree on; `docs/bundle-format.md` says the same in prose. */
import type { Setup } from '../experiments/recipe/setup';

export const BUNDLE_VERSION = '1.0';

export const POLARITY =
  'IUPAC: anodic current positive; potential of the working electrode against its reference';

/** Where each value of a recipe's setup stands below /entry. */
export const SETUP_PLACES: readonly {
  readonly key: keyof Setup;
  readonly group: 'instrument' | 'instrument/pipette' | 'sample';
  readonly name: string;
  readonly units: string;
}[] = [
  { key: 'referenceElectrode', group: 'instrument', name: 'reference_electrode', units: '' },
  { key: 'referencePotential', group: 'instrument', name: 'reference_potential', units: 'V' },
  { key: 'pipetteRadius', group: 'instrument/pipette', name: 'radius', units: 'm' },
  { key: 'pipetteRadiusError', group: 'instrument/pipette', name: 'radius_errors', units: 'm' },
  { key: 'contactRadius', group: 'instrument/pipette', name: 'contact_radius', units: 'm' },
  { key: 'contactRadiusError', group: 'instrument/pipette', name: 'contact_radius_errors', units: 'm' },
  { key: 'halfConeAngle', group: 'instrument/pipette', name: 'half_cone_angle', units: 'rad' },
  { key: 'wallRatio', group: 'instrument/pipette', name: 'wall_ratio', units: '' },
  { key: 'filling', group: 'instrument/pipette', name: 'filling', units: '' },
  { key: 'sampleName', group: 'sample', name: 'name', units: '' },
  { key: 'concentration', group: 'sample', name: 'concentration', units: 'mol/m3' },
  { key: 'concentrationError', group: 'sample', name: 'concentration_errors', units: 'mol/m3' },
  { key: 'electrons', group: 'sample', name: 'electrons', units: '' },
  { key: 'temperature', group: 'sample', name: 'temperature', units: 'K' },
  { key: 'temperatureError', group: 'sample', name: 'temperature_errors', units: 'K' },
];

/** What else a group of /entry/analysis holds beside its parameters. */
export const NO_PARAMETERS = ['program', 'version', 'date', 'sequence_index', 'maps'];

/** Stands for "no number" in categorical maps, which are bytes. */
export const NO_CODE = 255;

/** Name of a step's group, e.g. `step06_cycle`. */
export const stepGroup = (place: number, verb: string): string =>
  `step${String(place).padStart(2, '0')}_${verb.toLowerCase()}`;

/** Place in the program of a step's group; null where the name is none. */
export function stepPlace(name: string): number | null {
  const digits = /^step(\d+)_/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}
