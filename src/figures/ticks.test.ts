import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthText, linearTicks, logTicks, scaleBarLength, unitWithExponent, wholeTicks } from './ticks';

const texts = (set: ReturnType<typeof linearTicks>): string[] =>
  set.ticks.map((t) => t.text.replace('\u2212', '-'));

describe('linear ticks', () => {
  it('have equal decimals', () => {
    expect(texts(linearTicks(0, 1, 5))).toEqual(['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']);
    expect(texts(linearTicks(-20, 20, 4))).toEqual(['-20', '-10', '0', '10', '20']);
    expect(texts(linearTicks(45, 50, 5))).toEqual(['45', '46', '47', '48', '49', '50']);
    expect(texts(linearTicks(0.5, 0.75, 2))).toEqual(['0.5', '0.6', '0.7']);
  });

  it('are two or more, since one tells no scale', () => {
    expect(texts(linearTicks(-0.9, 0.9, 2))).toEqual(['-0.5', '0.0', '0.5']);
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        (low, span, n) => {
          fc.pre(span > Math.abs(low) * 1e-5);
          expect(linearTicks(low, low + span, n).ticks.length).toBeGreaterThanOrEqual(2);
        },
      ),
    );
  });

  it('take a common power of ten out of very small and very large numbers', () => {
    const set = linearTicks(1e-11, 4e-11, 3);
    expect(set.exponent).toBe(-11);
    expect(texts(set)).toEqual(['1', '2', '3', '4']);
  });

  it('name different values differently', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (low, span, n) => {
          fc.pre(span > Math.abs(low) * 1e-5);
          const all = texts(linearTicks(low, low + span, n));
          expect(new Set(all).size).toBe(all.length);
        },
      ),
    );
  });
});

describe('ticks at whole numbers', () => {
  it('have nothing between them, however few there are', () => {
    expect(texts(wholeTicks(1, 3, 10))).toEqual(['1', '2', '3']);
    expect(texts(wholeTicks(0.5, 1.5, 10))).toEqual(['1']);
    expect(texts(wholeTicks(0.9, 1.1, 4))).toEqual(['1']);
    expect(texts(wholeTicks(0, 40, 4))).toEqual(['0', '10', '20', '30', '40']);
  });

  it('are whole for any range', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -100, max: 1000 }),
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (low, span, n) => {
          const { ticks } = wholeTicks(low, low + span, n);
          expect(ticks.length).toBeGreaterThan(0);
          expect(ticks.every(({ value }) => Number.isInteger(value))).toBe(true);
        },
      ),
    );
  });
});

describe('log ticks', () => {
  it('stand at 1, 2 and 5', () => {
    const set = logTicks(6e-12, 6e-11, 5);
    expect(set.exponent).toBe(-11);
    expect(texts(set)).toEqual(['1', '2', '5']);
  });

  it('keep to powers of ten over many decades', () => {
    expect(texts(logTicks(1, 1e4, 6))).toEqual(['1', '10', '100', '1000', '10\u202f000']);
  });

  it('are linear over a short range', () => {
    expect(texts(logTicks(1e-11, 1.5e-11, 5))).toEqual(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5']);
  });

  it('are at least two for every range above a factor of two', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-14, max: 1, noNaN: true }),
        fc.double({ min: 2, max: 1e4, noNaN: true }),
        (low, ratio) => {
          const { ticks } = logTicks(low, low * ratio, 6);
          expect(ticks.length).toBeGreaterThanOrEqual(2);
          expect(new Set(ticks.map((t) => t.text)).size).toBe(ticks.length);
        },
      ),
    );
  });
});

describe('the scale bar', () => {
  it.each([
    [5e-6, 1e-6, '1\u00a0µm'],
    [2e-6, 5e-7, '500\u00a0nm'],
    [100e-6, 20e-6, '20\u00a0µm'],
    [8e-3, 2e-3, '2\u00a0mm'],
  ])('of a map of %d m is %d m', (extent, length, text) => {
    expect(scaleBarLength(extent)).toBeCloseTo(length, 15);
    expect(lengthText(scaleBarLength(extent))).toBe(text);
  });
});

it('writes the power of ten before the unit', () => {
  expect(unitWithExponent('cm²/s', -11)).toBe('10⁻¹¹\u00a0cm²/s');
  expect(unitWithExponent('pA', 0)).toBe('pA');
  expect(unitWithExponent('', 3)).toBe('10³');
});
