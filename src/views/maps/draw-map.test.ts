import { describe, expect, it } from 'vitest';
import type { MapSpec } from '../../experiments/experiment';
import { SEQUENTIAL } from '../../figures/colour';
import { colourRows, hasGaps, maskVisited, veilOthers } from './draw-map';
import type { Plane } from './map-data';

const spec: MapSpec = {
  name: 'd',
  title: 'D',
  unit: 'm2/s',
  shown: { unit: 'cm²/s', factor: 1e4 },
  scale: 'log',
  errors: true,
};
const plane = (values: number[], from: number, to: number): Plane => ({
  map: spec,
  plane: 0,
  values: Float32Array.from(values),
  noise: new Float32Array(values.length),
  calibration: new Float32Array(values.length),
  revision: 0,
  dirty: { from, to },
});
const colouring = { limits: { low: 1, high: 100 }, log: true };

describe('colouring rows', () => {
  it('puts row 0 at the lower edge and touches dirty rows alone', () => {
    const image = new Uint32Array(6).fill(7);
    colourRows(plane([1, 100, NaN, 10, 1, 1], 0, 2), { rows: 3, columns: 2 }, colouring, image);
    expect([...image]).toEqual([7, 7, 0, SEQUENTIAL[128], SEQUENTIAL[0], SEQUENTIAL[255]]);
  });

  it('marks what was visited in the same orientation', () => {
    const image = new Uint32Array(4);
    maskVisited(Uint8Array.from([1, 0, 0, 0]), { rows: 2, columns: 2 }, { from: 0, to: 2 }, image);
    expect([...image]).toEqual([0, 0, 0xff000000, 0]);
  });

  it('finds visited pixels without a colour, in the rows asked for', () => {
    const image = Uint32Array.of(7, 0, 7, 7);
    const mask = Uint32Array.of(1, 1, 1, 0);
    expect(hasGaps(image, mask, 2, { from: 0, to: 2 })).toBe(true);
    expect(hasGaps(image, mask, 2, { from: 1, to: 2 })).toBe(false);
    expect(hasGaps(image, Uint32Array.of(1, 0, 1, 1), 2, { from: 0, to: 2 })).toBe(false);
  });
});

it('veils what is not selected, and nothing else', () => {
  const into = new Uint32Array(4).fill(7);
  veilOthers(Uint8Array.of(1, 0, 0, 1), { rows: 2, columns: 2 }, into);
  expect([...into].map((pixel) => pixel === 0)).toEqual([false, true, true, false]);
});
