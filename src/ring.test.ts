import { expect, it } from 'vitest';
import { Ring } from './ring';

it('keeps the latest values in order and counts the others', () => {
  const ring = new Ring<number>(3);
  expect(ring.list()).toEqual([]);
  ring.push(1);
  ring.push(2);
  expect(ring.list()).toEqual([1, 2]);
  expect(ring.dropped).toBe(0);
  for (const value of [3, 4, 5]) ring.push(value);
  expect(ring.list()).toEqual([3, 4, 5]);
  expect(ring.dropped).toBe(2);
  ring.push(6);
  expect(ring.list()).toEqual([4, 5, 6]);
});
