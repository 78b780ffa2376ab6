import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capacitiveShare, splitCurrents, splitSweeps, type RatedSweep } from './dunn';

const RATES = [0.005, 0.01, 0.02, 0.04, 0.06];
const points = (k1: number, k2: number, error = 1e-8, noise: (k: number) => number = () => 0) =>
  RATES.map((scanRate, k) => ({
    scanRate,
    current: { value: k1 * scanRate + k2 * Math.sqrt(scanRate) + error * noise(k), error },
  }));

/** Normal deviates that repeat, by the sum of twelve uniform ones. */
function deviates(seed: number): () => number {
  let state = seed;
  const uniform = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  return () => Array.from({ length: 12 }, uniform).reduce((sum, u) => sum + u, -6);
}

describe('splitCurrents', () => {
  it('recovers both terms exactly', () => {
    const term = fc.double({ min: -1e-3, max: 1e-3, noNaN: true });
    fc.assert(
      fc.property(term, term, (k1, k2) => {
        const split = splitCurrents(points(k1, k2));
        expect(split?.capacitive.value).toBeCloseTo(k1, 12);
        expect(split?.diffusive.value).toBeCloseTo(k2, 12);
        expect(split?.freedom).toBe(3);
      }),
    );
  });

  it('states errors that cover: noise of 1σ moves the terms and the share by their errors', () => {
    const next = deviates(7);
    const pulls = { k1: 0, k2: 0, share: 0, chi: 0 };
    const rounds = 2000;
    const truth = (5e-5 * Math.sqrt(0.02)) / (5e-5 * Math.sqrt(0.02) + 2e-5);
    for (let k = 0; k < rounds; k++) {
      const split = splitCurrents(points(5e-5, 2e-5, 2e-8, next));
      if (!split) throw new Error('no split');
      const share = capacitiveShare(split, 0.02);
      pulls.k1 += ((split.capacitive.value - 5e-5) / split.capacitive.error) ** 2 / rounds;
      pulls.k2 += ((split.diffusive.value - 2e-5) / split.diffusive.error) ** 2 / rounds;
      pulls.share += ((share.value - truth) / share.error) ** 2 / rounds;
      pulls.chi += split.chiSquared / split.freedom / rounds;
    }
    for (const pull of Object.values(pulls)) expect(Math.abs(pull - 1)).toBeLessThan(0.12);
  });

  it('has no answer with one rate or without errors', () => {
    expect(splitCurrents(points(1, 1).slice(0, 1))).toBeNull();
    expect(splitCurrents([...points(1, 1).slice(0, 1), ...points(1, 1).slice(0, 1)])).toBeNull();
    expect(splitCurrents(points(1, 1, 0))).toBeNull();
    expect(splitCurrents([])).toBeNull();
  });
});

describe('capacitiveShare', () => {
  it('runs from diffusion to capacity with the rate', () => {
    const split = splitCurrents(points(1e-4, 1e-5));
    if (!split) throw new Error('no split');
    expect(capacitiveShare(split, 0.01).value).toBeCloseTo(0.5, 9);
    expect(capacitiveShare(split, 1e6).value).toBeCloseTo(1, 3);
    expect(capacitiveShare(split, 1e-9).value).toBeCloseTo(0, 3);
  });
});

describe('splitSweeps', () => {
  const wave = (e: number): number => 2e-5 * Math.exp(-((e / 0.05) ** 2));
  /** Falling potentials where `down`, each rate with a grid and a window of its own. */
  const sweeps = (noise = 0, down = false): RatedSweep[] => {
    const next = deviates(11);
    return RATES.map((scanRate, k) => {
      const n = 301 + 7 * k;
      const from = -0.2 - 0.01 * k;
      const rising = Float64Array.from({ length: n }, (_, i) => from + (0.45 * i) / (n - 1));
      const potential = down ? rising.toReversed() : rising;
      const current = potential.map((e) => 5e-5 * scanRate + wave(e) * Math.sqrt(scanRate) + noise * next());
      return { scanRate, potential, current };
    });
  };

  it.each([false, true])('parts every potential, falling: %s', (down) => {
    const found = splitSweeps(sweeps(0, down), 41);
    expect(found?.potential[0]).toBeCloseTo(-0.2, 12);
    expect(found?.potential.at(-1)).toBeCloseTo(0.21, 12);
    found?.splits.forEach((split, k) => {
      expect(Math.abs((split?.capacitive.value ?? NaN) / 5e-5 - 1)).toBeLessThan(0.01);
      expect(Math.abs((split?.diffusive.value ?? NaN) - wave(found.potential[k] ?? NaN))).toBeLessThan(2e-8);
    });
  });

  it('takes the errors from the samples’ own noise', () => {
    const found = splitSweeps(sweeps(1e-9), 41);
    const pulls =
      found?.splits.map((s) => ((s?.capacitive.value ?? NaN) - 5e-5) / (s?.capacitive.error ?? NaN)) ?? [];
    const meanSquare = pulls.reduce((sum, pull) => sum + pull ** 2, 0) / pulls.length;
    expect(meanSquare).toBeGreaterThan(0.3);
    expect(meanSquare).toBeLessThan(2);
  });

  it('has no answer without two rates or a shared window', () => {
    const [first, ...others] = sweeps();
    if (!first) throw new Error('no sweep');
    expect(splitSweeps([first], 10)).toBeNull();
    const apart = { ...first, scanRate: 1, potential: first.potential.map((e) => e + 1) };
    expect(splitSweeps([apart, ...others], 10)).toBeNull();
    expect(splitSweeps([first, ...others], 1)).toBeNull();
  });
});
