import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { crestOf } from './crest';

const axis = Float64Array.from({ length: 41 }, (_, k) => 10 + 0.25 * k);
const curve = (at: number, skew = 0): Float64Array =>
  axis.map((x) => 3 - 2 * (x - at) ** 2 + skew * (x - at) ** 3);

describe('the crest of a peak', () => {
  it.each([
    [15.03, 0],
    [14.9, 0.3],
    [15.1, -0.3],
  ])('at %s with skewness %s is found exactly', (at, skew) => {
    const crest = crestOf(axis, curve(at, skew), 20, 5, 0);
    expect(crest.place.value).toBeCloseTo(at, 9);
    expect(crest.height.value).toBeCloseTo(3, 9);
  });

  it('states errors that cover', () => {
    const noise = randomNormal.source(randomLcg(0.3))(0, 0.02);
    const exact = curve(15.03);
    const pulls = { place: 0, height: 0 };
    const rounds = 500;
    for (let n = 0; n < rounds; n++) {
      const crest = crestOf(axis, exact.map((v) => v + noise()), 20, 6, 0.02 ** 2); // prettier-ignore
      pulls.place += ((crest.place.value - 15.03) / crest.place.error) ** 2 / rounds;
      pulls.height += ((crest.height.value - 3) / crest.height.error) ** 2 / rounds;
    }
    expect(Math.abs(pulls.place - 1)).toBeLessThan(0.2);
    expect(Math.abs(pulls.height - 1)).toBeLessThan(0.2);
  });

  it('stays at the index where there is no maximum, and says so by the error', () => {
    const crest = crestOf(axis, axis.map((x) => x ** 2), 20, 5, 1); // prettier-ignore
    expect(crest.place.value).toBe(axis[20]);
    expect(crest.place.error).toBeNaN();
  });

  it('has no place at an end', () => expect(crestOf(axis, curve(10), 0, 5, 1).place.error).toBeNaN());
});
