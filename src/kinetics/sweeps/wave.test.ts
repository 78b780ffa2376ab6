import { describe, expect, it } from 'vitest';
import { normal } from '../../../fixtures/voltammograms';
import { BESSEL_DELAY } from '../solver/bessel';
import { samplesAt, sweepsOf, type Sweep, type Sweeps, type Wave } from './wave';

const UNIT = 38.92;

/** 1 mV a sample through the corners given, current = the sample's index. */
function triangle(corners: readonly number[], changes: Partial<Wave> = {}): Wave {
  const potential: number[] = [];
  corners.slice(1).forEach((to, k) => {
    const from = corners[k] ?? NaN;
    const steps = Math.round(Math.abs(to - from) * 1000);
    for (let i = 0; i < steps; i++) potential.push(from + ((to - from) * i) / steps);
  });
  const current = potential.map((_, k) => k);
  return { scanRate: 1, interval: 1e-3, potential, current, cutoff: Infinity, clipped: false, ...changes };
}

const firstAt = (wave: Wave, sweeps: Sweeps, sweep: Sweep | null): number =>
  (sweep && samplesAt(wave, sweeps, sweep)[0]) ?? NaN;

describe('sweepsOf', () => {
  it('splits at the turn and lets both sweeps rise', () => {
    const wave = triangle([1.9, 1.2, 1.9]);
    const sweeps = sweepsOf(wave, UNIT);
    expect(sweeps.direction).toBe(-1);
    expect(sweeps.origin).toBe(1.9);
    expect(sweeps.turn).toBeCloseTo(0.7 * UNIT, 6);
    expect(sweeps.first?.from).toBe(1);
    expect(firstAt(wave, sweeps, sweeps.first)).toBeCloseTo(0.001 * UNIT, 6);
    expect(sweeps.first?.binCurrent[0]).toBe(-(1 + 6) / 2);
    expect(sweeps.reverse?.from).toBe(702);
    expect(firstAt(wave, sweeps, sweeps.reverse)).toBeCloseTo(-0.698 * UNIT, 6);
    expect(sweeps.reverse?.binCurrent[0]).toBe((702 + 707) / 2);
    expect(sweeps.first?.samples).toBe(700);
    expect(sweeps.reverse?.samples).toBe(698);
  });

  it('knows an anodic first sweep, and takes the first cycle of several', () => {
    const sweeps = sweepsOf(triangle([1.2, 1.9, 1.2, 1.9]), UNIT);
    expect(sweeps.direction).toBe(1);
    expect(sweeps.first?.binCurrent[0]).toBe((1 + 6) / 2);
    expect(sweeps.reverse?.samples).toBe(699);
  });

  it('is not misled by noise on the potential', () => {
    const gauss = normal(5);
    const wave = triangle([1.9, 1.2, 1.9]);
    const potential = Array.from(wave.potential, (e) => e + 1e-3 * gauss());
    const sweeps = sweepsOf({ ...wave, potential }, UNIT);
    expect(sweeps.direction).toBe(-1);
    expect(Math.abs((sweeps.first?.samples ?? 0) - 700)).toBeLessThan(5);
  });

  it('shifts by the delay of the filter and leaves out what it has not settled from', () => {
    const cutoff = 250;
    const wave = triangle([1.9, 1.2, 1.9], { cutoff });
    const sweeps = sweepsOf(wave, UNIT);
    const { first, reverse } = sweeps;
    expect(first?.from).toBe(8);
    expect(reverse?.from).toBe(709);
    const delay = (BESSEL_DELAY / cutoff) * UNIT;
    expect(firstAt(wave, sweeps, first)).toBeCloseTo(0.008 * UNIT - delay, 9);
    expect(firstAt(wave, sweeps, reverse)).toBeCloseTo(-0.691 * UNIT - delay, 9);
    expect(first?.filterTimes).toBeCloseTo(1e-3 * cutoff, 9);
  });

  it('averages into bins of a quarter of RT/F', () => {
    const first = sweepsOf(triangle([1.9, 1.2, 1.9]), UNIT).first;
    expect(first?.perBin).toBe(6);
    expect(first?.bins).toBe(116);
    expect(first?.binCurrent[1]).toBeCloseTo(-(7 + 8 + 9 + 10 + 11 + 12) / 6, 9);
    expect(first?.binAt[0]).toBeCloseTo(0.0035 * UNIT, 9);
  });

  it('has no sweep where there is too little of it', () => {
    expect(sweepsOf(triangle([1.9, 1.2]), UNIT).reverse).toBeNull();
    expect(sweepsOf(triangle([1.9, 1.89, 1.9]), UNIT).first).toBeNull();
    expect(sweepsOf(triangle([1.9, 1.2, 1.9], { cutoff: 2 }), UNIT).first).toBeNull();
    expect(sweepsOf(triangle([]), UNIT).first).toBeNull();
  });
});
