import { describe, expect, it } from 'vitest';
import { gather, nodesFor } from './nodes';
import { findPlace } from './peak-search';
import { fillShape, shapeOf } from './template';

const binsFrom = (begin: number, width = 0.25): Float64Array =>
  Float64Array.from({ length: 120 }, (_, k) => begin + width * k);

function waveAt(place: number, at: Float64Array): Float64Array {
  const value = new Float64Array(at.length);
  fillShape(shapeOf(Infinity), 0, at, -place, value, new Float64Array(at.length));
  return value.map((chi, k) => 5 + 0.01 * (at[k] ?? NaN) + 3 * chi);
}

function placeIn(at: Float64Array, current: Float64Array): number {
  const nodes = nodesFor(at.length, (at[1] ?? NaN) - (at[0] ?? NaN));
  const sums = new Float64Array(nodes.count);
  gather(nodes, current, sums);
  return findPlace({ nodes, nodeAt: Float64Array.from(nodes.bin, (k) => at[k] ?? NaN) }, sums);
}

describe('findPlace', () => {
  it.each([4, 9.3, 17, 24])('finds a wave at %d RT/F, on bins that lie anyhow', (place) => {
    for (const at of [binsFrom(0), binsFrom(0.005), binsFrom(0.3), binsFrom(0, 0.24), binsFrom(-1.7, 0.27)]) {
      expect(Math.abs(placeIn(at, waveAt(place, at)) - place)).toBeLessThan(0.3);
    }
  });

  it('finds none without a current', () => {
    const at = binsFrom(0);
    expect(placeIn(at, new Float64Array(at.length))).toBeNaN();
  });
});
