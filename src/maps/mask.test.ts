import { expect, test } from 'vitest';
import { both, countOf, either, everyNumber, inRange, inverted, valuesIn, without, withNumber } from './mask';

const values = [1, NaN, 3, 4, Infinity, 6];

test('a range holds both of its ends and no pixel without a number', () => {
  expect([...inRange(values, 3, 6)]).toEqual([0, 0, 1, 1, 0, 1]);
  expect([...inRange(values, -Infinity, Infinity)]).toEqual([...everyNumber(values)]);
});

test('masks combine as sets', () => {
  const low = inRange(values, 1, 3);
  const high = inRange(values, 3, 6);
  expect([...both(low, high)]).toEqual([0, 0, 1, 0, 0, 0]);
  expect([...either(low, high)]).toEqual([...everyNumber(values)]);
  expect([...without(high, low)]).toEqual([0, 0, 0, 1, 0, 1]);
});

test('what a mask leaves has a number too', () => {
  const low = inRange(values, 1, 3);
  expect([...inverted(low, values)]).toEqual([0, 0, 0, 1, 0, 1]);
  expect(countOf(either(low, inverted(low, values)))).toBe(4);
  expect([...withNumber(new Uint8Array(6).fill(1), values)]).toEqual([...everyNumber(values)]);
});

test('values of a mask come in order', () => {
  expect([...valuesIn(values, inRange(values, 3, 6))]).toEqual([3, 4, 6]);
  expect([...valuesIn(values, null)]).toEqual([1, 3, 4, 6]);
});
