import { describe, expect, it } from 'vitest';
import { LTO } from '../../../fixtures/voltammograms';
import { column, readTable } from '../../../fixtures/reference';
import { FARADAY, thermal } from '../constants';
import { discSurrogate, layerSurrogate, type Surrogate, type WaveJacobian } from './surrogate';
import { simulateCycle } from './voltammogram';

const f = thermal(298.15);

/** The forward wave of the solver: x and χ. */
function solved(lambda: number, p: number, layer: number): { at: Float64Array; chi: Float64Array } {
  const scanRate = 5;
  const length = Math.sqrt(LTO.diffusion / (f * scanRate));
  const speed = LTO.diffusion / length;
  const sizes = { discRadius: p * length, thickness: layer * length, rateConstant: lambda * speed };
  const { potential, current } = simulateCycle({
    ...{ start: LTO.halfWave + 22 / f, vertex: LTO.halfWave - 22 / f, end: LTO.halfWave - 22 / f },
    ...{
      model: { ...LTO, ...sizes },
      scanRate,
      interval: 0.05 / (f * scanRate),
      resolution: 0.0125,
      spacing: 0.4,
    },
  });
  const unit = FARADAY * LTO.area * LTO.concentration * speed;
  return { at: potential.map((e) => -f * (e - LTO.halfWave)), chi: current.map((i) => -i / unit) };
}

function filled(
  surrogate: Surrogate,
  at: Float64Array,
  lambda: number,
  size: number,
  shift = 0,
): WaveJacobian {
  const array = (): Float64Array => new Float64Array(at.length).fill(NaN);
  const out = { value: array(), byX: array(), byLambda: array(), bySize: array() };
  surrogate.set(lambda, size);
  surrogate.fill(at, shift, out);
  return out;
}

const worst = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, k) => Math.max(most, Math.abs(value - (b[k] ?? NaN))), 0);

describe('the surrogate', () => {
  it.each([
    [0.012, Infinity],
    [0.05, 1.8],
    [0.3, 7.7],
    [1.7, 31],
    [8, 2.5],
    [90, Infinity],
    [300, 7.7],
    [Infinity, 5],
    [Infinity, Infinity],
  ])('of a disc is the solver’s wave at Λ = %f, p = %f', (lambda, p) => {
    const { at, chi } = solved(lambda, p, Infinity);
    const { value } = filled(discSurrogate(), at, lambda, p);
    expect(worst(value, chi) / Math.max(...chi)).toBeLessThan(5e-5);
  });

  it.each([
    [0.02, 0.6],
    [0.4, 1.3],
    [3, 3],
    [40, 8],
    [Infinity, 0.7],
    [Infinity, 19],
  ])('of a layer is the solver’s wave at Λ = %f, L = %f', (lambda, layer) => {
    const { at, chi } = solved(lambda, Infinity, layer);
    const { value } = filled(layerSurrogate(), at, lambda, layer);
    expect(worst(value, chi) / Math.max(...chi)).toBeLessThan(6e-5);
  });

  it('has the exact quasi-reversible peaks', () => {
    const table = readTable('B_quasirev_lsv');
    const surrogate = discSurrogate();
    let compared = 0;
    column(table, 'alpha').forEach((alpha, k) => {
      const lambda = column(table, 'Lambda')[k] ?? NaN;
      if (alpha !== 0.5 || !surrogate.covers(lambda, Infinity)) return;
      compared++;
      const position = column(table, 'x_p')[k] ?? NaN;
      const { value, byX } = filled(surrogate, Float64Array.of(position), lambda, Infinity);
      expect(Math.abs((value[0] ?? NaN) / (column(table, 'chi_max')[k] ?? NaN) - 1)).toBeLessThan(3e-5);
      expect(Math.abs(byX[0] ?? NaN)).toBeLessThan(1e-4);
    });
    expect(compared).toBeGreaterThan(10);
  });

  it.each([
    ['disc', discSurrogate(), 0.5, 9],
    ['disc', discSurrogate(), 250, 4],
    ['disc', discSurrogate(), 5, Infinity],
    ['layer', layerSurrogate(), 2, 2],
  ])('of a %s has the derivatives of its values', (_, surrogate, lambda, size) => {
    const at = Float64Array.from({ length: 90 }, (__, k) => -15 + 0.37 * k);
    const step = 1e-4;
    const { byX, byLambda, bySize } = filled(surrogate, at, lambda, size);
    const slope = (change: (sign: 1 | -1) => WaveJacobian): Float64Array => {
      const low = change(-1).value;
      return change(1).value.map((value, k) => (value - (low[k] ?? NaN)) / (2 * step));
    };
    const grow = (value: number, sign: number): number => value * Math.exp(sign * step);
    expect(
      worst(
        byX,
        slope((s) => filled(surrogate, at, lambda, size, s * step)),
      ),
    ).toBeLessThan(1e-6);
    expect(
      worst(
        byLambda,
        slope((s) => filled(surrogate, at, grow(lambda, s), size)),
      ),
    ).toBeLessThan(1e-5);
    expect(
      worst(
        bySize,
        slope((s) => filled(surrogate, at, lambda, grow(size, s))),
      ),
    ).toBeLessThan(1e-5);
  });

  it('says what it covers', () => {
    const disc = discSurrogate();
    expect(disc.covers(0.01, 2)).toBe(true);
    expect(disc.covers(Infinity, Infinity)).toBe(true);
    expect(disc.covers(0.009, 10)).toBe(false);
    expect(disc.covers(1, 1.5)).toBe(false);
    expect(disc.covers(1, NaN)).toBe(false);
    expect(layerSurrogate().covers(1, 0.4)).toBe(false);
    expect(layerSurrogate().covers(1, Infinity)).toBe(false);
  });

  it('is 0 far before the wave and keeps its end far behind it', () => {
    const { value, byX } = filled(discSurrogate(), Float64Array.of(-60, 50, 400), 1, 10);
    expect(value[0]).toBe(0);
    expect(value[2]).toBe(value[1]);
    expect([...byX]).toEqual([0, 0, 0]);
  });

  it('lets two waves be read in turn', () => {
    const [a, b] = [discSurrogate(), discSurrogate()];
    const at = Float64Array.of(1, 2, 3);
    const alone = filled(a, at, 1, 10).value;
    filled(b, at, 0.1, 3);
    const out = { value: new Float64Array(3), byX: at.slice(), byLambda: at.slice(), bySize: at.slice() };
    a.fill(at, 0, out);
    expect(out.value).toEqual(alone);
  });
});
