import { describe, expect, it } from 'vitest';
import { column, readTable } from '../../fixtures/reference';
import { BESSEL_NOISE_BANDWIDTH, besselPower } from '../kinetics/solver/bessel';
import { noiseRms, risingDensity, whiteDensity } from './noise';

const table = readTable('F_noise');
const feedbacks = column(table, 'Rf');
const cutoffs = column(table, 'fc');
const quiet = column(table, 'rms_I=0');
const loaded = column(table, 'rms_I=100pA');

describe('noiseRms', () => {
  it.each(feedbacks.map((feedback, k) => ({ feedback, cutoff: cutoffs[k]!, k })))(
    'meets the reference at $feedback Ω and $cutoff Hz',
    ({ feedback, cutoff, k }) => {
      expect(noiseRms(feedback, cutoff) / (quiet[k]! * 1e-12)).toBeCloseTo(1, 3);
      expect(noiseRms(feedback, cutoff, -100e-12) / (loaded[k]! * 1e-12)).toBeCloseTo(1, 3);
    },
  );

  it('is the integral of the density behind the filter', () => {
    const cutoff = 3000;
    const width = 5;
    let variance = 0;
    for (let f = width / 2; f < 20 * cutoff; f += width) {
      variance += (whiteDensity(5e9, 20e-12) + risingDensity(f)) * besselPower(f, cutoff) * width;
    }
    expect(Math.sqrt(variance) / noiseRms(5e9, cutoff, 20e-12)).toBeCloseTo(1, 4);
  });

  it('is shot noise alone without a feedback resistor and at low frequency', () => {
    const shot = Math.sqrt(2 * 1.602176634e-19 * 1e-9 * BESSEL_NOISE_BANDWIDTH * 1);
    expect(noiseRms(Infinity, 1, 1e-9) / shot).toBeCloseTo(1, 3);
  });
});
