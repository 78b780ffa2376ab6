/** The analysis of recorded voltammograms on a couple in solution: four cycles at each of five scan rates. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseCurves, filesOf } from '../../src/bundles/imports/choose-curves';
import { readVoltammograms } from '../../src/bundles/imports/read-voltammograms';
import { analysePlanar } from '../../src/kinetics/planar-electrode';

const FOLDER = join(resolve(process.env['MENISCUS_RECORDED'] ?? '../shared/data/recorded'), 'palmsens-csv');
/** A common electrode and concentration; the files state neither, so that D is known only up to them. */
const ELECTRODE = {
  area: 7.07e-6,
  areaError: 0,
  concentration: 5,
  concentrationError: 0,
  temperature: 298.15,
  electrons: 1,
};

function chosen() {
  const names = readdirSync(FOLDER);
  const read = readVoltammograms(names.map((name) => ({ name, bytes: readFileSync(join(FOLDER, name)) })));
  if (!read.ok) throw new Error(read.error.happened);
  const curves = chooseCurves(read.value, filesOf(read.value, names), []);
  if (!curves.ok) throw new Error(curves.error.happened);
  return curves.value.curves;
}

describe('a couple in solution, 5 to 60 mV/s', () => {
  const curves = chosen();
  const analysis = analysePlanar(
    curves.map(({ recorded, scanRate, interval }) => ({
      scanRate,
      interval,
      potential: recorded.potential,
      current: recorded.current,
      cutoff: Infinity,
      clipped: false,
    })),
    ELECTRODE,
  );

  it('is taken from the first cycle of each rate, 2 mV from point to point', () => {
    expect(curves.map(({ recorded }) => recorded.scan)).toEqual([1, 1, 1, 1, 1]);
    expect(curves.map(({ scanRate }) => scanRate)).toEqual([0.005, 0.01, 0.02, 0.04, 0.06]);
    for (const { interval, scanRate } of curves) expect(interval * scanRate).toBeCloseTo(0.002, 4);
  });

  it('has a cathodic and an anodic peak at every rate, around the same potential, about equally large', () => {
    for (const { first, reverse, ratio } of analysis.waves) {
      expect(first?.current.value).toBeLessThan(0);
      expect(reverse?.current.value).toBeGreaterThan(0);
      const middle = ((first?.potential.value ?? NaN) + (reverse?.potential.value ?? NaN)) / 2;
      expect(middle).toBeGreaterThan(0.19);
      expect(middle).toBeLessThan(0.24);
      expect(ratio?.value).toBeGreaterThan(0.9);
      expect(ratio?.value).toBeLessThan(1.2);
    }
  });

  it('has a line through its peaks of the size of couples in water, and an error as large as their scatter', () => {
    const [line] = analysis.fits;
    expect(line?.model).toBe('line');
    const { value, error } = line?.diffusion ?? { value: NaN, error: NaN };
    expect(value * 1e10).toBeGreaterThan(2.5);
    expect(value * 1e10).toBeLessThan(6);
    expect(error / value).toBeGreaterThan(0.01);
    expect(error / value).toBeLessThan(0.2);
  });

  it('is called slow, since its peaks move apart, with one rate constant at all rates', () => {
    const apart = analysis.waves.map(({ separation }) => separation?.value ?? NaN);
    expect(apart[0]).toBeGreaterThan(0.07);
    expect(apart[4]).toBeGreaterThan((apart[0] ?? NaN) + 0.04);
    expect(analysis.verdict).toBe('kinetic');
    expect(analysis.reason).toContain('57 mV if the couple were reversible');
    const { value, error } = analysis.rateConstant ?? { value: NaN, error: NaN };
    expect(value).toBeGreaterThan(5e-6);
    expect(value).toBeLessThan(1.2e-5);
    expect(error / value).toBeLessThan(0.1);
  });

  it('has a D above that of the plain line, with an error that the disagreement of the rates sets', () => {
    const { value, error } = analysis.diffusion ?? { value: NaN, error: NaN };
    expect(value).toBeGreaterThan(analysis.fits[0]?.diffusion.value ?? NaN);
    expect(error / value).toBeGreaterThan(0.02);
    expect(error / value).toBeLessThan(0.1);
  });
});
