import { describe, expect, it } from 'vitest';
import { concentrationLine, currentOn } from '../../kinetics/conductance/concentration-line';
import { saltReadings } from './salt-readings';

const known = [200, 400, 600, 800, 1000];
const line = concentrationLine(
  known,
  known.map((c, k) => 1.8e-9 + 3.6e-12 * c + (k % 2 ? 1 : -1) * 10e-12),
)!;
const recipe = {
  bathConcentration: 900,
  calibrationSlopeSource: 'Concentration calibration, 2026-11-26T14:02:11Z, run 0b6f',
};
/** At rest at 0.9 M, up to beyond 1 M, and back. */
const salt = [900, 950, 1100, 1150, 990, NaN, 900];
const time = Float64Array.from(salt, (_, k) => k);
const current = Float64Array.from(salt, (c) => currentOn(line, c).value);
const trace = { name: 'near', time, current, error: 2e-12, resting: current[0] ?? NaN };
const readings = saltReadings([trace, { ...trace, name: 'far' }], line, recipe)!;

describe('currents by a calibration', () => {
  it('are concentrations with a band, in M, what lies beyond the calibration apart', () => {
    const { series, y } = readings.panel;
    expect(y).toMatchObject({ label: 'c', unit: 'M' });
    expect(series.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'band near, 1σ',
      'line near',
      'line near, extrapolated',
      'line far',
      'line far, extrapolated',
    ]);
    const [band, inside, beyond] = series;
    if (band?.kind !== 'band' || inside?.kind !== 'line' || beyond?.kind !== 'line')
      throw new Error('series');
    salt.forEach((c, k) => {
      const isBeyond = c > 1000;
      expect((isBeyond ? inside : beyond).y[k]).toBeNaN();
      if (Number.isNaN(c)) return;
      expect((isBeyond ? beyond : inside).y[k]).toBeCloseTo(c / 1e3, 9);
      expect(band.lower[k]).toBeLessThan(c / 1e3);
      expect(band.upper[k]).toBeGreaterThan(c / 1e3);
    });
  });

  it('have the uncertainty of the reading and of the line in theirs', () => {
    const [rest, furthest] = readings.figures;
    const half = ({ interval }: NonNullable<typeof rest>): number =>
      ((interval?.[1] ?? NaN) - (interval?.[0] ?? NaN)) / 2;
    expect(rest?.value).toBeCloseTo(900, 6);
    expect(furthest?.value).toBeCloseTo(1150, 6);
    expect(furthest?.label).toMatch(/extrapolated$/);
    expect(half(furthest!)).toBeGreaterThan(half(rest!));
    const noisy = saltReadings([{ ...trace, error: 30e-12 }], line, recipe)!;
    const [own, more] = [readings, noisy].map(({ figures }) => half(figures[1]!) / 1.959964) as [
      number,
      number,
    ];
    expect(more ** 2 - own ** 2).toBeCloseTo((30e-12 ** 2 - 2e-12 ** 2) / line.slope ** 2, 3);
  });

  it('name the run of the calibration, and say what is extrapolated', () => {
    expect(readings.table.title).toBe(
      'Salt by the calibration of 2026-11-26T14:02:11Z, run 0b6f, 1σ in brackets',
    );
    expect(readings.table.rows[0]?.[3]).toMatch(/^1\.1500\(\d+\) extrapolated$/);
    expect(readings.table.rows[0]?.[1]).not.toMatch(/extrapolated/);
    expect(readings.warnings).toEqual([
      expect.stringMatching(/^33.% of the concentrations lie beyond .* 0\.200 to 1\.00.M/),
    ]);
  });

  it('say so where the bath is not what the calibration finds', () => {
    const { warnings } = saltReadings([trace], line, { ...recipe, bathConcentration: 1500 })!;
    expect(warnings.at(-1)).toMatch(
      /^At rest the calibration tells 0\.9000\(\d+\).M in a bath of 1\.50.M: it is of another pipette/,
    );
  });

  it('are none where nothing is known', () => {
    expect(saltReadings([{ ...trace, resting: NaN }], line, recipe)).toBeNull();
    expect(saltReadings([], line, recipe)).toBeNull();
  });
});
