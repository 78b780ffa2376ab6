import { describe, expect, it } from 'vitest';
import { column, readTable } from '../../../fixtures/reference';
import { concentrationExponent, currentInBath, logarithmicMean } from './concentration';

const table = readTable('E_conc_calibration');
const degrees = (angle: number): number => (angle * Math.PI) / 180;
const columns = ['half_cone', 'c_out', 'logmean', 'I/I'].map((prefix) => column(table, prefix));

describe('currentInBath', () => {
  it.each(columns[0]!.map((_, k) => columns.map((values) => values[k] ?? NaN)))(
    '%d° in %d M (mean %d M): %d of the current in 1 M',
    (angle, outside, mean, current) => {
      expect(logarithmicMean(outside) / mean).toBeCloseTo(1, 7);
      expect(currentInBath(outside, degrees(angle)) / current).toBeCloseTo(1, 6);
    },
  );

  it('has an exponent of 0.532 at 5°', () => {
    expect(concentrationExponent(degrees(5))).toBeCloseTo(0.532, 3);
    const [below, above] = [0.999, 1.001].map((ratio) => currentInBath(ratio, degrees(5)));
    const slope = Math.log(above! / below!) / Math.log(1.001 / 0.999);
    expect(slope).toBeCloseTo(concentrationExponent(degrees(5)), 5);
  });
});
