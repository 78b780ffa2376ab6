import { describe, expect, it } from 'vitest';
import type { MapSpec } from '../../experiments/experiment';
import { MapData } from '../maps/map-data';
import { pixelTrace } from './pixel-trace';

const path = { points: [], rows: 1, columns: 2, x: [0, 1], y: [0] };
const potential: MapSpec = {
  name: 'potential',
  title: 'Potential',
  unit: 'V',
  shown: { unit: 'mV', factor: 1e3 },
  scale: 'linear',
  errors: true,
  axis: { name: 'time_held', unit: 's', values: [0, 0.25, 0.6] },
};

function measured(map: MapSpec): MapData {
  const data = new MapData(path, [map]);
  data.write({
    row: 0,
    column: 1,
    status: 'ok',
    values: Float64Array.of(0.5, NaN, 0.75),
    noise: Float64Array.of(0.125, NaN, 0.25),
    calibration: new Float64Array(3).fill(NaN),
  });
  return data;
}

describe('the trace of a pixel', () => {
  it('has all planes of the map there, in the units that people see', () => {
    const x = [0, 250, 600];
    expect(pixelTrace(measured(potential).planes, 1, 'here')).toEqual({
      title: 'here',
      x: { label: 'time held', unit: 'ms' },
      y: { label: 'Potential', unit: 'mV' },
      series: [
        { kind: 'line', name: '', x, y: [500, NaN, 750] },
        { kind: 'points', name: '', x, y: [500, NaN, 750], error: [125, NaN, 250] },
      ],
    });
    expect(pixelTrace(measured(potential).planes, 0, 'left')?.series[0]).toMatchObject({
      y: [NaN, NaN, NaN],
    });
  });

  it('has no errors where the map has none', () => {
    const plot = pixelTrace(measured({ ...potential, errors: false }).planes, 1, '');
    expect(plot?.series[1]).not.toHaveProperty('error');
  });

  it('is none for a single plane and for words', () => {
    const { axis, ...single } = potential;
    expect(axis).toBeDefined();
    expect(pixelTrace(new MapData(path, [single]).planes, 0, '')).toBeNull();
    expect(pixelTrace(measured({ ...potential, enumeration: { good: 0 } }).planes, 1, '')).toBeNull();
  });
});
