import { expect, it } from 'vitest';
import { plainNumber } from './plain-number';
import { utf8 } from './sample-curve';

const POINT = 46;

it.each([
  '0',
  '-0',
  '12',
  '+12',
  '0.1',
  '-1.234e-06',
  '1E5',
  '7.',
  '.5',
  '3.98159e-1',
  '0.3000000000004',
  '900719925474099',
  '1e22',
  '123456789.123456e-5',
  '-0.000000001234',
  '1e-22',
  '5e+3',
])('reads %s as JavaScript does', (text) => {
  const line = `x, ${text} ,y`;
  expect(plainNumber(utf8(line), 2, line.length - 2, POINT)).toBe(Number(text));
});

it('agrees with JavaScript on many numbers, or leaves them', () => {
  for (let k = 1; k < 20_000; k++) {
    const value = Math.sin(k) * 10 ** ((k % 19) - 9);
    for (const text of [value.toExponential(5), value.toPrecision(12), value.toFixed(6)]) {
      const read = plainNumber(utf8(text), 0, text.length, POINT);
      if (!Number.isNaN(read)) expect(read).toBe(Number(text));
      else expect(text).toMatch(/e-|\.\d{20}/);
    }
  }
});

it.each([
  '',
  ' ',
  '-',
  '.',
  'e5',
  '1e',
  '1e+',
  '1,5',
  '1.2.3',
  'nan',
  '1 2',
  '0x1',
  '1e23',
  '1e5555',
  '99999999999999999999',
  '1e2.5',
])('leaves “%s” to the careful reader', (text) =>
  expect(plainNumber(utf8(text), 0, text.length, POINT)).toBeNaN(),
);

it('takes the mark that it is told', () => {
  expect(plainNumber(utf8('1,5'), 0, 3, 44)).toBe(1.5);
  expect(plainNumber(utf8('1.5'), 0, 3, 44)).toBeNaN();
  expect(plainNumber(utf8('15'), 0, 2, -1)).toBe(15);
});
