import { describe, expect, it } from 'vitest';
import type { MapSpec } from '../experiments/experiment';
import { HEIGHT } from '../experiments/results/map-specs';
import { axisText, planeTitle } from './map-words';

const over = (axis: MapSpec['axis']): MapSpec => ({ ...HEIGHT, ...(axis ? { axis } : {}) });

describe('a plane in words', () => {
  it.each([
    [undefined, 'Height', ''],
    [{ name: 'scan_rate', unit: 'V/s', values: [5, 20] }, 'Height, 20\u00a0V/s', '20\u00a0V/s'],
    [{ name: 'time', unit: 's', values: [0, 0.25] }, 'Height, 250\u00a0ms', '250\u00a0ms'],
    [{ name: 'half_cycle', unit: '', values: [1, 2] }, 'Height, half cycle 2', '2'],
  ])('over %j is titled “%s”', (axis, title, text) => {
    expect(planeTitle({ map: over(axis), plane: 1 })).toBe(title);
    expect(axisText(over(axis), 1)).toBe(text);
  });
});
