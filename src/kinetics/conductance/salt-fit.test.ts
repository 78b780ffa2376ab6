import { describe, expect, it } from 'vitest';
import { concentrationExponent, currentInBath } from './concentration';
import { splitResponse, type TipTrace } from './response-split';
import { ohmicShift, saltAfterSteps } from './salt';
import { fitSalt } from './salt-fit';

const CONE = (5 * Math.PI) / 180;
const BATH = { reference: 3.4e-3, conductivity: 0.6 };
const SALT = { diffusivity: 2.5e-10, transference: 0.3 };
const CLEAR = 5.4e-9;
const setting = (distance: number) => ({
  distance,
  reach: 20e-3,
  concentration: 1000,
  exponent: concentrationExponent(CONE),
});

/** Two pulses of 8 A/m², 120 s on and 300 s off, sampled each second, by the superposition of steps. */
function pulses(distance: number, noise = 0): TipTrace {
  const steps = [0, 1].flatMap((n) => [
    { time: 10.5 + 420 * n, currentDensity: 8 },
    { time: 130.5 + 420 * n, currentDensity: 0 },
  ]);
  const time = Float64Array.from({ length: 850 }, (_, k) => k);
  const density = time.map((t) => steps.findLast((s) => s.time <= t)?.currentDensity ?? 0);
  let random = 1;
  const current = time.map((t, k) => {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    const ratio = 1 + saltAfterSteps(steps, distance, t, SALT) / 1000;
    const shift = ohmicShift(density[k]!, distance, BATH) / 0.7;
    return CLEAR * (1 + shift) * currentInBath(ratio, CONE) + noise * (random / 2 ** 31 - 1);
  });
  return { time, current, density };
}

describe('splitResponse', () => {
  it.each([10e-6, 100e-6, 1e-3])('tells what is there at once from what diffuses, %d m away', (distance) => {
    const trace = pulses(distance, 1e-12);
    const split = splitResponse(trace, setting(distance), SALT.diffusivity)!;
    const expected = ohmicShift(1, distance, BATH) / 0.7;
    expect(Math.abs(split.ohmic.value / expected - 1)).toBeLessThan(0.01);
    expect(Math.abs(split.clear.value / CLEAR - 1)).toBeLessThan(5e-4);
    if (distance < 1e-3) expect(Math.abs(split.moved.value - 0.7)).toBeLessThan(0.02);
    trace.current.forEach((current, k) => {
      const sum = split.clear.value + split.ohmicPart[k]! + split.diffusivePart[k]!;
      expect(Math.abs(current - sum)).toBeLessThan(6e-3 * CLEAR);
    });
  });

  it('takes along what the sample had done while the tip was elsewhere', () => {
    const trace = pulses(10e-6, 1e-12);
    const late = { ...trace, current: trace.current.map((i, k) => (k < 425 ? NaN : i)) };
    const split = splitResponse(late, setting(10e-6), SALT.diffusivity)!;
    expect(Math.abs(split.moved.value - 0.7)).toBeLessThan(0.02);
    const from = (a: Float64Array): Float64Array => a.slice(425);
    const forgotten = { time: from(trace.time), current: from(trace.current), density: from(trace.density) };
    const wrong = splitResponse(forgotten, setting(10e-6), SALT.diffusivity)!;
    expect(Math.abs(wrong.clear.value / CLEAR - 1)).toBeGreaterThan(Math.abs(split.clear.value / CLEAR - 1));
  });

  it('has no answer without a change of the current, or for a current of two signs', () => {
    const trace = pulses(10e-6);
    const none = trace.density.map(() => 0);
    expect(splitResponse({ ...trace, density: none }, setting(10e-6), 2.5e-10)).toBeNull();
    const both = trace.current.map((i, k) => (k % 2 ? i : -i));
    expect(splitResponse({ ...trace, current: both }, setting(10e-6), 2.5e-10)).toBeNull();
  });
});

describe('fitSalt', () => {
  it('finds diffusivity and transference number where diffusion has a way to go', () => {
    const fit = fitSalt(pulses(100e-6, 2e-12), setting(100e-6))!;
    const { diffusivity, transference } = fit;
    expect(Math.abs(diffusivity!.value / SALT.diffusivity - 1)).toBeLessThan(0.05);
    expect(diffusivity!.low).toBeLessThan(SALT.diffusivity * 1.02);
    expect(diffusivity!.high).toBeGreaterThan(SALT.diffusivity * 0.98);
    expect(Math.abs(transference!.value - 0.3)).toBeLessThan(0.05);
  });

  it('says that they are not identifiable in the noise, or far away', () => {
    expect(fitSalt(pulses(10e-6, 1e-9), setting(10e-6))!.diffusivity).toBeNull();
    expect(fitSalt(pulses(3e-3, 2e-12), setting(3e-3))!.diffusivity).toBeNull();
  });
});
