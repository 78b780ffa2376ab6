import { describe, expect, it } from 'vitest';
import { groundThrough, handedSlopes } from './ground';

const DEGREE = Math.PI / 180;
const places = [20, 50, 80].flatMap((x) => [20, 50, 80].map((y) => [x * 1e-6, y * 1e-6] as const));
const on = (slopeX: number, slopeY: number, off: (k: number) => number = () => 0) =>
  places.map(([x, y], k) => ({ x, y, z: 10e-6 + slopeX * x + slopeY * y + off(k) }));

describe('the ground', () => {
  it('is as steep as the plane through its contacts', () => {
    const slope = Math.tan(0.1 * DEGREE);
    const ground = groundThrough(on(0.6 * slope, -0.8 * slope));
    expect(ground?.tilt).toBeCloseTo(0.1 * DEGREE, 9);
    expect(ground?.rms).toBeLessThan(1e-15);
    expect(ground?.tiltError).toBeLessThan(1e-9);
    expect(handedSlopes(ground!).map(({ key }) => key)).toEqual(['slopeX', 'slopeY']);
    expect(Math.hypot(ground!.slopeX, ground!.slopeY)).toBeCloseTo(Math.tan(0.1 * DEGREE), 9);
  });

  it('is known by three contacts, whose errors nobody knows', () => {
    const [a, b, c] = [on(1e-3, 0)[0], on(1e-3, 0)[2], on(1e-3, 0)[6]];
    const ground = groundThrough([a, b, c].flatMap((contact) => contact ?? []));
    expect(ground?.tilt).toBeCloseTo(1e-3, 8);
    expect(ground?.tiltError).toBeNaN();
    expect(ground?.rms).toBeNaN();
  });

  it('has an uncertainty that is right over many draws of heights', () => {
    let [seed, inside] = [1, 0];
    const uniform = (): number => (seed = (16807 * seed) % 2147483647) / 2147483647;
    const draws = 400;
    for (let k = 0; k < draws; k++) {
      // A uniform draw of ± 50 nm; the slope is large enough for its size to be as uncertain as its parts.
      const ground = groundThrough(on(5e-3, 0, () => 1e-7 * (uniform() - 0.5)));
      if (Math.abs((ground?.tilt ?? NaN) - Math.atan(5e-3)) < (ground?.tiltError ?? NaN)) inside++;
    }
    expect(inside / draws).toBeGreaterThan(0.58);
    expect(inside / draws).toBeLessThan(0.75);
  });

  it('is not told by two contacts, nor by any on one line', () => {
    expect(groundThrough(on(0, 0).slice(0, 2))).toBeNull();
    expect(groundThrough(on(0, 0).slice(0, 3))).toBeNull();
    expect(groundThrough([])).toBeNull();
  });
});
