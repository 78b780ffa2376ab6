import { describe, expect, it } from 'vitest';
import { cleanWave, LTO, normal, noisyWave, PUBLISHED_RATES } from '../../fixtures/voltammograms';
import { bandOf } from './lines/band';
import { calibrationError } from './lines/calibration';
import { analyseDiffusion, MODEL, VERDICT, type Cell, type Wave } from './diffusion';
import { contactDisc, throughOrigin } from './lines/line';

const CELL: Cell = {
  contactRadius: 55e-9,
  contactRadiusError: 5.5e-9,
  concentration: 22740.4,
  concentrationError: 227.404,
  temperature: 298.15,
  temperatureError: 1,
};

/** 0.2 pA rms through 1 kHz. */
const DENSITY = 4e-29;

/** Fast to slow, the first rate again at the end. */
const RATES = [...PUBLISHED_RATES, 20];
const cleanHop = RATES.map((rate) => cleanWave(rate));
const blankHop = cleanHop.map((wave): Wave => ({ ...wave, current: new Float64Array(wave.current.length) }));
const noisy = (hop: readonly Wave[], seed: number, density = DENSITY): Wave[] => {
  const gauss = normal(seed);
  return hop.map((wave) => noisyWave(wave, density, gauss));
};

describe('analyseDiffusion', () => {
  it('recovers D at the published settings, and says what the plain line makes of it', () => {
    const analysis = analyseDiffusion(cleanHop, CELL);
    expect(analysis.verdict).toBe('disc');
    expect(analysis.model).toBe('disc');
    expect(Math.abs((analysis.diffusion?.value ?? NaN) / LTO.diffusion - 1)).toBeLessThan(1e-3);
    expect(analysis.fits.map((fit) => fit.model)).toEqual(['line', 'intercept', 'disc', 'mixed']);
    expect((analysis.fits[0]?.diffusion.value ?? NaN) / LTO.diffusion).toBeGreaterThan(1.15);
    expect(analysis.halfWave?.value).toBeCloseTo(1.55, 4);
    expect(analysis.bValue?.value).toBeCloseTo(0.444, 2);
    expect(analysis.waves.map((wave) => wave.scanRate)).toEqual(RATES);
    expect(analysis.reason).toMatch(
      /^D = 2\.4(69[6-9]|70\d) ± .*10⁻¹¹ cm²\/s from the peaks of 6 of 6 .*55\.0 nm.* D \+\d\d % off\.$/,
    );
  });

  it('answers the same whatever was analysed before', () => {
    const [one, other] = [
      noisy(cleanHop, 5),
      noisy(
        RATES.map((rate) => cleanWave(rate, { ...LTO, diffusion: 6e-15 })),
        6,
      ),
    ];
    const alone = analyseDiffusion(one, CELL);
    analyseDiffusion(other, CELL);
    analyseDiffusion(blankHop.slice(2), { ...CELL, temperature: 320 });
    const again = analyseDiffusion(one, CELL);
    expect(again.diffusion).toEqual(alone.diffusion);
    expect(again.waves.map(({ first, reverse }) => [first?.halfWave, reverse?.current])).toEqual(
      alone.waves.map(({ first, reverse }) => [first?.halfWave, reverse?.current]),
    );
  });

  it('gives D by the model that was asked for, and says what the evidence is', () => {
    const evidence = analyseDiffusion(cleanHop, CELL);
    const asked = analyseDiffusion(cleanHop, CELL, { model: 'line' });
    expect(asked.diffusion?.value).toBe(evidence.fits[0]?.diffusion.value);
    expect(asked.reason).toMatch(
      /^D = 3\.1.* by the line through the origin, as asked for\. By the evidence: D = 2\.4/,
    );
    const missing = analyseDiffusion(cleanHop, CELL, { model: 'layer' });
    expect(missing.diffusion).toBeNull();
    expect(missing.reason).toMatch(
      /^There is no D by the finite layer, which was asked for\. By the evidence: D = 2\.4/,
    );
  });

  it.each([2.47e-16, 2.47e-14])('recovers a D of %d m²/s', (diffusion) => {
    const waves = RATES.map((rate) => cleanWave(rate, { ...LTO, diffusion }));
    const analysis = analyseDiffusion(waves, CELL);
    expect(Math.abs((analysis.diffusion?.value ?? NaN) / diffusion - 1)).toBeLessThan(2e-3);
  });

  it('calls the plain line good where the disc does not matter', () => {
    const wide = { ...LTO, discRadius: 55e-6, area: Math.PI * 55e-6 ** 2 };
    const waves = noisy(RATES.map((rate) => cleanWave(rate, wide)), 4, DENSITY * 1e12); // prettier-ignore
    const analysis = analyseDiffusion(waves, { ...CELL, contactRadius: 55e-6 });
    expect(analysis.verdict).toBe('good');
    expect(Math.abs((analysis.diffusion?.value ?? NaN) / LTO.diffusion - 1)).toBeLessThan(0.03);
    expect(analysis.reason).toContain('agrees within the noise');
  });

  it('takes an anodic first sweep as well', () => {
    const mirrored = cleanHop.map((wave) => ({
      ...wave,
      potential: Array.from(wave.potential, (e) => -e),
      current: Array.from(wave.current, (i) => -i),
    }));
    const analysis = analyseDiffusion(mirrored, CELL);
    expect(Math.abs((analysis.diffusion?.value ?? NaN) / LTO.diffusion - 1)).toBeLessThan(1e-3);
    expect(analysis.fits[2]?.slope.value).toBeGreaterThan(0);
  });

  it.each([
    [DENSITY, 0.002],
    [60 * DENSITY, 0.01],
  ])(
    'covers the truth 95 times of 100 with the 95 %% noise interval, density %d',
    (density, bias) => {
      const runs = 250;
      let covered = 0;
      let sum = 0;
      let chi = 0;
      for (let seed = 0; seed < runs; seed++) {
        const { diffusion, fits } = analyseDiffusion(noisy(cleanHop, seed, density), CELL);
        const error = (diffusion?.value ?? NaN) - LTO.diffusion;
        if (Math.abs(error) < 1.96 * (diffusion?.error ?? NaN)) covered++;
        sum += error / LTO.diffusion / runs;
        chi += (fits[2]?.chiSquared ?? NaN) / (fits[2]?.freedom ?? NaN) / runs;
      }
      expect(covered / runs).toBeGreaterThan(0.92);
      expect(covered / runs).toBeLessThan(0.98);
      expect(Math.abs(sum)).toBeLessThan(bias);
      expect(chi).toBeGreaterThan(0.85);
      expect(chi).toBeLessThan(1.2);
    },
    60_000,
  );
});

describe('analyseDiffusion gives no number and says why', () => {
  const refusal = (waves: readonly Wave[]): { verdict: string; reason: string } => {
    const { diffusion, fits, bValue, verdict, reason, waves: analysed } = analyseDiffusion(waves, CELL);
    expect(diffusion).toBeNull();
    expect(fits).toEqual([]);
    expect(bValue).toBeNull();
    expect(analysed).toHaveLength(waves.length);
    return { verdict, reason };
  };

  it('where there is no wave: 100 blank hops, with charging current or leak', () => {
    for (let seed = 0; seed < 100; seed++) {
      const blank = blankHop.map((wave) => ({
        ...wave,
        current: Array.from(wave.potential, (e, k) => (k <= 700 ? -1 : 1) * 2e-12 + seed * 1e-14 * (e - 1.5)),
      }));
      const { verdict, reason } = refusal(noisy(blank, 5000 + seed));
      expect(verdict).toBe('no_peak');
      expect(reason).toMatch(
        /^A wave above the noise was found at 0 of 5 scan rates; at least two are needed\. D is below \d.* cm²\/s \(95 %\)\.$/,
      );
    }
  }, 30_000);

  it('where samples are beyond the range', () => {
    const { verdict, reason } = refusal(cleanHop.map((wave, k) => ({ ...wave, clipped: k === 0 })));
    expect(verdict).toBe('clipped');
    expect(reason).toMatch(/^1 of 6 voltammograms went beyond/);
  });

  it('where samples are missing', () => {
    const torn = cleanHop.map((wave) => ({
      ...wave,
      current: Array.from(wave.current, (i, k) => (k === 300 ? NaN : i)),
    }));
    const { verdict, reason } = refusal(torn);
    expect(verdict).toBe('no_peak');
    expect(reason).toContain('6 of 6 voltammograms miss samples');
  });

  it('at a single rate, or none', () => {
    const { verdict, reason } = refusal(cleanHop.filter((wave) => wave.scanRate === 20));
    expect(verdict).toBe('no_peak');
    expect(reason).toBe(
      'Voltammograms at one scan rate do not give a diffusion coefficient; at least two rates are needed.',
    );
    expect(refusal([]).verdict).toBe('no_peak');
  });

  it('where the current does not grow with the rate', () => {
    const flat = cleanHop.map((wave) => ({
      ...wave,
      current: Array.from(cleanHop[0]?.current ?? [], (i) => 1e3 * i),
    }));
    const analysis = analyseDiffusion(flat, CELL);
    expect(analysis.diffusion).toBeNull();
    expect(analysis.verdict).toBe('no_peak');
    expect(analysis.reason).toContain('no model of a wave describes');
  });
});

describe('analyseDiffusion with a part of the waves', () => {
  it('leaves a torn wave out and says so', () => {
    const waves = cleanHop.map((wave, k) =>
      k === 2 ? { ...wave, current: wave.current, potential: [1.9] } : wave,
    );
    const analysis = analyseDiffusion(waves, CELL);
    expect(Math.abs((analysis.diffusion?.value ?? NaN) / LTO.diffusion - 1)).toBeLessThan(1e-3);
    expect(analysis.waves[2]?.first).toBeNull();
    expect(analysis.reason).toContain('5 of 6 voltammograms');
  });
});

describe('calibration', () => {
  const points = RATES.map((scanRate) => ({
    scanRate,
    current: { value: analyseDiffusion(cleanHop, CELL).waves.find((w) => w.scanRate === scanRate)?.first?.current.value ?? NaN, error: 1e-14 },
  })); // prettier-ignore

  it('of the plain line is 4 δr/r, 2 δC/C and δT/T', () => {
    const d = throughOrigin(points, CELL)?.diffusion.value ?? NaN;
    const exact = { ...CELL, contactRadiusError: 0, concentrationError: 0, temperatureError: 0 };
    const part = (changes: Partial<Cell>): number =>
      calibrationError(throughOrigin, points, { ...exact, ...changes }) / d;
    expect(part({ contactRadiusError: 55e-11 })).toBeCloseTo(0.04, 3);
    expect(part({ concentrationError: 227.404 })).toBeCloseTo(0.02, 3);
    expect(part({ temperatureError: 2.9815 })).toBeCloseTo(0.01, 3);
    expect(calibrationError(throughOrigin, points, exact)).toBe(0);
  });

  it('of the disc depends less on the radius, because the spreading current is proportional to it', () => {
    const d = contactDisc(points, CELL)?.diffusion.value ?? NaN;
    const cell = { ...CELL, contactRadiusError: 55e-11, concentrationError: 0, temperatureError: 0 };
    const part = calibrationError(contactDisc, points, cell) / d;
    expect(part).toBeGreaterThan(0.03);
    expect(part).toBeLessThan(0.04);
    expect(analyseDiffusion(cleanHop, CELL).diffusion?.calibration).toBeGreaterThan(0.3 * d);
  });
});

describe('bandOf', () => {
  it('holds the chosen model and the line over √v', () => {
    const analysis = analyseDiffusion(noisy(cleanHop, 9), CELL);
    const band = bandOf(analysis, 21);
    if (!band?.chosen) throw new Error('no band');
    expect(band.chosen.model).toBe('disc');
    expect(band.line.model).toBe('line');
    expect(band.root).toHaveLength(21);
    expect(band.root[20]).toBeCloseTo(1.05 * Math.sqrt(20), 9);
    const place = 19;
    expect((band.chosen.current[place] ?? NaN) * 1e12).toBeCloseTo(-13.6, 0);
    expect(band.chosen.lower[place]).toBeLessThan(band.chosen.current[place] ?? NaN);
    expect(band.chosen.upper[place]).toBeGreaterThan(band.chosen.current[place] ?? NaN);
    expect(band.line.current[0]).toBeCloseTo((band.line.current[19] ?? NaN) / 20, 20);
  });

  it('is not there without a fit', () => {
    expect(bandOf(analyseDiffusion(blankHop, CELL))).toBeNull();
  });
});

it('keeps the codes of bundles', () => {
  expect(Object.values(VERDICT)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(Object.values(MODEL)).toEqual([0, 1, 2, 3, 4, 5]);
});
