import { describe, expect, it } from 'vitest';
import { createBessel } from '../kinetics/solver/bessel';
import { Amplifier, AMPLIFIER_RANGES } from './amplifier';
import { noiseRms } from './noise';

const silent = (fullScale = 20e-9, cutoff = 1000): Amplifier => {
  const amplifier = new Amplifier(1, 0);
  amplifier.set(fullScale, cutoff);
  amplifier.begin(50e-6);
  return amplifier;
};

const rmsOf = (values: readonly number[]): number => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length);
};

describe('Amplifier', () => {
  it('passes the current through the Bessel filter', () => {
    const amplifier = silent();
    const filter = createBessel(1000);
    for (let k = 0; k < 100; k++) {
      const current = 1e-12 * Math.sin(k / 7);
      expect(amplifier.read(current, 0, 50e-6)).toBeCloseTo(filter.next(current, 50e-6), 20);
    }
  });

  it('lets a charge through whole, as a pulse of the filter’s own width', () => {
    const amplifier = silent();
    const readings = [amplifier.read(0, 6e-15, 50e-6)];
    for (let k = 0; k < 200; k++) readings.push(amplifier.read(0, 0, 50e-6));
    const charge = readings.reduce((a, b) => a + b, 0) * 50e-6;
    expect(charge / 6e-15).toBeCloseTo(1, 3);
    const peak = Math.max(...readings);
    expect(peak / (6e-15 * 1000)).toBeGreaterThan(1.5);
    expect(peak / (6e-15 * 1000)).toBeLessThan(3);
    expect(Math.abs(readings[60]!)).toBeLessThan(1e-3 * peak);
  });

  it.each(AMPLIFIER_RANGES)(
    'clips at $fullScale A, the end of its quietest range',
    ({ fullScale, feedback }) => {
      const amplifier = silent(fullScale * 0.9);
      for (let k = 0; k < 200; k++) amplifier.read(-2 * fullScale, 0, 50e-6);
      expect(amplifier.clipped).toBe(true);
      expect(amplifier.read(-2 * fullScale, 0, 50e-6)).toBe(-fullScale);
      for (let k = 0; k < 200; k++) amplifier.read(0.99 * fullScale, 0, 50e-6);
      expect(amplifier.clipped).toBe(false);
      expect(fullScale * feedback).toBeCloseTo(10, 9);
    },
  );

  it('takes the widest range for more than that', () => {
    const amplifier = silent(1);
    for (let k = 0; k < 200; k++) amplifier.read(1, 0, 50e-6);
    expect(amplifier.read(1, 0, 50e-6)).toBe(20e-9);
  });

  it.each([0, 2e-9])('has the noise of its range around a small offset at %d A', (current) => {
    const amplifier = new Amplifier(4, 1);
    amplifier.set(20e-9, 5000);
    amplifier.begin(10e-6);
    amplifier.seedNoise(1, 1);
    const readings = Array.from({ length: 300_000 }, () => amplifier.read(current, 0, 10e-6));
    expect(rmsOf(readings.slice(100)) / noiseRms(500e6, 5000, current)).toBeCloseTo(1, 1.6);
    const mean = readings.slice(100).reduce((a, b) => a + b, 0) / (readings.length - 100);
    expect(Math.abs(mean - current)).toBeLessThan(0.07e-12);
  });

  it('is settled after a change of filter', () => {
    const amplifier = silent();
    for (let k = 0; k < 400; k++) amplifier.read(5e-12, 0, 50e-6);
    amplifier.set(20e-9, 50);
    expect(amplifier.read(5e-12, 0, 50e-6)).toBeCloseTo(5e-12, 18);
  });
});
