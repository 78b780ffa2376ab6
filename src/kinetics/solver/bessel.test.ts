import { describe, expect, it } from 'vitest';
import { BESSEL_DELAY, BESSEL_NOISE_BANDWIDTH, besselPower, createBessel } from './bessel';

const CUTOFF = 1000;

/** Gain and phase lag of the filter stepped over a sine. */
function response(frequency: number, dt: number): { gain: number; delay: number } {
  const filter = createBessel(CUTOFF);
  const omega = 2 * Math.PI * frequency;
  const settle = Math.ceil(20 / CUTOFF / dt);
  const count = Math.round(10 / frequency / dt);
  let sine = 0;
  let cosine = 0;
  for (let k = 1; k <= settle + count; k++) {
    const t = k * dt;
    const y = filter.next(Math.sin(omega * t), dt);
    if (k <= settle) continue;
    sine += (2 * y * Math.sin(omega * t)) / count;
    cosine += (2 * y * Math.cos(omega * t)) / count;
  }
  return { gain: Math.hypot(sine, cosine), delay: Math.atan2(-cosine, sine) / omega };
}

describe('Bessel filter', () => {
  it('has its −3 dB frequency at the cut-off', () => {
    expect(besselPower(CUTOFF, CUTOFF)).toBeCloseTo(0.5, 12);
    expect(besselPower(CUTOFF, Infinity)).toBe(1);
  });

  it.each([100, 500, 1000, 2000])('damps a sine of %i Hz as its magnitude says', (frequency) => {
    expect(response(frequency, 2e-6).gain ** 2).toBeCloseTo(besselPower(frequency, CUTOFF), 4);
  });

  it('delays what is slow by BESSEL_DELAY over the cut-off', () => {
    expect(BESSEL_DELAY).toBeCloseTo(0.33644, 5);
    expect(response(50, 1e-5).delay * CUTOFF).toBeCloseTo(BESSEL_DELAY, 5);
  });

  it('follows a ramp with exactly its delay, in steps of any length', () => {
    for (const dt of [1e-3, 1e-4, 1.7e-5, 1e-6]) {
      const filter = createBessel(CUTOFF);
      let t = 0;
      let y = 0;
      while (t < 20 / CUTOFF) y = filter.next((t += dt), dt);
      expect(y).toBeCloseTo(t - BESSEL_DELAY / CUTOFF, 9);
    }
  });

  it('gives the same output however a linear input is cut into steps', () => {
    const coarse = createBessel(CUTOFF);
    const fine = createBessel(CUTOFF);
    coarse.reset(2);
    fine.reset(2);
    for (const target of [5, -1, 3]) {
      const from = target === 5 ? 2 : target === -1 ? 5 : -1;
      const expected = coarse.next(target, 4e-4);
      let y = 0;
      for (let k = 1; k <= 8; k++) y = fine.next(from + ((target - from) * k) / 8, 5e-5);
      expect(y).toBeCloseTo(expected, 12);
    }
  });

  it('takes a jump as a steep ramp', () => {
    const jumping = createBessel(CUTOFF);
    const steep = createBessel(CUTOFF);
    jumping.jump(3);
    steep.next(3, 1e-9);
    for (let k = 0; k < 20; k++) {
      expect(jumping.next(3 + k, 1e-4)).toBeCloseTo(steep.next(3 + k, 1e-4), 4);
    }
  });

  it('rests at the value it was reset to', () => {
    const filter = createBessel(CUTOFF);
    filter.next(7, 1e-4);
    filter.reset(-3);
    for (let k = 0; k < 5; k++) expect(filter.next(-3, 1e-4)).toBeCloseTo(-3, 12);
  });

  it('passes everything at once without a cut-off', () => {
    const filter = createBessel(Infinity);
    filter.reset(1);
    expect(filter.next(4, 1e-6)).toBe(4);
  });

  it('has the noise bandwidth of its magnitude', () => {
    const step = 1e-3;
    let area = 0;
    for (let u = step / 2; u < 60; u += step) area += besselPower(u, 1) * step;
    expect(area).toBeCloseTo(BESSEL_NOISE_BANDWIDTH, 6);
  });
});
