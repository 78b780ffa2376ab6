import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pixelsIn, pixelsOfRuns, runsOf } from './runs';

it('counts what is left out and what is visited in turn', () => {
  expect(runsOf([0, 0, 1, 1, 1, 0])).toEqual([2, 3, 1]);
  expect(runsOf([1, 0])).toEqual([0, 1, 1]);
  expect(runsOf([0, 0])).toEqual([2]);
  expect(pixelsIn([2, 3, 1])).toBe(6);
});

it('gives the same pixels back', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1 })), (mask) => {
      expect([...pixelsOfRuns(runsOf(mask))]).toEqual(mask);
    }),
  );
});
