import { describe, expect, it } from 'vitest';
import { subtractAt, type Numbers } from './difference';
import type { MapSpec } from '../experiment';

const map = (name: string, difference?: MapSpec['difference']): MapSpec => ({
  name,
  title: name,
  unit: 'V',
  shown: { unit: 'V', factor: 1 },
  scale: 'linear',
  errors: true,
  ...(difference ? { difference } : {}),
});
const numbers = (values: number[], noise: number[]): Numbers => ({
  values: Float64Array.from(values),
  noise: Float64Array.from(noise),
});

describe('difference maps', () => {
  it('have a number where both maps have one, with the errors of both', () => {
    const all: Record<string, Numbers> = {
      before: numbers([1, NaN, 3], [0.3, NaN, 0.3]),
      after: numbers([5, 6, NaN], [0.4, 0.4, NaN]),
      change: numbers([NaN, NaN, NaN], [NaN, NaN, NaN]),
    };
    const maps = [map('before'), map('after'), map('change', ['after', 'before'])];
    for (const at of [0, 1, 2]) subtractAt(at, maps, (name) => all[name]);
    expect([...(all['change']?.values ?? [])]).toEqual([4, NaN, NaN]);
    expect(all['change']?.noise[0]).toBeCloseTo(0.5, 12);
    expect(all['before']?.values[0]).toBe(1);
  });

  it('with several planes are those of the first map less the first plane of the second', () => {
    const planes = [numbers([1], [0.3]), numbers([5], [0.4])];
    const changes = [numbers([NaN], [NaN]), numbers([NaN], [NaN])];
    const axis = { name: 'frame', unit: '', values: [1, 2] };
    const maps = [
      { ...map('height'), axis },
      { ...map('change', ['height', 'height']), axis },
    ];
    subtractAt(0, maps, (name, plane) => (name === 'height' ? planes : changes)[plane]);
    expect(changes.map(({ values }) => values[0])).toEqual([0, 4]);
    expect(changes[1]?.noise[0]).toBeCloseTo(0.5, 12);
  });
});
