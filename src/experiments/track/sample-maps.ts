/** What the sample's potentiostat did during a visit, as maps. */
import { maskOf } from '../../records/record';
import type { MapSpec } from '../experiment';
import { numberMap, VOLT } from '../results/map-specs';

/** Channels that visits record for them. */
export const SAMPLE_CHANNELS = maskOf('sample_potential', 'sample_current');

export const SAMPLE_MAPS: readonly MapSpec[] = [
  numberMap({
    name: 'sample_potential',
    title: 'Potential of the sample',
    unit: 'V',
    shown: VOLT,
    errors: false,
  }),
  numberMap({
    name: 'sample_current',
    title: 'Current of the sample',
    unit: 'A',
    shown: { unit: 'mA', factor: 1e3 },
    errors: false,
  }),
];
