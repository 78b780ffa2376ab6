import { describe, expect, it } from 'vitest';
import { cellReader, headerNumber, separatorOf, splitCells } from './cells';

describe('cellReader', () => {
  it.each([
    ['1', 1],
    ['-1.5E-009', -1.5e-9],
    ['+0,25', 0.25],
    [' 6.89963E-001 ', 0.689963],
    ['.5', 0.5],
    ['5.', 5],
    ['2,604324994466466E-003', 2.604324994466466e-3],
  ])('reads %s', (text, value) => expect(cellReader().read(text)).toBe(value));

  it.each(['', ' ', 'NaN', '-nan', 'Inf', '---', 'n/a', 'null', '\ufeff'])('finds nothing in "%s"', (text) =>
    expect(cellReader().read(text)).toBeNaN(),
  );

  it.each(['abc', '1,234.5', '1.234,5', '1 234', '0x10', '1e', '1.2E-', '1.2.3', '2020-07-10', '5 mV'])(
    'refuses %s',
    (text) => expect(cellReader().read(text)).toBeUndefined(),
  );

  it('refuses another decimal mark than the first', () => {
    const reader = cellReader();
    expect([reader.read('3'), reader.read('0,5'), reader.read('0.5'), reader.read('0,25')]).toEqual([
      3,
      0.5,
      undefined,
      0.25,
    ]);
  });
});

it('reads numbers of headers', () => {
  expect(headerNumber('100,000')).toBe(100);
  expect(headerNumber('1.2345E+000')).toBe(1.2345);
  expect(headerNumber('NaN')).toBeNull();
  expect(headerNumber(undefined)).toBeNull();
});

it('parts lines at the separator that they use', () => {
  expect(separatorOf('a;b;c,d')).toBe(';');
  expect(separatorOf('a\tb')).toBe('\t');
  expect(separatorOf('V,µA')).toBe(',');
  expect(splitCells('"a";b ; "c d"', ';')).toEqual(['a', 'b', 'c d']);
});
