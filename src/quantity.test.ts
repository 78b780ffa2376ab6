import { describe, expect, it } from 'vitest';
import {
  byteCount,
  count,
  duration,
  exponentOf,
  fixed,
  NO_VALUE,
  quantity,
  significant,
  significantWithin,
  superscript,
  withError,
} from './quantity';

/** No-break spaces are right on the page and unreadable in a test. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ').replace(/\u2212/g, '-');

describe('numbers with an uncertainty', () => {
  it.each([
    [2.47e-11, 0.12e-11, '2.47(12) × 10⁻¹¹'],
    [2.474e-11, 0.996e-11, '2.5(1.0) × 10⁻¹¹'],
    [36.712, 0.512, '36.71(51)'],
    [12.34, 1.53, '12.3(1.5)'],
    [123.4, 15.3, '123(15)'],
    [1234, 153, '1234(150)'],
    [-3.984, 0.0391, '-3.984(39)'],
    [0.499, 0.0061, '0.4990(61)'],
    [0.8, 1.3, '0.8 ± 1.3'],
    [0.8e-11, 1.3e-11, '(0.8 ± 1.3) × 10⁻¹¹'],
    [0, 0.02, '0.000 ± 0.020'],
    [9.996e-12, 0.1e-12, '10.00(10) × 10⁻¹²'],
    [5, NaN, '5.00'],
    [5, 0, '5.00'],
  ])('%d with %d is %s', (value, error, text) => {
    expect(plain(withError(value, error))).toBe(text);
  });

  it('has a dash where there is no number', () => {
    expect(withError(NaN, 1)).toBe(NO_VALUE);
    expect(significant(Infinity)).toBe(NO_VALUE);
    expect(fixed(NaN, 2)).toBe(NO_VALUE);
    expect(count(NaN)).toBe(NO_VALUE);
    expect(duration(NaN)).toBe(NO_VALUE);
    expect(byteCount(-1)).toBe(NO_VALUE);
  });
});

describe('numbers without an uncertainty', () => {
  it.each([
    [0, '0.00'],
    [36.66, '36.7'],
    [0.01234, '0.0123'],
    [0.0009996, '0.00100'],
    [2.4749e-11, '2.47 × 10⁻¹¹'],
    [-99960, '-1.00 × 10⁵'],
    [1234, '1230'],
    [12345, '12 300'],
  ])('%d to three digits is %s', (value, text) => {
    expect(plain(significant(value))).toBe(text);
  });

  it('never shows a negative zero', () => {
    expect(fixed(-0.001, 2)).toBe('0.00');
  });

  it('finds the decimal exponent', () => {
    expect([2.5e-11, 999, 1000, -0.02, 0, NaN].map(exponentOf)).toEqual([-11, 2, 3, -2, 0, 0]);
  });

  it('writes superscripts and units', () => {
    expect(superscript(-1234567890)).toBe('⁻¹²³⁴⁵⁶⁷⁸⁹⁰');
    expect(plain(quantity('5', 'nm'))).toBe('5 nm');
    expect(quantity('5', '')).toBe('5');
  });

  it('groups whole numbers', () => {
    expect([7, 4096, 1048576].map(count).map(plain)).toEqual(['7', '4 096', '1 048 576']);
  });
});

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [59.6, '1 m 00 s'],
    [130, '2 m 10 s'],
    [3599.7, '1 h 00 m'],
    [14_700, '4 h 05 m'],
    [86_370, '1 d 00 h'],
    [273_600, '3 d 04 h'],
  ])('%d s is %s', (seconds, text) => {
    expect(plain(duration(seconds))).toBe(text);
  });
});

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [9_960, '10 kB'],
    [343_900_000, '344 MB'],
    [1_234_000_000, '1.2 GB'],
    [999_600_000, '1.0 GB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(plain(byteCount(bytes))).toBe(text);
  });
});

describe('a number among others', () => {
  it.each([
    [10033.44, 18, '10\u202f033.4'],
    [10033.44, 5000, '10\u202f030'],
    [5.4532, 0.3, '5.453'],
    [2.47e-3, 40, '0.002470'],
    [7, 0, '7.000'],
  ])('%d within %d is %s', (value, spread, text) => {
    expect(significantWithin(value, spread)).toBe(text);
  });
});
