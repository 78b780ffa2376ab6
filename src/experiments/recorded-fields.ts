/** What a person tells of recorded voltammograms: the electrode, the couple, and scan rates that no file states. */
import type { Field } from './experiment';

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
