import { describe, expect, it } from 'vitest';
import type { MapSpec } from '../experiments/experiment';
import { categoryPixel, SEQUENTIAL } from './colour';
import { colourRows, hasGaps, maskVisited, pixelOf, veilOthers } from './draw-map';
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

describe('the colour of a value', () => {
  it('is clear without a number or without limits', () => {
    expect(pixelOf(NaN, false, colouring)).toBe(0);
    expect(pixelOf(5, false, { limits: null, log: false })).toBe(0);
    expect(pixelOf(-5, false, colouring)).toBe(0);
  });

  it('follows the scale', () => {
    expect(pixelOf(1, false, colouring)).toBe(SEQUENTIAL[0]);
    expect(pixelOf(10, false, colouring)).toBe(SEQUENTIAL[128]);
    expect(pixelOf(1000, false, colouring)).toBe(SEQUENTIAL[255]);
    expect(pixelOf(50.5, false, { ...colouring, log: false })).toBe(SEQUENTIAL[128]);
  });

  it('is that of its code in a categorical map', () => {
    expect(pixelOf(7, true, colouring)).toBe(categoryPixel(7));
  });
});

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
