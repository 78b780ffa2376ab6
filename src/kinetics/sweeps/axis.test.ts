import { describe, expect, it } from 'vitest';
import { cleanWave } from '../../../fixtures/voltammograms';
import { courseOf } from './axis';

const UNIT = 38.92;

describe('courseOf', () => {
  it('is the very same for the same ramp, in whatever array', () => {
    const wave = cleanWave(5);
    const again = { ...wave, potential: Array.from(wave.potential) };
    expect(courseOf(again, UNIT)).toBe(courseOf(wave, UNIT));
  });

  it('is another where one sample, the rate, the filter, or the temperature is', () => {
    const wave = cleanWave(5);
    const course = courseOf(wave, UNIT);
    const moved = Float64Array.from(wave.potential);
    moved[300] = (moved[300] ?? NaN) + 0.01;
    const bin = 300 - (course.first?.from ?? NaN);
    const other = courseOf({ ...wave, potential: moved }, UNIT);
    const place = Math.floor(bin / (course.first?.perBin ?? NaN));
    expect(other.first?.binAt[place]).not.toBe(course.first?.binAt[place]);
    expect(courseOf({ ...wave, cutoff: 400 }, UNIT).first?.delay).not.toBe(course.first?.delay);
    expect(courseOf({ ...wave, scanRate: 4, interval: 1e-3 / 4 }, UNIT)).not.toBe(course);
    expect(courseOf(wave, 0.9 * UNIT).turn).toBeCloseTo(0.9 * course.turn, 9);
  });

  it('is another whichever sample is, to the last', () => {
    const wave = cleanWave(5);
    for (const length of [1397, 1398, 1399, 1400]) {
      const potential = Float64Array.from(wave.potential).subarray(0, length);
      const course = courseOf({ ...wave, potential }, UNIT);
      for (const k of [0, 501, 702, 903, length - 3, length - 2, length - 1]) {
        const moved = potential.slice();
        moved[k] = (moved[k] ?? NaN) + 1e-9;
        expect(courseOf({ ...wave, potential: moved }, UNIT)).not.toBe(course);
        expect(courseOf({ ...wave, potential: potential.slice() }, UNIT).turn).toBe(course.turn);
      }
    }
  });

  it('does not change when the array does afterwards', () => {
    const wave = cleanWave(5);
    const potential = Float64Array.from(wave.potential, (e) => e + 0.1);
    const course = courseOf({ ...wave, potential }, UNIT);
    potential.fill(0);
    const fresh = Float64Array.from(wave.potential, (e) => e + 0.1);
    expect(courseOf({ ...wave, potential: fresh }, UNIT)).toBe(course);
  });

  it('knows where a potential is missing', () => {
    const wave = cleanWave(5);
    const torn = Float64Array.from(wave.potential);
    torn[1000] = NaN;
    expect(courseOf(wave, UNIT).complete).toBe(true);
    expect(courseOf({ ...wave, potential: torn }, UNIT).complete).toBe(false);
    expect(courseOf({ ...wave, potential: [] }, UNIT).complete).toBe(false);
  });
});
