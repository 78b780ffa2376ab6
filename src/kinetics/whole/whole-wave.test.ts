import { describe, expect, it } from 'vitest';
import { column, readTable } from '../../../fixtures/reference';
import { cleanWave, LTO, normal } from '../../../fixtures/voltammograms';
import { filteredNoise } from '../solver/filtered-noise';
import { CELL, noisyVisit, visit } from '../../../fixtures/visit';
import { searched } from '../sweeps/candidates';
import { thermal } from '../constants';
import { explain } from './hypotheses';
import { visitOf } from './visit';
import type { Wave } from '../sweeps/wave';
import { fitWhole, type Effect, type WholeFit } from './whole-wave';

const UNIT = thermal(298.15);
const GUESS = { diffusion: 1.8e-15, halfWave: 1.53, resistance: 0 };

function prepared(waves: readonly Wave[]) {
  const found = visitOf(searched(waves, UNIT), CELL);
  if (!found) throw new Error('no visit');
  return found;
}

function fit(waves: readonly Wave[], spread: 'disc' | 'planar', ...free: Effect[]): WholeFit {
  const found = fitWhole(prepared(waves), { spread, free }, GUESS);
  if (!found) throw new Error('no fit');
  return found;
}

describe('fitWhole', () => {
  it('finds everything that made the waves', () => {
    const waves = noisyVisit(visit({ rateConstant: 2e-6, resistance: 1e9 }), 3, 1e-31);
    const found = fit(waves, 'disc', 'resistance', 'rateConstant', 'transfer');
    expect(Math.abs(found.diffusion.value / LTO.diffusion - 1)).toBeLessThan(2e-3);
    expect(found.halfWave.value).toBeCloseTo(1.55, 3);
    expect((found.rateConstant?.value ?? NaN) / 2e-6).toBeCloseTo(1, 1);
    expect((found.resistance?.value ?? NaN) / 1e9).toBeCloseTo(1, 1);
    expect(found.transfer?.value).toBeCloseTo(0.5, 1);
    expect(found.capacitance.value * 1e15).toBeCloseTo(11, 0);
    expect(found.leak.value * 1e15).toBeCloseTo(50, -1);
  });

  it('finds the thickness of a layer beside D', () => {
    const layer = { discRadius: Infinity, thickness: 8e-9 };
    const found = fit(noisyVisit(visit(layer), 4), 'planar', 'resistance', 'thickness');
    expect((found.thickness?.value ?? NaN) * 1e9).toBeCloseTo(8, 1);
    expect(Math.abs(found.diffusion.value - LTO.diffusion)).toBeLessThan(3 * found.diffusion.error);
  });

  it('tells no rate constant of a couple that is too fast', () => {
    const found = fit(noisyVisit(visit(), 5), 'disc', 'resistance', 'rateConstant');
    expect(found.rateConstant).toBeNull();
  });

  it('states errors that repeated noise confirms', () => {
    const clean = visit({ rateConstant: 1e-6 });
    const runs = 60;
    const pulls = { diffusion: 0, rateConstant: 0 };
    let misfit = 0;
    for (let seed = 0; seed < runs; seed++) {
      const found = fit(noisyVisit(clean, seed), 'disc', 'resistance', 'rateConstant');
      pulls.diffusion += ((found.diffusion.value - LTO.diffusion) / found.diffusion.error) ** 2 / runs;
      const rate = found.rateConstant ?? { value: NaN, error: NaN };
      pulls.rateConstant += ((rate.value - 1e-6) / rate.error) ** 2 / runs;
      misfit += found.misfit / runs;
    }
    expect(Math.sqrt(pulls.diffusion)).toBeGreaterThan(0.75);
    expect(Math.sqrt(pulls.diffusion)).toBeLessThan(1.25);
    expect(Math.sqrt(pulls.rateConstant)).toBeLessThan(1.3);
    expect(misfit).toBeGreaterThan(0.9);
    expect(misfit).toBeLessThan(1.15);
  }, 30_000);

  const table = readTable('D_joint_crlb');
  const cases = column(table, 'k0').map((k0, row) => ({
    k0: k0 / 100,
    snr: column(table, 'SNR')[row] ?? NaN,
    diffusion: (column(table, 'sd_lnD')[row] ?? NaN) / 100,
    rate: (column(table, 'sd_lnk0')[row] ?? NaN) / 100,
  }));

  /** The table's waves: planar, forward sweeps at five rates, a sample a mV, white noise, a constant offset each. */
  it.each(cases.filter(({ snr, k0 }) => snr === 10 && k0 < 1e-4 && k0 > 5e-8))(
    'comes near the bound of the table, k⁰ = $k0 m/s',
    ({ k0, snr, diffusion, rate }) => {
      const planar = { ...LTO, discRadius: Infinity, rateConstant: k0 };
      const clean = [1.25, 2.5, 5, 10, 20].map((v) => cleanWave(v, planar, Infinity));
      const gauss = normal(Math.round(1e9 * k0));
      const waves = clean.map((wave) => {
        const peak = Math.max(...Array.from(wave.current).slice(0, 701).map(Math.abs));
        const current = Array.from(wave.current, (i) => i + (peak / snr) * gauss());
        return { ...wave, current };
      });
      const found = fit(waves, 'planar', 'rateConstant');
      // Both sweeps and a shared offset tell more than the table's, which has first sweeps only.
      const bound = found.diffusion.error / found.diffusion.value / diffusion;
      expect(bound).toBeGreaterThan(0.4);
      expect(bound).toBeLessThan(1.3);
      const told = (found.rateConstant?.error ?? NaN) / (found.rateConstant?.value ?? NaN) / rate;
      expect(told).toBeGreaterThan(0.3);
      expect(told).toBeLessThan(1.5);
      expect(Math.abs(found.diffusion.value / LTO.diffusion - 1)).toBeLessThan(4 * diffusion);
    },
  );
});

describe('explain', () => {
  it.each([
    ['disc', {}, ['resistance']],
    ['planar', { discRadius: Infinity }, ['resistance']],
    ['disc', { rateConstant: 1e-6 }, ['resistance', 'rateConstant']],
    ['disc', { resistance: 10e9 }, ['resistance']],
    ['planar', { discRadius: Infinity, thickness: 8e-9 }, ['resistance', 'thickness']],
    ['disc', { interaction: 4 }, ['resistance', 'interaction']],
  ] as const)('prefers the truth: %s, %o', (spread, changes, free) => {
    const [best, ...others] = explain(prepared(noisyVisit(visit(changes), 6)), GUESS);
    expect(best?.fit.hypothesis).toEqual({ spread, free });
    expect(best?.weight).toBeGreaterThan(0.9);
    expect(others.reduce((sum, { weight }) => sum + weight, best?.weight ?? 0)).toBeCloseTo(1, 9);
  });

  it('is not there without noise to judge by', () => {
    const silent = visit().map((wave) => ({ ...wave, current: new Float64Array(wave.current.length) }));
    expect(explain(prepared(silent), GUESS)).toEqual([]);
  });

  it('knows what noise alone leaves', () => {
    const blank = visit().map((wave) => {
      const noise = filteredNoise(1400, wave.interval, wave.cutoff, 4e-29, normal(1));
      return { ...wave, current: noise };
    });
    const [best] = explain(prepared(blank), GUESS);
    expect(best?.fit.misfit ?? 1).toBeLessThan(1.6);
  });
});
