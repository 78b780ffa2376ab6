import { describe, expect, it } from 'vitest';
import type { Position } from './grid';
import {
  distortionOf,
  inverse,
  registerImage,
  through,
  transformed,
  type Affine,
  type Landmark,
} from './landmarks';

/** 20 nm a pixel, turned, sheared, its y downward. */
const truth: Affine = { xx: 19e-9, xy: 6e-9, yx: 5e-9, yy: -20e-9, x0: 31e-6, y0: 48e-6 };
const at = (x: number, y: number): Position => ({ x, y });
const mark = (image: Position, by = at(0, 0)): Landmark => {
  const { x, y } = transformed(truth, image);
  return { image, stage: { x: x + by.x, y: y + by.y } };
};
const corners = [at(12, 40), at(1900, 75), at(310, 1400)];

function registered(landmarks: readonly Landmark[]) {
  const found = registerImage(landmarks);
  if (!found.ok) throw new Error(found.error.happened);
  return found.value;
}

/** Both lead the corners of the image to the same places. */
function expectAffine(found: Affine, wanted: Affine): void {
  for (const place of [at(0, 0), at(2000, 0), at(0, 1500)]) {
    const [a, b] = [transformed(found, place), transformed(wanted, place)];
    expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeLessThan(1e-15);
  }
}

describe('an image registered by landmarks', () => {
  it('comes to lie exactly on three of them', () => {
    const { affine, residuals, rms } = registered(corners.map((p) => mark(p)));
    expectAffine(affine, truth);
    expect(residuals).toHaveLength(3);
    expect(rms).toBeLessThan(1e-16);
  });

  it('keeps three that are off: they give no residual', () => {
    const off = corners.map((p, k) => mark(p, at(k * 1e-6, -k * 2e-6)));
    const { affine, rms } = registered(off);
    for (const { image, stage } of off) expect(transformed(affine, image).x).toBeCloseTo(stage.x, 12);
    expect(rms).toBeLessThan(1e-15);
  });

  it('takes more of them by least squares', () => {
    const square = [at(0, 0), at(1000, 0), at(1000, 1000), at(0, 1000)];
    // A twist that no affine map follows: all of it is left over, and the same at every corner.
    const twisted = square.map((p, k) => mark(p, at(k % 2 === 0 ? 1e-7 : -1e-7, 0)));
    const { affine, residuals, rms } = registered(twisted);
    expectAffine(affine, truth);
    for (const residual of residuals) expect(residual).toBeCloseTo(1e-7, 14);
    expect(rms).toBeCloseTo(1e-7, 14);
  });

  it('leaves residuals that no small change of the map makes smaller', () => {
    const marks = [...corners, at(1500, 900), at(700, 200)].map((p, k) =>
      mark(p, at(Math.sin(7 * k) * 2e-7, Math.cos(5 * k) * 2e-7)),
    );
    const { affine, rms } = registered(marks);
    const squares = (a: Affine): number =>
      marks.reduce((sum, { image, stage }) => {
        const { x, y } = transformed(a, image);
        return sum + (x - stage.x) ** 2 + (y - stage.y) ** 2;
      }, 0);
    expect(Math.sqrt(squares(affine) / marks.length)).toBeCloseTo(rms, 12);
    for (const key of ['xx', 'xy', 'yx', 'yy', 'x0', 'y0'] as const) {
      const step = key.endsWith('0') ? 1e-8 : 1e-11;
      for (const by of [-step, step])
        expect(squares({ ...affine, [key]: affine[key] + by })).toBeGreaterThan(squares(affine));
    }
  });

  it('leads back from the stage to the image', () => {
    const back = inverse(truth);
    for (const p of corners) {
      const { x, y } = transformed(back, transformed(truth, p));
      expect(x).toBeCloseTo(p.x, 8);
      expect(y).toBeCloseTo(p.y, 8);
    }
  });

  it.each([
    ['fewer than three', corners.slice(0, 2).map((p) => mark(p)), 'needs three landmarks; there are 2'],
    ['on a line of the image', [0, 1, 2, 3].map((k) => mark(at(100 * k, 50 * k))), 'one line of the image'],
    ['all at one place', [0, 1, 2].map(() => mark(at(5, 5))), 'one line of the image'],
    [
      'on a line of the map',
      corners.map((image, k): Landmark => ({ image, stage: at(k * 1e-6, k * 2e-6) })),
      'one line of the map',
    ],
  ])('is refused with landmarks %s', (_, landmarks, words) => {
    const found = registerImage(landmarks);
    expect(found.ok ? '' : found.error.happened).toContain(words);
  });
});

describe('the way of an image to the stage', () => {
  /** Sheared along the rows, scaled, turned anticlockwise; the image's y runs downward. */
  const made = (shear: number, [sx, sy]: readonly [number, number], turn: number): Affine => {
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    const [ux, uy] = [sy * Math.tan(shear), sy];
    return { xx: c * sx, yx: s * sx, xy: -(c * ux - s * uy), yy: -(s * ux + c * uy), x0: 1e-6, y0: 2e-6 };
  };

  it.each([
    [0, [2e-8, 2e-8], 0],
    [0.05, [2e-8, 2.1e-8], 0.3],
    [-0.1, [1e-8, 3e-8], -2.5],
  ] as const)('is told as a shear of %f, scales of %j and a rotation of %f', (shear, scales, turn) => {
    const told = distortionOf(made(shear, scales, turn));
    expect(told.scaleX).toBeCloseTo(scales[0], 16);
    expect(told.scaleY).toBeCloseTo(scales[1], 16);
    expect(told.rotation).toBeCloseTo(turn, 12);
    expect(told.shear).toBeCloseTo(shear, 12);
    expect(told.mirrored).toBe(false);
  });

  it('is told as mirrored where left and right are exchanged', () => {
    const straight = made(0, [2e-8, 2e-8], 0);
    expect(distortionOf({ ...straight, xx: -straight.xx }).mirrored).toBe(true);
  });

  it('can be gone through with another one', () => {
    const [first, then] = [made(0.1, [2, 3], 0.4), made(-0.2, [0.5, 0.7], 1.1)];
    const place = at(17, -4);
    const [once, twice] = [
      transformed(through(first, then), place),
      transformed(then, transformed(first, place)),
    ];
    expect(once.x).toBeCloseTo(twice.x, 12);
    expect(once.y).toBeCloseTo(twice.y, 12);
  });
});
