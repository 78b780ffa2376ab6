import { evaluationOf } from './evaluations';
import { describe, expect, it } from 'vitest';
import { discCurrent } from './feedback/disc';
import { FLAG } from '../records/record';
import { SURFACES } from './feedback/surface-fits';
import { approachAbove, SURFACE } from './feedback/test-approach';
import { feedbackApproach as experiment } from './feedback-approach';
import { measuredWithErrors } from './results/findings';

const recipe = { ...experiment.presets[0]?.recipe };
const program = experiment.program(recipe);
const maps = experiment.maps(recipe);
const placeOf = (name: string): number => maps.findIndex((map) => map.name === name);
/** κ = 1 with the diffusion coefficient and the radius of the preset, m/s. */
const RATE = 7e-4;

const hops = [0, 1, Infinity].map((kappa, k) => approachAbove(recipe, program, { kappa, program: k }));
const reduced = hops.map((hop) => evaluationOf(experiment.id).reduce(hop, recipe, program));
const valueOf = (point: number, name: string): number => reduced[point]?.values[placeOf(name)] ?? NaN;

describe('an approach', () => {
  it('knows an insulator, a rate and a conductor', () => {
    expect([0, 1, 2].map((point) => valueOf(point, 'surface'))).toEqual([
      SURFACES.insulating,
      SURFACES.kinetic,
      SURFACES.conducting,
    ]);
    [0, 1, 2].forEach((point) => {
      expect(Math.abs(valueOf(point, 'height') - SURFACE)).toBeLessThan(10e-9);
    });
  });

  it('has a rate with an interval about the true one, wider than the approximation is good, and no rate elsewhere', () => {
    expect(Math.abs(valueOf(1, 'rate_constant') / RATE - 1)).toBeLessThan(0.1);
    const [low, high] = [valueOf(1, 'rate_constant_low'), valueOf(1, 'rate_constant_high')];
    expect(low).toBeLessThan(RATE);
    expect(high).toBeGreaterThan(RATE);
    expect(high / low).toBeGreaterThan(1.044);
    for (const point of [0, 2]) expect(valueOf(point, 'rate_constant')).toBeNaN();
    expect(valueOf(0, 'rate_constant_low')).toBeNaN();
    expect(valueOf(2, 'rate_constant_high')).toBeNaN();
  });

  it('that ended far away bounds nothing', () => {
    const hop = approachAbove(recipe, program, { kappa: 1, end: 5 });
    expect(evaluationOf(experiment.id).reduce(hop, recipe, program).values[placeOf('surface')]).toBe(
      SURFACES.undecided,
    );
    expect(evaluationOf(experiment.id).detail(hop, recipe, program)).toMatchObject({
      headline: 'Undecided',
      good: false,
    });
  });

  it('that met nothing says so, and where the surface is not known it tells no height', () => {
    const above = approachAbove(recipe, program, { kappa: 1, end: 5 });
    const steps = new Map([...above.steps].map(([k, trace]) => [k, { ...trace, flags: FLAG.noContact }]));
    const missed = { ...above, flags: FLAG.noContact, steps };
    const { values, reason } = evaluationOf(experiment.id).reduce(missed, recipe, program);
    expect(reason).toMatch(/did not meet the surface/);
    for (const name of ['height', 'rate_constant', 'rate_constant_low', 'rate_constant_high']) {
      expect(values[placeOf(name)]).toBeNaN();
    }
    const shown = evaluationOf(experiment.id).detail(missed, recipe, program);
    expect(shown).toMatchObject({ good: false, reason });
  });

  it('is drawn over L with the three fits, and what the best of them leaves', () => {
    const { plots, headline, good } = evaluationOf(experiment.id).detail(hops[1]!, recipe, program);
    expect(good).toBe(true);
    expect(headline).toMatch(/^k 0\.0[67]\d* ?.*cm\/s$/);
    expect(plots[0]?.series.map(({ name }) => name)).toEqual([
      'measured',
      'insulating',
      'kinetic',
      'conducting',
    ]);
    const [line, , kinetic] = plots[0]?.series ?? [];
    expect(line?.x[line.x.length - 1]).toBeCloseTo(0.1, 1);
    if (line?.kind !== 'line' || kinetic?.kind !== 'fit') throw new Error('other series');
    Array.from(line.y).forEach((y, k) => {
      expect(Math.abs(y - (kinetic.y[k] ?? NaN))).toBeLessThan(0.01);
    });
  });

  it('finds RG above an insulator where it is not known', () => {
    const thick = approachAbove({ ...recipe, wallRatio: 3 }, program, { kappa: 0 });
    const { values } = evaluationOf(experiment.id).reduce(thick, { ...recipe, fitted: 'sheath' }, program);
    expect(Math.abs((values[placeOf('wall_ratio')] ?? NaN) - 3)).toBeLessThan(0.3);
  });
});

describe('the findings of approaches', () => {
  const measured = measuredWithErrors(
    maps,
    experiment.path(recipe),
    maps.map((_, k) => ({
      values: reduced.map(({ values }) => values[k] ?? NaN),
      noise: reduced.map(({ noise }) => noise[k] ?? NaN),
      calibration: reduced.map(() => NaN),
    })),
  );

  it('count the surfaces and list k with its bounds, open where there is none', async () => {
    const { headline, figures, tables } = await evaluationOf(experiment.id).findings(measured, recipe);
    expect(headline).toBe('Surface by feedback: 1 insulating, 1 kinetic, 1 conducting');
    expect(figures[0]).toMatchObject({ key: 'rate_constant_2', unit: 'm/s' });
    expect(figures[0]?.interval?.[0]).toBeLessThan(RATE);
    expect(tables[0]?.rows.map((row) => row[3]?.[0])).toEqual(['<', '0', '>']);
  });

  it('hand on the current far away, and the disc only where it was fitted', () => {
    const handed = experiment.handsOn?.(measured, recipe) ?? [];
    expect(handed.map(({ key }) => key)).toEqual(['farCurrent']);
    expect((handed[0]?.value ?? NaN) * 1e12).toBeCloseTo(270.2, 0);
    const apart = { ...recipe, points: [10e-6, 10e-6, 40e-6, 10e-6, 10e-6, 40e-6] };
    const slopes = experiment.handsOn?.(measured, apart) ?? [];
    expect(slopes.map(({ key }) => key)).toEqual(['farCurrent', 'slopeX', 'slopeY']);
    // The test's surface is level.
    expect(Math.abs(slopes[1]?.value ?? NaN)).toBeLessThan(1e-3);
    const both = experiment.handsOn?.(measured, { ...recipe, fitted: 'both' }) ?? [];
    expect(both.map(({ key }) => key)).toEqual(['farCurrent', 'pipetteRadius', 'wallRatio']);
  });
});

describe('a recipe of approaches', () => {
  it('has a program for each stop, and each point has its own', () => {
    const twice = { ...recipe, points: [...[1, 1, 2, 1, 3, 1].map((v) => v * 1e-5)], stops: [2.5, 0.4, 2.5] };
    expect(experiment.pointCounts(twice)).toEqual([2, 1]);
    expect(experiment.path(twice).points.map((point) => point.program)).toEqual([0, 1, 0]);
    expect(discCurrent(recipe) * 1e12).toBeCloseTo(270.16, 1);
    const approaches = experiment.program(twice).steps.filter(({ verb }) => verb === 'APPROACH');
    expect(approaches).toMatchObject([
      { condition: 'MAGNITUDE', threshold: 2.5 * discCurrent(recipe) },
      { condition: 'FALL', threshold: 0.6 },
    ]);
  });

  it('is refused without a stop for each point, or with one where the way begins', () => {
    expect(experiment.problems({ ...recipe, stops: [0.4] })).toMatchObject([{ key: 'stops' }]);
    expect(experiment.problems({ ...recipe, stops: [0.4, 1, 2] })).toMatchObject([{ key: 'stops' }]);
    expect(experiment.problems(recipe)).toEqual([]);
  });

  it('is warned of where a stop lies within the noise or beyond the full scale', () => {
    const amplifier = [{ full_scale: 2e-9, noise: [{ cutoff: 100, rms: 1e-12 }] }];
    expect(
      evaluationOf(experiment.id).expect({ ...recipe, stops: [0.35, 0.9, 2.5] }, amplifier).warnings,
    ).toEqual([]);
    const { warnings } = evaluationOf(experiment.id).expect({ ...recipe, stops: [0.99, 0.5, 10] }, amplifier);
    expect(warnings).toHaveLength(2);
  });
});
