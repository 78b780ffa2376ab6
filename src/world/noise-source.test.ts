import { describe, expect, it } from 'vitest';
import { column, readTable } from '../../fixtures/reference';
import { besselPower } from '../kinetics/solver/bessel';
import { risingDensity, whiteDensity } from './noise';
import { NoiseSource, WHITE_UNIT } from './noise-source';

interface Series {
  readonly white: Float64Array;
  readonly rising: Float64Array;
}

function series(source: NoiseSource, count: number): Series {
  const white = new Float64Array(count);
  const rising = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    if (source.at === source.ready) source.refill();
    white[k] = source.block[2 * source.at]!;
    rising[k] = source.block[2 * source.at + 1]!;
    source.at++;
  }
  return { white, rising };
}

function make(cutoff: number, interval: number, count: number, hop = 1, step = 1): Series {
  const source = new NoiseSource();
  source.seed(1, hop, step);
  source.configure(cutoff, interval);
  return series(source, count);
}

function covariance(a: Float64Array, b: Float64Array, lag: number): number {
  let sum = 0;
  for (let k = lag; k < a.length; k++) sum += a[k]! * b[k - lag]!;
  return sum / (a.length - lag);
}

/** ∫S|H|²sinc²(f·interval)cos(2πf·lag·interval)df. */
function expected(density: (f: number) => number, cutoff: number, interval: number, lag: number): number {
  const count = 40_000;
  const width = (12 * cutoff) / count;
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const f = (k + 0.5) * width;
    const x = Math.PI * f * interval;
    const averaged = (Math.sin(x) / x) ** 2;
    sum += density(f) * besselPower(f, cutoff) * averaged * Math.cos(2 * x * lag) * width;
  }
  return sum;
}

describe('NoiseSource', () => {
  it('has the rms of the reference table, 100 pA included', () => {
    const table = readTable('F_noise');
    column(table, 'fc').forEach((cutoff, k) => {
      const feedback = column(table, 'Rf')[k]!;
      const { white, rising } = make(cutoff, 0.05 / cutoff, 200_000);
      for (const [current, name] of [
        [0, 'rms_I=0'],
        [100e-12, 'rms_I=100pA'],
      ] as const) {
        const level = Math.sqrt(whiteDensity(feedback, current) / WHITE_UNIT);
        const noise = white.map((w, n) => level * w + rising[n]!);
        const rms = Math.sqrt(covariance(noise, noise, 0)) * 1e12;
        expect(Math.abs(rms / column(table, name)[k]! - 1)).toBeLessThan(0.02);
      }
    });
  });

  it.each([
    { cutoff: 5000, interval: 50e-6 },
    { cutoff: 1000, interval: 50e-6 },
    { cutoff: 2000, interval: 1e-3 },
  ])('is correlated as filter and averaging demand: $cutoff Hz, $interval s', ({ cutoff, interval }) => {
    const { white, rising } = make(cutoff, interval, 400_000);
    const atZero = [
      expected(() => WHITE_UNIT, cutoff, interval, 0),
      expected(risingDensity, cutoff, interval, 0),
    ] as const;
    for (let lag = 0; lag < 12; lag++) {
      const w = expected(() => WHITE_UNIT, cutoff, interval, lag) / atZero[0];
      const r = expected(risingDensity, cutoff, interval, lag) / atZero[1];
      expect(covariance(white, white, lag) / atZero[0]).toBeCloseTo(w, 1.6);
      expect(covariance(rising, rising, lag) / atZero[1]).toBeCloseTo(r, 1.6);
      expect(covariance(white, rising, lag) / Math.sqrt(atZero[0] * atZero[1])).toBeCloseTo(0, 1.6);
    }
  });

  it('joins blocks without a seam: variance and correlation hold across it', () => {
    const cutoff = 5000;
    const interval = 50e-6;
    const atZero = expected(() => WHITE_UNIT, cutoff, interval, 0);
    const beside = expected(() => WHITE_UNIT, cutoff, interval, 1) / atZero;
    let square = 0;
    let product = 0;
    let count = 0;
    for (let hop = 0; hop < 2000; hop++) {
      const source = new NoiseSource();
      source.seed(3, hop, 0);
      source.configure(cutoff, interval);
      source.refill();
      const seam = source.ready;
      const { white } = series(source, seam + 40);
      for (let k = seam; k < seam + 32; k++) {
        square += white[k]! ** 2 / atZero;
        product += (white[k]! * white[k - 1]!) / atZero;
        count++;
      }
    }
    expect(square / count).toBeCloseTo(1, 1.6);
    expect(product / count).toBeCloseTo(beside, 1.6);
  });

  it('is fixed by seed, hop and step', () => {
    expect(make(1000, 50e-6, 3000, 5, 2)).toEqual(make(1000, 50e-6, 3000, 5, 2));
    const here = make(1000, 50e-6, 100_000, 5, 2).white;
    for (const other of [make(1000, 50e-6, 100_000, 6, 2), make(1000, 50e-6, 100_000, 5, 3)]) {
      const r = covariance(here, other.white, 0) / covariance(here, here, 0);
      expect(Math.abs(r)).toBeLessThan(0.05);
    }
  });

  it('starts again with a seed whatever came before', () => {
    const source = new NoiseSource();
    source.seed(1, 7, 7);
    source.configure(1000, 50e-6);
    series(source, 12_345);
    source.seed(1, 1, 1);
    expect(series(source, 500)).toEqual(make(1000, 50e-6, 500));
  });
});
