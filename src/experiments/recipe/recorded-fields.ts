/** What a person tells of recorded voltammograms: the electrode, the couple, and scan rates that no file states. */
import { checkFields } from './check';
import type { Field, Problem, Recipe } from '../experiment';

export const recordedFields: readonly Field[] = [
  {
    key: 'area',
    group: 'Electrode and couple',
    label: 'Electrode area',
    unit: 'cm²',
    factor: 1e4,
    kind: 'number',
    min: 1e-16,
    max: 1,
    explanation: 'Of the working electrode. D goes with its inverse square: 10 % here are 20 % in D.',
  },
  {
    key: 'areaError',
    group: 'Electrode and couple',
    label: 'its uncertainty',
    unit: 'cm²',
    factor: 1e4,
    kind: 'number',
    min: 0,
    max: 1,
    explanation: 'One standard deviation; it becomes part of the uncertainty of D.',
  },
  {
    key: 'concentration',
    group: 'Electrode and couple',
    label: 'Concentration',
    unit: 'mM',
    factor: 1,
    kind: 'number',
    min: 1e-6,
    max: 1e5,
    explanation:
      'Of the form of the couple that is there at the start; 1 mM is 10⁻⁶ mol/cm³. D goes with its inverse square.',
  },
  {
    key: 'concentrationError',
    group: 'Electrode and couple',
    label: 'its uncertainty',
    unit: 'mM',
    factor: 1,
    kind: 'number',
    min: 0,
    max: 1e5,
    explanation: 'One standard deviation; it becomes part of the uncertainty of D.',
  },
  {
    key: 'electrons',
    group: 'Electrode and couple',
    label: 'Electrons',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 1,
    max: 8,
    explanation: 'Per molecule, that go over in one step.',
  },
  {
    key: 'temperature',
    group: 'Electrode and couple',
    label: 'Temperature',
    unit: 'K',
    factor: 1,
    kind: 'number',
    min: 200,
    max: 1000,
    explanation: 'Of the cell.',
  },
];

/** Everything that is refused of what was told. */
export function checkRecorded(fields: readonly Field[], told: Recipe): readonly Problem[] {
  const problems = checkFields(fields, told);
  if (problems.length > 0) return problems;
  return fields.flatMap(({ key, label }): Problem[] => {
    const [value, error] = [told[key], told[`${key}Error`]];
    return typeof value === 'number' && typeof error === 'number' && error >= value
      ? [{ key: `${key}Error`, message: `${label}: its uncertainty must be smaller than the value.` }]
      : [];
  });
}

/** Key of the scan rate of a file. */
export const rateKey = (file: string): string => `rate of ${file}`;

export const rateField = (file: string): Field => ({
  key: rateKey(file),
  group: 'Files',
  label: `Scan rate of ${file}`,
  unit: 'mV/s',
  factor: 1e3,
  kind: 'number',
  min: 1e-6,
  max: 1e6,
  explanation: 'At which the potential was swept; replaces what the file states.',
});
