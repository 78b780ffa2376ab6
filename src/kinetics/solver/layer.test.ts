import { describe, expect, it } from 'vitest';
import { column, readTable } from '../../../fixtures/reference';
import { layerPeak } from './layer';

describe('peak of a layer', () => {
  const table = readTable('A_finite_layer');
  const rows = column(table, 'w=').map((w, k) => [w, column(table, 'chi_max')[k]] as const);

  it.each(rows)('that ends with the contact, w = %d', (w, height = NaN) => {
    expect(Math.abs(layerPeak(Math.sqrt(w)).value / height - 1)).toBeLessThan(5e-4);
  });

  it('is that of the charge alone where it is thin, and planar where it is thick', () => {
    expect(layerPeak(0.01).value).toBeCloseTo(0.0025, 6);
    expect(layerPeak(0.01).logSlope).toBeCloseTo(1, 3);
    expect(layerPeak(100).value).toBeCloseTo(0.446295, 5);
    expect(layerPeak(100).logSlope).toBe(0);
  });

  it.each([0.3, 1, 2.4, 5])('changes with the thickness as it says, %d', (thickness) => {
    const step = Math.exp(0.02);
    const change = Math.log(layerPeak(thickness * step).value / layerPeak(thickness / step).value) / 0.04;
    expect(layerPeak(thickness).logSlope).toBeCloseTo(change, 2);
  });

  const film = readTable('A_disc_film');
  /** At p = 50 this table is 0.4 % below that of the disc alone, which the wall cannot lower there. */
  const films = column(film, 'Lfilm/a')
    .map((l, k) => [l, column(film, 'p(')[k] ?? NaN, column(film, 'chi_max')[k]] as const)
    .filter(([, p]) => p < 50);

  it.each(films)('that goes on beyond a disc, L/a = %d, p = %d', (l, p, height = NaN) => {
    expect(Math.abs(layerPeak(l * p, 1 / l).value / height - 1)).toBeLessThan(3e-3);
  });
});
