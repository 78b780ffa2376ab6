import { randomLcg, randomNormal } from 'd3-random';
import { expect, test } from 'vitest';
import { clustersOf } from './clusters';

/** Three kinds of pixels that differ in current (pA) and height (nm), in turn, twice as many of the first. */
function threeKinds(): [current: Float64Array, height: Float64Array] {
  const random = randomNormal.source(randomLcg(1))(0, 1);
  const kinds = [
    [10e-12, 20e-9],
    [10e-12, 20e-9],
    [50e-12, 20e-9],
    [30e-12, 90e-9],
  ] as const;
  const of = (which: 0 | 1, sigma: number): Float64Array =>
    Float64Array.from({ length: 240 }, (_, k) => kinds[k % 4]![which] + sigma * random());
  return [of(0, 2e-12), of(1, 4e-9)];
}

test('three kinds are found as three, the largest first, with their means', async () => {
  const [current, height] = threeKinds();
  current[7] = NaN;
  const found = await clustersOf([current, height], 6, 42);
  expect(found?.k).toBe(3);
  expect(found?.labels[0]).toBe(0);
  expect(found?.labels[1]).toBe(0);
  expect(new Set([found?.labels[2], found?.labels[3]])).toEqual(new Set([1, 2]));
  expect(found?.labels[7]).toBeNaN();
  expect(found!.centres[0]![0]! / 10e-12).toBeCloseTo(1, 1);
  expect(found!.centres[0]![1]! / 20e-9).toBeCloseTo(1, 0);
  expect(found?.silhouettes.map((s) => s.k)).toEqual([2, 3, 4, 5, 6]);
  expect(Math.max(...found!.silhouettes.map((s) => s.silhouette))).toBeGreaterThan(0.7);
});

test('the same seed gives the same clusters', async () => {
  const maps = threeKinds();
  expect(await clustersOf(maps, 5, 3)).toEqual(await clustersOf(maps, 5, 3));
});

test('a scale of picoampere counts as much as one of volt', async () => {
  const [current, height] = threeKinds();
  const scaled = await clustersOf([current.map((v) => v * 1e12), height.map((v) => v * 1e9)], 6, 42);
  expect(scaled?.labels).toEqual((await clustersOf([current, height], 6, 42))?.labels);
});

test('too few pixels have no kinds', async () => {
  expect(await clustersOf([[1, 2, NaN, 4]], 3, 1)).toBeNull();
});
