import { describe, expect, it } from 'vitest';
import { FARADAY, REVERSIBLE_PEAK, thermal } from '../kinetics/constants';
import type { Electrode } from '../kinetics/solver/electrode';
import { NOMINAL } from './conditions';
import type { Contact } from './sample';
import { sampleOf } from './samples';

/** V; a cycle goes from the first to the second and back. */
type Window = readonly [number, number];

const contactOn = (sample: string, seed = 1): Contact => sampleOf(sample, seed)!.contact(50e-6, 50e-6, 0);

/** Highest and lowest current of a cycle in steps of 0.25 mV that begins at rest, and where they lie. */
function peaks(electrode: Electrode, [start, vertex]: Window, rate: number) {
  electrode.hold(start, 10);
  const count = Math.round(Math.abs(vertex - start) / 0.25e-3);
  const step = (vertex - start) / count;
  let high = { current: -Infinity, potential: NaN };
  let low = { current: Infinity, potential: NaN };
  for (let k = 1; k <= 2 * count; k++) {
    const potential = start + step * Math.min(k, 2 * count - k);
    const current = electrode.ramp(potential, Math.abs(step) / rate);
    if (current > high.current) high = { current, potential };
    if (current < low.current) low = { current, potential };
  }
  return { high, low, separation: high.potential - low.potential };
}

const LTO: Window = [2.05, 1.05];
const LCO: Window = [3.1, 4.7];

describe.each([
  ['lto-film-confined', LTO, [57, 74, 136]],
  ['lco-film', LCO, [155, 426, 736]],
] as const)('%s', (sample, window, published) => {
  it('has the published peak separations at 10, 100 and 500 mV/s', () => {
    [10e-3, 100e-3, 500e-3].forEach((rate, k) => {
      const { separation } = peaks(contactOn(sample).electrode(), window, rate);
      expect(Math.abs(separation / (published[k]! * 1e-3) - 1)).toBeLessThan(0.05);
    });
  });

  it('gives as much charge as it takes, and no more than its capacity', () => {
    const { electrode, capacity } = contactOn(sample);
    const under = electrode();
    under.hold(window[1], 600);
    const taken = Math.abs(under.charge);
    expect(taken / capacity).toBeGreaterThan(0.98);
    expect(taken / capacity).toBeLessThan(1.02);
    under.hold(window[0], 600);
    expect(Math.abs(under.charge)).toBeLessThan(0.03 * capacity);
  });

  it('is the same everywhere and with every seed', () => {
    expect(sampleOf(sample, 2)!.contact(30e-6, 71e-6, 900).model).toEqual(contactOn(sample).model);
  });
});

describe('the confined film', () => {
  it('has peaks in proportion to √v up to 25 V/s', () => {
    const slopes = [1.25, 2.5, 5, 10, 20, 25].map(
      (rate) => peaks(contactOn('lto-film-confined').electrode(), LTO, rate).low.current / Math.sqrt(rate),
    );
    expect(Math.min(...slopes) / Math.max(...slopes)).toBeLessThan(1.15);
    const unit = FARADAY * NOMINAL.concentration * Math.PI * NOMINAL.contactRadius ** 2;
    const mean = slopes.reduce((sum, slope) => sum + slope, 0) / slopes.length;
    const read = (mean / (REVERSIBLE_PEAK * unit)) ** 2 / thermal(NOMINAL.temperature);
    expect(Math.abs(read / 2.47e-15 - 1)).toBeLessThan(0.15);
  });

  it('is centred on 1.55 V, the cobalt oxide on 3.9 V', () => {
    const lto = peaks(contactOn('lto-film-confined').electrode(), LTO, 0.1);
    const lco = peaks(contactOn('lco-film').electrode(), LCO, 0.01);
    expect((lto.high.potential + lto.low.potential) / 2).toBeCloseTo(1.55, 2);
    expect((lco.high.potential + lco.low.potential) / 2).toBeCloseTo(3.9, 2);
  });

  it('charges and discharges along a plateau under a micropipette, 800 s each', () => {
    const { electrode, capacity, contactRadius } = contactOn('lto-film-micropipette');
    expect(contactRadius).toBe(5e-6);
    const under = electrode();
    const current = capacity / 800;
    const half = (level: number): { seconds: number; middle: number } => {
      const at: number[] = [];
      while (Math.abs(under.galvano(level, 1) - 1.55) < 0.35 || at.length < 5) at.push(under.potential);
      return { seconds: at.length, middle: at[Math.floor(at.length / 2)]! };
    };
    under.hold(1.85, 1);
    const charge = half(-current);
    const discharge = half(current);
    expect(Math.abs(charge.seconds / 800 - 1)).toBeLessThan(0.05);
    expect(Math.abs(discharge.seconds / 800 - 1)).toBeLessThan(0.05);
    // The hysteresis lies between the two plateaus.
    expect(discharge.middle - charge.middle).toBeGreaterThan(0.045);
    expect(discharge.middle - charge.middle).toBeLessThan(0.065);
  });
});
