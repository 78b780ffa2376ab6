import { describe, expect, it } from 'vitest';
import { column, readTable } from '../../../fixtures/reference';
import { cleanWave, LTO, normal } from '../../../fixtures/voltammograms';
import { filteredNoise } from '../solver/filtered-noise';
import { thermal } from '../constants';
import { searched } from './candidates';
import { settle, type Spread } from '../settle';
import { simulateCycle } from '../solver/voltammogram';
import type { Wave } from './wave';
import { peaksOf, withoutPeaks, type WaveAnalysis } from './wave-peaks';

const UNIT = thermal(298.15);

const CELL = {
  contactRadius: 55e-9,
  contactRadiusError: 0,
  concentration: 22740.4,
  concentrationError: 0,
  temperature: 298.15,
  temperatureError: 0,
};

function analyse(wave: Wave, spread: Spread = 'planar'): WaveAnalysis {
  const settled = settle(searched([wave], UNIT), CELL, spread);
  const tracks = settled?.tracks[0];
  return tracks ? peaksOf(tracks, (settled?.leak.error ?? NaN) / UNIT) : withoutPeaks(wave.scanRate);
}

describe('peaksOf', () => {
  const table = readTable('B_rev_switch');
  const rows = column(table, 'Eswitch').map((mv, k) => [mv, column(table, 'dEp(mV)')[k]] as const);

  it.each(rows.filter(([mv]) => mv > 105))(
    'has the separation of a turn %d mV beyond E½',
    (past, separation) => {
      const planar = { ...LTO, discRadius: Infinity, halfWave: 1.5 };
      const vertex = 1.5 - past / 1e3;
      const cycle = simulateCycle({
        model: planar,
        start: 1.9,
        vertex,
        end: 1.9,
        scanRate: 1,
        interval: 5e-4,
      });
      const peaks = analyse({ scanRate: 1, interval: 5e-4, ...cycle, cutoff: Infinity, clipped: false });
      expect(1e3 * (peaks.separation?.value ?? NaN)).toBeCloseTo(separation ?? NaN, past > 140 ? 1 : 0);
    },
  );

  it('gives both sweeps of a reversible couple the same height and half-wave potential', () => {
    const peaks = analyse(cleanWave(2.5), 'disc');
    expect((peaks.first?.current.value ?? NaN) * 1e12).toBeCloseTo(-5.30490265, 2);
    expect((peaks.reverse?.current.value ?? NaN) * 1e12).toBeCloseTo(5.30490265, 2);
    expect(peaks.first?.halfWave.value).toBeCloseTo(1.55, 4);
    expect(peaks.reverse?.halfWave.value).toBeCloseTo(1.55, 4);
    expect(peaks.first?.potential.value).toBeLessThan(1.52);
    expect(peaks.reverse?.potential.value).toBeGreaterThan(1.58);
  });

  it('turns the signs for an anodic first sweep', () => {
    const wave = cleanWave(2.5);
    const mirrored = {
      ...wave,
      potential: Array.from(wave.potential, (e) => -e),
      current: Array.from(wave.current, (i) => -i),
    };
    const peaks = analyse(mirrored, 'disc');
    expect((peaks.first?.current.value ?? NaN) * 1e12).toBeCloseTo(5.30490265, 2);
    expect((peaks.reverse?.current.value ?? NaN) * 1e12).toBeCloseTo(-5.30490265, 2);
    expect(peaks.reverse?.halfWave.value).toBeCloseTo(-1.55, 4);
  });

  it('answers the fitted current at the samples that were used', () => {
    const wave = cleanWave(2.5);
    const peaks = analyse(wave, 'disc');
    for (const peak of [peaks.first, peaks.reverse]) {
      if (!peak) throw new Error('no peak');
      const { from, fitted } = peak.curve();
      const worst = fitted.reduce(
        (most, i, k) => Math.max(most, Math.abs(i - (wave.current[from + k] ?? NaN))),
        0,
      );
      expect(worst / Math.abs(peak.current.value)).toBeLessThan(2e-3);
    }
    const [first, reverse] = [peaks.first?.curve(), peaks.reverse?.curve()];
    expect(first?.from).toBeGreaterThan(0);
    expect((first?.from ?? NaN) + (first?.fitted.length ?? NaN)).toBe(701);
    expect((reverse?.from ?? NaN) + (reverse?.fitted.length ?? NaN)).toBe(1400);
  });

  it('states errors that repeated noise confirms, for currents and separation', () => {
    const wave = cleanWave(2.5);
    const clean = analyse(wave, 'disc');
    const gauss = normal(31);
    const runs = 300;
    const squares = { first: 0, reverse: 0, separation: 0 };
    for (let k = 0; k < runs; k++) {
      const noise = filteredNoise(1400, wave.interval, wave.cutoff, 1.6e-28, gauss);
      const peaks = analyse({ ...wave, current: noise.map((i, n) => i + (wave.current[n] ?? NaN)) }, 'disc');
      for (const key of ['first', 'reverse'] as const) {
        const { value = NaN, error = NaN } = peaks[key]?.current ?? {};
        squares[key] += ((value - (clean[key]?.current.value ?? NaN)) / error) ** 2 / runs;
      }
      const { value = NaN, error = NaN } = peaks.separation ?? {};
      squares.separation += ((value - (clean.separation?.value ?? NaN)) / error) ** 2 / runs;
    }
    for (const key of ['first', 'reverse', 'separation'] as const) {
      expect(Math.sqrt(squares[key]), key).toBeGreaterThan(0.9);
      expect(Math.sqrt(squares[key]), key).toBeLessThan(1.15);
    }
  });

  it('has no reverse peak without a completed first one', () => {
    const short = simulateCycle({
      model: LTO,
      start: 1.9,
      vertex: 1.48,
      end: 1.9,
      scanRate: 1,
      interval: 1e-3,
    });
    const peaks = analyse(
      { scanRate: 1, interval: 1e-3, ...short, cutoff: Infinity, clipped: false },
      'disc',
    );
    expect(peaks.first).not.toBeNull();
    expect(peaks.reverse).toBeNull();
    expect(peaks.separation).toBeNull();
  });
});
