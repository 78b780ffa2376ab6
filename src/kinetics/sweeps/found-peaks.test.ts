import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { thermal } from '../constants';
import { createElectrode, type ElectrodeModel } from '../solver/electrode';
import { foundPeaks, type FoundPeak } from './found-peaks';
import type { Wave } from './wave';

const UNIT = thermal(298.15);
const STEP = 1e-3;
const RATE = 0.1;

/** From 3.8 V down to 3.0 V and back. */
const potential = Float64Array.from({ length: 1600 }, (_, k) =>
  k < 800 ? 3.8 - STEP * (k + 1) : 3 + STEP * (k - 799),
);
const waveOf = (current: Float64Array): Wave => ({
  scanRate: RATE,
  interval: STEP / RATE,
  potential,
  current,
  cutoff: Infinity,
  clipped: false,
});

/** A thin layer's wave, sech², of area 1 per RT/F; signed by the sweep. */
const layer = (at: number, height: number): Float64Array =>
  potential.map((e, k) => ((k < 800 ? -1 : 1) * height) / Math.cosh((UNIT * (e - at)) / 2) ** 2);
const sum = (...parts: readonly Float64Array[]): Float64Array =>
  potential.map((_, k) => parts.reduce((all, part) => all + (part[k] ?? NaN), 0));

function noiseOf(seed: number, deviation: number): Float64Array {
  const next = randomNormal.source(randomLcg(seed))(0, deviation);
  return potential.map(() => next());
}
const found = (current: Float64Array, sweep: FoundPeak['sweep']): FoundPeak[] =>
  foundPeaks(waveOf(current), UNIT).filter((p) => p.sweep === sweep);

describe('found peaks', () => {
  it('tells potential, height, area and prominence of one wave, signed by its sweep', () => {
    const current = layer(3.45, 1e-12);
    const [down, ...others] = found(current, 'first');
    const [up] = found(current, 'reverse');
    expect(others).toEqual([]);
    expect(down?.potential.value).toBeCloseTo(3.45, 3);
    expect(up?.potential.value).toBeCloseTo(3.45, 3);
    expect(Math.abs((down?.height.value ?? NaN) * 1e12 + 1)).toBeLessThan(0.015);
    expect(Math.abs((up?.prominence.value ?? NaN) * 1e12 - 1)).toBeLessThan(0.015);
    // ∫ i dt = 4·height/(f·v).
    const charge = (4 * 1e-12) / (UNIT * RATE);
    expect((down?.area ?? NaN) / charge).toBeCloseTo(-1, 2);
    expect((up?.area ?? NaN) / charge).toBeCloseTo(1, 2);
  });

  it('lists two waves with the more prominent first, and parts their charge', () => {
    const current = sum(layer(3.5, 1e-12), layer(3.3, 0.3e-12), noiseOf(1, 0.01e-12));
    for (const sweep of ['first', 'reverse'] as const) {
      const [main, second, ...others] = found(current, sweep);
      expect(others).toEqual([]);
      expect(Math.abs((main?.potential.value ?? NaN) - 3.5)).toBeLessThan(4 * (main?.potential.error ?? NaN));
      expect(Math.abs((second?.potential.value ?? NaN) - 3.3)).toBeLessThan(3e-3);
      expect((second?.area ?? NaN) / (main?.area ?? NaN)).toBeCloseTo(0.3, 1);
    }
  });

  it('is not fooled by a leak', () => {
    const slope = potential.map((e) => 2e-12 * (e - 3.4));
    const peaks = found(sum(layer(3.45, 1e-12), slope, noiseOf(3, 0.01e-12)), 'first');
    expect(peaks).toHaveLength(1);
    expect(Math.abs((peaks[0]?.height.value ?? NaN) * 1e12 + 1)).toBeLessThan(0.07);
  });

  it('finds nothing in noise alone but in very few of 500 sweeps', () => {
    let alarms = 0;
    for (let seed = 1; seed <= 250; seed++) alarms += foundPeaks(waveOf(noiseOf(seed, 1e-12)), UNIT).length;
    expect(alarms).toBeLessThanOrEqual(3);
  });

  it.each([2, 5, 20, 100])('finds no second peak beside a single wave of %s times the noise', (ratio) => {
    const wave = layer(3.45, 1e-12);
    let [second, missed] = [0, 0];
    for (let seed = 1; seed <= 500; seed++) {
      const peaks = foundPeaks(waveOf(sum(wave, noiseOf(seed, 1e-12 / ratio))), UNIT);
      for (const sweep of ['first', 'reverse']) {
        const count = peaks.filter((p) => p.sweep === sweep).length;
        if (count > 1) second++;
        if (count === 0) missed++;
      }
    }
    expect(second).toBeLessThanOrEqual(4);
    if (ratio >= 5) expect(missed).toBe(0);
  });

  it('states errors of the potential that cover', () => {
    const wave = layer(3.45, 1e-12);
    let pull = 0;
    const rounds = 300;
    for (let seed = 1; seed <= rounds; seed++) {
      const [peak] = found(sum(wave, noiseOf(seed, 0.05e-12)), 'first');
      pull += (((peak?.potential.value ?? NaN) - 3.45) / (peak?.potential.error ?? NaN)) ** 2 / rounds;
    }
    expect(Math.abs(pull - 1)).toBeLessThan(0.35);
  });

  it('takes the corner of a hysteresis for no peak', () => {
    const model: ElectrodeModel = {
      temperature: 298.15,
      concentration: 22740,
      area: Math.PI * 55e-9 ** 2,
      diffusion: 2.47e-15,
      discRadius: Infinity,
      thickness: Infinity,
      halfWave: 3.45,
      rateConstant: Infinity,
      transfer: 0.5,
      resistance: 0,
      capacitance: 0,
      hysteresis: 0.05,
    };
    const electrode = createElectrode(model, 3.8, { shortest: 1e-3, longest: 100 });
    const current = potential.map((e) => electrode.ramp(e, STEP / RATE));
    const highest = Math.max(...current.map(Math.abs));
    for (const part of [0, 0.001, 0.01, 0.05]) {
      const peaks = foundPeaks(waveOf(sum(current, noiseOf(5, part * highest))), UNIT);
      expect(peaks.map((p) => p.sweep)).toEqual(['first', 'reverse']);
    }
  });
});
