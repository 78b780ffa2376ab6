import { describe, expect, it } from 'vitest';
import { column, readTable } from '../../../fixtures/reference';
import { cleanWave, LTO } from '../../../fixtures/voltammograms';
import { FARADAY, thermal } from '../constants';
import { crestOf, fillShape, shapeOf } from './template';

const valueAt = (p: number, x: number, blur = 0): number => {
  const value = new Float64Array(1);
  fillShape(shapeOf(p), blur, Float64Array.of(x), 0, value, new Float64Array(1));
  return value[0] ?? NaN;
};

describe('shape of the planar wave', () => {
  const table = readTable('B_golden_cv');
  const x = column(table, 'x=');
  const chi = column(table, 'chi_nernst');
  const turn = x.indexOf(Math.max(...x));

  it('is that of the reference on the first sweep', () => {
    const worst = Math.max(
      ...x.slice(0, turn + 1).map((at, k) => Math.abs(valueAt(Infinity, at) - (chi[k] ?? NaN))),
    );
    expect(worst).toBeLessThan(4e-6);
  });

  it('gives the way back as its own continuation less its mirror image', () => {
    const end = x[turn] ?? NaN;
    const back = x.slice(turn).map((at) => valueAt(Infinity, 2 * end - at) - valueAt(Infinity, -at));
    const worst = Math.max(...back.map((value, k) => Math.abs(value - (chi[turn + k] ?? NaN))));
    expect(worst).toBeLessThan(1e-5);
  });

  it('peaks where and as high as theory says', () => {
    const crest = crestOf(Infinity);
    expect(crest.x).toBeCloseTo(1.1089492334, 3);
    expect(crest.value).toBeCloseTo(0.446294694845, 5);
    expect(crest.logSlope).toBe(0);
  });

  it('joins its asymptotes without a step', () => {
    expect(valueAt(Infinity, 48.001) / valueAt(Infinity, 47.999)).toBeCloseTo(1, 4);
    expect(valueAt(Infinity, -18.001) / valueAt(Infinity, -17.999)).toBeCloseTo(1, 2);
  });
});

describe('shape under a contact disc', () => {
  const table = readTable('A_microdisc_lsv');
  const rows = column(table, 'p=').map(
    (p, k) => [p, column(table, 'chi_max')[k], column(table, 'x_p')[k]] as const,
  );

  it.each(rows)('peaks as the disc in a half space does, p = %d', (p, height = NaN, place = NaN) => {
    const crest = crestOf(p);
    expect(Math.abs(crest.value / height - 1)).toBeLessThan(2e-4);
    expect(Math.abs(crest.x - place)).toBeLessThan(2e-3);
    expect(shapeOf(p).crest).toEqual(crest);
  });

  it.each([0.3, 7.7, 31, 300])('has a height that changes with p as it says, p = %d', (p) => {
    const step = Math.exp(0.05);
    const change = Math.log(crestOf(p * step).value / crestOf(p / step).value) / 0.1;
    expect(crestOf(p).logSlope).toBeCloseTo(change, 2);
  });

  it('is the current that the solver computes, on both sweeps', () => {
    const scanRate = 2.5;
    const unit = thermal(LTO.temperature);
    const p = 55e-9 * Math.sqrt((unit * scanRate) / LTO.diffusion);
    const scale = FARADAY * LTO.area * LTO.concentration * Math.sqrt(LTO.diffusion * unit * scanRate);
    const wave = cleanWave(scanRate, LTO, Infinity);
    const turn = unit * (1.55 - 1.2);
    const deviations = Array.from(wave.current, (current, k) => {
      const x = unit * (1.55 - (wave.potential[k] ?? NaN));
      const chi = k <= 700 ? valueAt(p, x) : valueAt(p, 2 * turn - x) - valueAt(p, -x);
      return Math.abs(-current / scale - chi);
    });
    expect(Math.max(...deviations)).toBeLessThan(3e-4);
  });
});

describe('blur', () => {
  it('lowers the peak as averaging over an interval does', () => {
    const half = 0.25;
    const count = 101;
    let mean = 0;
    for (let k = 0; k < count; k++) mean += valueAt(9, 1.3 + half * ((2 * k + 1) / count - 1)) / count;
    expect(valueAt(9, 1.3, half ** 2 / 6)).toBeCloseTo(mean, 4);
    expect(valueAt(9, 1.3)).toBeGreaterThan(mean + 1e-4);
  });
});
