import { describe, expect, it } from 'vitest';
import { column, readTable } from '../../../fixtures/reference';
import { LTO, normal, PUBLISHED_RATES } from '../../../fixtures/voltammograms';
import {
  bValueOf,
  contactDisc,
  predict,
  throughOrigin,
  withIntercept,
  type Cell,
  type LinePoint,
} from './line';

const CELL: Cell = {
  contactRadius: 55e-9,
  contactRadiusError: 0,
  concentration: 22740.4,
  concentrationError: 0,
  temperature: 298.15,
  temperatureError: 0,
};

const currents = readTable('A_paper_currents');
const at = (name: string) => (scanRate: number) =>
  1e-12 * (column(currents, name)[column(currents, 'v(').indexOf(scanRate)] ?? NaN);
const planar = at('ip_planar C=3Li');
const disc = at('ip_microdisc');

/** Cathodic peaks at the published rates with errors growing as √v, or all the same. */
const points = (current: (scanRate: number) => number, equal = false): LinePoint[] =>
  PUBLISHED_RATES.map((scanRate) => ({
    scanRate,
    current: { value: -current(scanRate), error: 1e-13 * (equal ? 1 : Math.sqrt(scanRate)) },
  }));

const bias = (fit: { diffusion: { value: number } } | null): number =>
  100 * ((fit?.diffusion.value ?? NaN) / LTO.diffusion - 1);

describe('what each model reads from known peaks', () => {
  const table = readTable('D_regression');
  const expected = (truth: string, name: string): number => {
    const row = table.rows.findIndex((r) => r['truth'] === truth && r['rel_noise_per_peak(1)'] === 0);
    return column(table, name)[row] ?? NaN;
  };
  const truths: readonly (readonly [string, (v: number) => number])[] = [
    ['planar', planar],
    ['microdisc', disc],
    ['planar+1fF/.. leak +0.5pA', (v) => planar(v) + 0.5e-12],
    ['planar+0.1pF stray*v', (v) => planar(v) + 0.1e-12 * v],
  ];

  it.each(truths)('%s', (truth, current) => {
    expect(bias(throughOrigin(points(current, true), CELL))).toBeCloseTo(
      expected(truth, 'D_medianbias_OLS0'),
      2,
    );
    expect(bias(throughOrigin(points(current), CELL))).toBeCloseTo(expected(truth, 'D_medianbias_WLS0'), 2);
    expect(bias(withIntercept(points(current, true), CELL))).toBeCloseTo(
      expected(truth, 'D_medianbias_OLS+icpt'),
      2,
    );
    expect(bias(withIntercept(points(current), CELL))).toBeCloseTo(
      expected(truth, 'D_medianbias_WLS+icpt'),
      2,
    );
    expect(-1e12 * (withIntercept(points(current), CELL)?.intercept.value ?? NaN)).toBeCloseTo(
      expected(truth, 'intercept_mean'),
      3,
    );
  });

  it('has the power of √v that the table has', () => {
    const relative = (current: (v: number) => number): LinePoint[] =>
      points(current).map((p) => ({
        ...p,
        current: { value: p.current.value, error: -0.02 * p.current.value },
      }));
    for (const [truth, current] of truths) {
      expect(bValueOf(relative(current))?.value).toBeCloseTo(expected(truth, 'b_value_mean'), 4);
    }
  });
});

describe('contactDisc', () => {
  it('finds D from the peaks of a disc within 1e-4, at any set of rates', () => {
    expect(bias(contactDisc(points(disc), CELL))).toBeCloseTo(0, 1);
    const slow = [0.1, 0.2, 0.5].map((scanRate) => ({
      scanRate,
      current: { value: disc(scanRate), error: 1e-15 },
    }));
    expect(Math.abs(bias(contactDisc(slow, CELL)))).toBeLessThan(0.05);
  });

  it('has a line of high rates with the intercept of a disc', () => {
    const fit = contactDisc(points(disc), CELL);
    const predicted = (fit?.intercept.value ?? NaN) / (-4 * 96485.332 * LTO.diffusion * 22740.4 * 55e-9);
    expect(predicted).toBeCloseTo(0.5906, 3);
  });

  it('comes to an end wherever p falls', () => {
    const gauss = normal(22);
    for (let k = 0; k < 3000; k++) {
      const drawn = points(disc).map(({ scanRate, current }) => ({
        scanRate,
        current: { value: current.value * (1 + 0.03 * gauss()), error: 0.03 * current.value },
      }));
      expect(contactDisc(drawn, CELL)).not.toBeNull();
    }
  });

  it('refuses peaks that hardly grow with the rate', () => {
    const flat = [0.001, 0.01].map((scanRate) => ({ scanRate, current: { value: 1e-9, error: 1e-12 } }));
    expect(contactDisc(flat, CELL)).toBeNull();
    expect(contactDisc([], CELL)).toBeNull();
  });
});

describe('uncertainties', () => {
  const models = { throughOrigin, withIntercept, contactDisc };

  it.each(Object.entries(models))('of %s are those of repeated draws', (_, model) => {
    const gauss = normal(21);
    const clean = points(disc);
    const truth = model(clean, CELL);
    let squares = 0;
    let chi = 0;
    let predicted = 0;
    const runs = 800;
    for (let k = 0; k < runs; k++) {
      const drawn = clean.map((p) => ({
        ...p,
        current: { value: p.current.value + p.current.error * gauss(), error: p.current.error },
      }));
      const fit = model(drawn, CELL);
      if (!fit || !truth) throw new Error('no fit');
      squares += ((fit.diffusion.value - truth.diffusion.value) / fit.diffusion.error) ** 2 / runs;
      chi += (fit.chiSquared - truth.chiSquared) / fit.freedom / runs;
      const exact = predict(truth, 4);
      predicted += ((predict(fit, 4).value - exact.value) / exact.error) ** 2 / runs;
    }
    for (const ratio of [Math.sqrt(squares), chi, Math.sqrt(predicted)]) {
      expect(ratio).toBeGreaterThan(0.9);
      expect(ratio).toBeLessThan(1.1);
    }
  });

  it('of the b-value, too; none at a single rate', () => {
    const fit = bValueOf(points(planar));
    expect(fit?.value).toBeCloseTo(0.5, 6);
    expect(fit?.error).toBeGreaterThan(0.005);
    expect(bValueOf(points(planar).slice(0, 1))).toBeNull();
    expect(withIntercept(points(planar).slice(0, 1), CELL)).toBeNull();
    expect(throughOrigin([], CELL)).toBeNull();
  });

  it('weighs an exact peak, too', () => {
    const exact = points(disc).map((p) => ({ ...p, current: { value: p.current.value, error: 0 } }));
    expect(Math.abs(bias(contactDisc(exact, CELL)))).toBeLessThan(0.05);
  });
});
