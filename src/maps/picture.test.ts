import { describe, expect, it } from 'vitest';
import { transformed, type Affine } from './landmarks';
import { greyOnGrid, reduced, type Picture } from './picture';
import { gridOf } from './test-map';

/** 100 nm a px, turned a little, its y downward; the middle of the picture lies in that of a grid of 8 × 8 µm. */
const affine: Affine = { xx: 0.98e-7, xy: 0.1e-7, yx: 0.1e-7, yy: -0.98e-7, x0: -1.8e-6, y0: 7.9e-6 };

/** A picture with a grey value that is known at every place of the stage. */
function pictureOf(width: number, height: number, grey: (x: number, y: number) => number): Picture {
  const values = Float32Array.from({ length: width * height }, (_, k) => {
    const { x, y } = transformed(affine, { x: (k % width) + 0.5, y: Math.floor(k / width) + 0.5 });
    return grey(x * 1e6, y * 1e6);
  });
  return { width, height, grey: values };
}

describe('grey values of a picture on a grid', () => {
  const grid = gridOf(4, 4);

  it('are those that lie at the pixels of the map', () => {
    const picture = pictureOf(100, 90, (x, y) => 100 + 20 * x - 7 * y);
    const values = greyOnGrid(picture, affine, grid);
    grid.y.forEach((y, row) => {
      grid.x.forEach((x, column) => {
        expect(values[row * 4 + column]).toBeCloseTo(100 + 20e6 * x - 7e6 * y, 2);
      });
    });
  });

  it('are means over the pixel, not what its middle happens to hit', () => {
    const stripes = pictureOf(100, 90, (x) => (Math.floor(x * 10) % 2 === 0 ? 0 : 200));
    for (const value of greyOnGrid(stripes, affine, grid)) expect(Math.abs(value - 100)).toBeLessThan(8);
  });

  it('are between the pixels of a picture that is coarser than the map', () => {
    const picture = pictureOf(100, 90, (x) => 50 + 10 * x);
    const fine = gridOf(64, 1, 2e-8, 1e-6);
    const values = greyOnGrid(picture, affine, fine);
    fine.x.forEach((x, k) => expect(values[k]).toBeCloseTo(50 + 10e6 * x, 2));
  });

  it('are missing beyond the picture', () => {
    const half = pictureOf(40, 90, () => 9);
    const values = greyOnGrid(half, affine, gridOf(8, 1, 1e-6));
    const { x: edge } = transformed(affine, { x: 40, y: 78 });
    values.forEach((value, k) => {
      const covered = edge - (k - 0.5) * 1e-6;
      if (covered > 0.7e-6) expect(value).toBe(9);
      if (covered < 0.3e-6) expect(value).toBeNaN();
    });
    expect(values.some(Number.isNaN) && values.some(Number.isFinite)).toBe(true);
  });

  it('can be had of a map of 1024 × 1024 pixels', () => {
    const picture = pictureOf(100, 90, () => 3);
    expect(greyOnGrid(picture, affine, gridOf(1024, 1024, 4e-9)).every((v) => v === 3)).toBe(true);
  });
});

describe('a reduced picture', () => {
  it('has means of squares', () => {
    const grey = Float32Array.from({ length: 35 }, (_, k) => k);
    const { picture, factor } = reduced({ width: 7, height: 5, grey }, 4);
    expect([picture.width, picture.height, factor]).toEqual([3, 2, 2]);
    expect([...picture.grey]).toEqual([4, 6, 8, 18, 20, 22]);
  });

  it('is the picture itself where that is small enough, and never without a pixel', () => {
    const small = { width: 4, height: 2, grey: new Float32Array(8) };
    expect(reduced(small, 4)).toEqual({ picture: small, factor: 1 });
    const line = reduced({ width: 9, height: 1, grey: new Float32Array(9).fill(5) }, 3);
    expect([...line.picture.grey]).toEqual([5, 5, 5]);
  });
});
