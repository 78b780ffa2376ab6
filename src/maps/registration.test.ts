import { randomLcg, randomNormal, randomUniform } from 'd3-random';
import { expect, test } from 'vitest';
import { registerShift, shiftedOnto } from './registration';
import { gridOf, valuesOf } from './test-map';

/** Grains without a period: round hills at random places of 100 × 100 µm. */
function grains(seed: number): (x: number, y: number) => number {
  const random = randomUniform.source(randomLcg(seed))(-20e-6, 80e-6);
  const hills = Array.from({ length: 220 }, () => ({ x: random(), y: random(), h: random() / 1e-6 }));
  return (x, y) =>
    hills.reduce(
      (z, hill) => z + hill.h * Math.exp(-((x - hill.x) ** 2 + (y - hill.y) ** 2) / (2 * 9e-12)),
      100,
    );
}

test.each([
  [3.4e-6, -2.7e-6],
  [-11.25e-6, 8.5e-6],
  [0, 0],
])('a shift of %f, %f m is found to a tenth of a pixel, with noise and gaps', (dx, dy) => {
  const grid = gridOf(64, 56);
  const surface = grains(7);
  const random = randomNormal.source(randomLcg(9))(0, 4);
  const first = valuesOf(grid, (x, y) => surface(x, y) + random());
  const second = valuesOf(grid, (x, y) => 3 * surface(x - dx, y - dy) + random());
  for (let k = 0; k < first.length; k += 7) first[k] = NaN;
  for (let k = 800; k < 1000; k++) second[k] = NaN;
  const shift = registerShift({ grid, values: first }, { grid, values: second });
  expect(Math.abs(shift!.x - dx)).toBeLessThan(0.1e-6);
  expect(Math.abs(shift!.y - dy)).toBeLessThan(0.1e-6);
  expect(shift!.correlation).toBeGreaterThan(0.9);
});

test('grids of another pitch and origin are compared where they lie', () => {
  const surface = grains(4);
  const coarse = gridOf(40, 40, 1.5e-6);
  const fine = gridOf(100, 90, 0.5e-6, 4e-6);
  const shift = registerShift(
    { grid: coarse, values: valuesOf(coarse, surface) },
    { grid: fine, values: valuesOf(fine, (x, y) => surface(x - 2e-6, y + 1e-6)) },
  );
  expect(Math.abs(shift!.x - 2e-6)).toBeLessThan(0.2e-6);
  expect(Math.abs(shift!.y + 1e-6)).toBeLessThan(0.2e-6);
});

test('a registered map lies on the first one', () => {
  const grid = gridOf(50, 50);
  const surface = grains(5);
  const first = valuesOf(grid, surface);
  const second = valuesOf(grid, (x, y) => surface(x - 4e-6, y - 3e-6));
  const back = shiftedOnto(grid, { grid, values: second }, { x: 4e-6, y: 3e-6 });
  for (let row = 0; row < 47; row++) {
    for (let column = 0; column < 46; column++) {
      expect(back[row * 50 + column]).toBeCloseTo(first[row * 50 + column]!, 6);
    }
  }
  expect(back[49 * 50 + 49]).toBeNaN();
});

test('maps without contrast or without enough common pixels are not registered', () => {
  const grid = gridOf(12, 12);
  const flat = { grid, values: valuesOf(grid, () => 5) };
  const surface = { grid, values: valuesOf(grid, grains(1)) };
  expect(registerShift(flat, surface)).toBeNull();
  expect(registerShift(surface, { grid, values: valuesOf(grid, () => NaN) })).toBeNull();
});

test('a small contrast on a large level is compared by the contrast', () => {
  const grid = gridOf(30, 30);
  const surface = grains(6);
  const of = (dx: number) => ({ grid, values: valuesOf(grid, (x, y) => 3.4 + 1e-9 * surface(x - dx, y)) });
  expect(registerShift(of(0), of(5e-6))!.x).toBeCloseTo(5e-6, 8);
});
