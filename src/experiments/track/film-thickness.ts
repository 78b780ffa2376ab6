/** How thick the film is that the sample's swelling is told in parts of. */
import type { Field } from '../experiment';
import { SAMPLE } from './sample-cycle';

export const filmThicknessField: Field = {
  key: 'filmThickness',
  analysis: 'film-thickness',
  group: SAMPLE,
  label: 'Thickness of the film',
  unit: 'µm',
  factor: 1e6,
  kind: 'number',
  min: 10e-9,
  max: 10e-3,
  explanation: 'The change of its volume is that of the height in parts of this.',
};
