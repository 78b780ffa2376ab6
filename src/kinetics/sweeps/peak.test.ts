import { describe, expect, it } from 'vitest';
import { column, readTable, words } from '../../../fixtures/reference';
import { cleanWave, LTO, normal, uniform } from '../../../fixtures/voltammograms';
import { FARADAY, REVERSIBLE_PEAK, thermal } from '../constants';
import { fitPeak, isSignificant, type PeakFit } from './peak';
import { fillShape, shapeOf } from './template';
import { sweepsOf, type Sweep, type Wave } from './wave';

const UNIT = thermal(298.15);
const PLANAR = shapeOf(Infinity);

/** Samples of a rising sweep over ±10 RT/F about E½ = 0, 26 an RT/F, of peak height 1. */
function sampled(
  deviation: number,
  gauss: () => number,
  background: (at: number) => number = () => 0,
  scale = 1,
): Sweep {
  const count = 520;
  const at = Float64Array.from({ length: count }, (_, k) => -10 + (20 * k) / count);
  const value = new Float64Array(count);
  fillShape(PLANAR, 0, at, 0, value, new Float64Array(count));
  const current = value.map(
    (chi, k) => chi / REVERSIBLE_PEAK + background(at[k] ?? NaN) + deviation * gauss(),
  );
  return sweepOf({ at, current }, scale);
}

function sweepOf({ at, current }: { at: Float64Array; current: Float64Array }, scale = 1): Sweep {
  const wave: Wave = {
    scanRate: 1,
    interval: 1 / 26 / UNIT,
    potential: at.map((x) => x / UNIT),
    current: current.map((i) => scale * i),
    cutoff: Infinity,
    clipped: false,
  };
  const { first } = sweepsOf(wave, UNIT);
  if (!first) throw new Error('no sweep');
  return first;
}

/** Potential of the fit's half-wave point, in RT/F: the sweep's axis begins at −10. */
const place = (fit: PeakFit): number => fit.place.value - 10;

describe('fitPeak', () => {
  it('finds a clean wave, in ampere or picoampere', () => {
    const clean = sampled(0, () => 0);
    for (const scale of [1, 1e-12]) {
      const fit = fitPeak(
        sampled(
          0,
          () => 0,
          () => 0,
          scale,
        ),
        PLANAR,
      );
      expect((fit?.current.value ?? NaN) / scale).toBeCloseTo(1, 4);
    }
    const fit = fitPeak(clean, PLANAR);
    expect(fit && place(fit)).toBeCloseTo(0, 4);
  });

  const table = readTable('D_crlb');
  const bounds = new Map(
    words(table, 'estimator').map((name, k) => [name, column(table, 'kappa')[k] ?? NaN]),
  );
  const cases = [5, 10, 50].flatMap((snr) => [
    [snr, false, 'template window +-10 RT/F nuisance x0+c0'] as const,
    [snr, true, 'template window +-10 RT/F nuisance x0+c0+c1'] as const,
  ]);

  it.each(cases)('reaches the bound at SNR %d, sloping baseline %s', (snr, sloping, name) => {
    const gauss = normal(1000 + snr);
    const runs = 1500;
    const bound = (bounds.get(name) ?? NaN) / (snr * Math.sqrt(26));
    let sum = 0;
    let squares = 0;
    let covered = 0;
    for (let k = 0; k < runs; k++) {
      const fit = fitPeak(sampled(1 / snr, gauss), PLANAR, { sloping });
      const error = (fit?.current.value ?? NaN) - 1;
      sum += error;
      squares += error ** 2;
      if (Math.abs(error) < 1.96 * (fit?.current.error ?? NaN)) covered++;
    }
    expect(Math.sqrt(squares / runs) / bound).toBeGreaterThan(0.93);
    expect(Math.sqrt(squares / runs) / bound).toBeLessThan(1.1);
    expect(Math.abs(sum / runs)).toBeLessThan(0.005);
    expect(covered / runs).toBeGreaterThan(0.92);
    expect(covered / runs).toBeLessThan(0.97);
  });

  it('is right to 1e-3 after a last step of 0.1', () => {
    const fit = fitPeak(sampled(0, () => 0), PLANAR, { lastStep: 0.1 }); // prettier-ignore
    expect(fit && Math.abs(fit.current.value - 1)).toBeLessThan(1e-3);
    expect(fit && Math.abs(place(fit))).toBeLessThan(0.02);
  });

  it('says how far off the half-wave potential may be', () => {
    const gauss = normal(7);
    const z = Array.from({ length: 400 }, () => {
      const fit = fitPeak(sampled(0.1, gauss), PLANAR);
      return fit ? place(fit) / fit.place.error : NaN;
    });
    const rms = Math.sqrt(z.reduce((sum, x) => sum + x * x, 0) / z.length);
    expect(rms).toBeGreaterThan(0.9);
    expect(rms).toBeLessThan(1.12);
  });

  it('follows a baseline', () => {
    const tilted = sampled(0, () => 0, (at) => 0.3 + 0.02 * at); // prettier-ignore
    const fit = fitPeak(tilted, PLANAR, { sloping: true });
    expect(fit?.current.value).toBeCloseTo(1, 4);
    expect(fit?.slope).toBeCloseTo(0.02, 5);
    expect((fit?.offset ?? NaN) - 0.02 * ((fit?.middle ?? NaN) - 10)).toBeCloseTo(0.3, 4);
  });
});

describe('isSignificant', () => {
  const nothing = (current: (at: number) => number): Sweep => {
    const at = Float64Array.from({ length: 700 }, (_, k) => k / 26);
    return sweepOf({ at, current: at.map(current) });
  };

  it('finds a wave of SNR 1.5, and its negative never', () => {
    const gauss = normal(11);
    const fits = Array.from({ length: 100 }, () => fitPeak(sampled(1 / 1.5, gauss), PLANAR));
    expect(fits.filter(isSignificant).length).toBeGreaterThan(90);
    const upside = fitPeak(
      sampled(0.05, gauss, () => 0, -1),
      PLANAR,
    );
    expect(isSignificant(upside)).toBe(false);
  });

  it('finds none in noise, in a leak or in a charging current', () => {
    const gauss = normal(12);
    const fits = Array.from({ length: 1000 }, () => fitPeak(nothing(gauss), PLANAR));
    expect(fits.filter(isSignificant)).toHaveLength(0);
    const leak = uniform(13);
    expect(
      isSignificant(
        fitPeak(
          nothing((at) => 3 + 0.5 * at + 0.1 * leak()),
          PLANAR,
        ),
      ),
    ).toBe(false);
    expect(
      isSignificant(
        fitPeak(
          nothing(() => 0),
          PLANAR,
        ),
      ),
    ).toBe(false);
  });
});

describe('filter of the amplifier', () => {
  const table = readTable('B_filter');
  const planar = { ...LTO, discRadius: Infinity };
  const rows = column(table, 'v(').map((v, k) => [v, column(table, 'fc')[k] ?? NaN] as const);

  it.each(rows.filter(([v, cutoff]) => v / cutoff <= 0.02))(
    'is corrected at %d V/s behind %d Hz',
    (v, cutoff) => {
      const { first, origin } = sweepsOf(cleanWave(v, planar, cutoff), UNIT);
      const fit = first && fitPeak(first, PLANAR);
      const height =
        REVERSIBLE_PEAK * FARADAY * LTO.area * LTO.concentration * Math.sqrt(LTO.diffusion * UNIT * v);
      expect(Math.abs((fit?.current.value ?? NaN) / height - 1)).toBeLessThan(3e-4);
      expect(Math.abs(origin - (fit?.place.value ?? NaN) / UNIT - LTO.halfWave)).toBeLessThan(0.05e-3);
    },
  );
});
