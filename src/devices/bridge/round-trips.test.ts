import { expect, it } from 'vitest';
import { RoundTrips } from './round-trips';

it('tells the median and the slowest hundredth of the latest 512', () => {
  const trips = new RoundTrips();
  expect(trips.summary()).toBeNull();
  trips.add(4);
  expect(trips.summary()).toEqual({ p50: 4, p99: 4 });
  for (let i = 0; i < 512; i++) trips.add(i);
  const { p50, p99 } = trips.summary() ?? { p50: NaN, p99: NaN };
  expect(p50).toBeCloseTo(255.5, 12);
  expect(p99).toBeCloseTo(0.99 * 511, 12);
});
