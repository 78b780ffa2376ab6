import { describe, expect, it } from 'vitest';
import type { Pixel } from './pixels';
import { figuresOf, logarithmicCoverage, rowOf, totalCoverage } from './row';

const sound: Pixel = {
  verdict: 'good',
  diffusion: 2.02e-15,
  noise: 0.02e-15,
  calibration: 0,
  truth: 2e-15,
  region: 'disc',
  boundary: false,
  signalToNoise: 20,
};
const off: Pixel = { ...sound, diffusion: 2.1e-15 };
const missing: Pixel = { ...sound, verdict: 'no_peak', diffusion: NaN, noise: NaN };

describe('rowOf', () => {
  it('compares the pixels that are given, and counts all', () => {
    const row = rowOf('film', [sound, sound, off, missing]);
    expect(row.pixels).toBe(4);
    expect(row.given).toBe(0.75);
    expect(row.bias).toBeCloseTo(0.01, 12);
    expect(row.coverage).toBeCloseTo(2 / 3, 12);
    expect(row.verdicts).toEqual([
      ['good', 3],
      ['no_peak', 1],
    ]);
  });

  it('judges “good” only where it would be wrong', () => {
    const blank: Pixel = { ...sound, region: 'no_redox', truth: NaN };
    expect(rowOf('film', [sound, off]).falseGood).toBeNaN();
    const row = rowOf('blank', [blank, { ...blank, verdict: 'no_peak', diffusion: NaN }]);
    expect([row.falseGood, row.unnoticed]).toEqual([0.5, 0.5]);
    expect(row.bias).toBeNaN();
    const slow: Pixel = { ...sound, region: 'kinetic', verdict: 'disc' };
    const named = rowOf('slow', [slow, { ...slow, verdict: 'kinetic' }]);
    expect([named.falseGood, named.unnoticed]).toEqual([0, 0.5]);
  });

  it('counts a layer as broken only where the sweeps empty it', () => {
    const layer: Pixel = { ...sound, region: 'thin_layer' };
    expect(rowOf('fast ions', [{ ...layer, truth: 7e-15 }]).falseGood).toBe(1);
    expect(rowOf('slow ions', [{ ...layer, truth: 0.8e-15 }]).falseGood).toBeNaN();
  });
});

describe('figuresOf', () => {
  it('leaves out what does not exist and holds only judged rows to bounds', () => {
    const row = rowOf('empty', [missing]);
    expect(figuresOf(row, true).map((f) => f.figure)).toEqual(['D, empty: pixels given']);
    expect(figuresOf(rowOf('film', [sound]), true).some((f) => f.bound === '>= -2, <= 2')).toBe(true);
    expect(figuresOf(rowOf('film', [sound]), false).every((f) => f.bound === 'printed')).toBe(true);
  });
});

describe('total coverage', () => {
  it('adds calibration to noise; in ln D the interval reaches further up', () => {
    const drawn: Pixel = { ...sound, diffusion: 1e-15, noise: 0.3e-15, calibration: 0.4e-15 };
    expect(totalCoverage([drawn, { ...drawn, truth: 1.9e-15 }])).toBe(0.5);
    expect(logarithmicCoverage([drawn, { ...drawn, truth: 2.7e-15 }])).toBe(0.5);
  });
});
