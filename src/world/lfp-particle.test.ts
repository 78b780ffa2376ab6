import { describe, expect, it } from 'vitest';
import { createLfpParticle } from './lfp-particle';
import type { Contact } from './sample';

const particle = (): Contact => createLfpParticle(1).contact(50e-6, 50e-6, 0);
const gold = (): Contact => createLfpParticle(1).contact(57e-6, 50e-6, 0);

/** Peaks of one half of a cycle between 3.0 V and 3.8 V, V: tops that stand out by more than `least` A. */
function peaks(rate: number, way: 'oxidation' | 'reduction', least: number): number[] {
  const electrode = particle().electrode();
  electrode.hold(3, 20);
  const potential: number[] = [];
  const current: number[] = [];
  for (let k = 1; k <= 1600; k++) {
    const at = 3 + 1e-3 * Math.min(k, 1600 - k);
    const flow = electrode.ramp(at, 1e-3 / rate);
    if (k <= 800 !== (way === 'oxidation')) continue;
    potential.push(at);
    current.push(way === 'oxidation' ? flow : -flow);
  }
  return current.flatMap((top, k) => {
    const lower = (from: readonly number[]): number => {
      const end = from.findIndex((value) => value > top);
      return Math.min(top, ...(end < 0 ? from : from.slice(0, end)));
    };
    const left = lower(current.slice(0, k).reverse());
    const right = lower(current.slice(k + 1));
    return k > 0 && k < current.length - 1 && top - Math.max(left, right) > least ? [potential[k]!] : [];
  });
}

/** Noise of the amplifier behind 10 Hz per 10 mV/s, with room, A. */
const significant = (rate: number): number => Math.max(20e-15, 100e-15 * rate);

describe('a particle of LiFePO4', () => {
  it.each([1e-3, 10e-3])('shows two peaks both ways at %d V/s, one of them near 3.4 V', (rate) => {
    for (const way of ['oxidation', 'reduction'] as const) {
      const found = peaks(rate, way, significant(rate));
      expect(found.length).toBe(2);
      expect(found.filter((at) => Math.abs(at - 3.42) < 0.015).length).toBe(1);
      const main = found.find((at) => Math.abs(at - 3.42) > 0.05) ?? NaN;
      expect(way === 'oxidation' ? main - 3.42 : 3.42 - main).toBeGreaterThan(0.09);
    }
  });

  it('shows one peak both ways at 1 V/s', () => {
    expect(peaks(1, 'oxidation', significant(1)).length).toBe(1);
    expect(peaks(1, 'reduction', significant(1)).length).toBe(1);
  });

  it('stands out from the gold at 4.2 V', () => {
    expect(particle().electrode().hold(4.2, 0.025)).toBeGreaterThan(5e-12);
    expect(gold().electrode().hold(4.2, 0.025)).toBeLessThan(1e-12);
    expect([particle().region, gold().region]).toEqual(['active_particle', 'metal']);
  });

  it('gives the charge of its grain, and takes it back', () => {
    const { capacity, electrode } = particle();
    const under = electrode();
    under.hold(3.9, 300);
    expect(Math.abs(under.charge / capacity - 1)).toBeLessThan(0.03);
    under.hold(3.0, 300);
    expect(Math.abs(under.charge)).toBeLessThan(0.03 * capacity);
  });

  it('is a mound of 8 µm, alone in a scan of 15 µm', () => {
    const sample = createLfpParticle(3);
    const height = (x: number, y: number): number =>
      sample.surface(x, y, 0) - sample.surface(57e-6, 50e-6, 0);
    expect(height(50e-6, 50e-6)).toBeGreaterThan(5e-6);
    expect(height(50e-6, 50e-6)).toBeLessThan(5.4e-6);
    for (const [x, y] of [
      [43e-6, 43e-6],
      [57e-6, 43e-6],
      [43e-6, 57e-6],
    ] as const) {
      expect(Math.abs(height(x, y))).toBeLessThan(30e-9);
      expect(sample.contact(x, y, 0).region).toBe('metal');
    }
  });
});
