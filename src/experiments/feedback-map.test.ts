import { evaluationOf } from './evaluations';
import { describe, expect, it } from 'vitest';
import { feedbackCurrent } from '../kinetics/feedback/feedback';
import type { HopTraces } from '../records/hop';
import { FLAG } from '../records/record';
import { mapDistance } from './feedback/apparent-rate';
import { discCurrent } from './feedback/disc';
import { APPROACHES } from './feedback/map-findings';
import { SURFACES } from './feedback/surface-fits';
import { approachAbove, SURFACE } from './feedback/test-approach';
import { feedbackMap as experiment } from './feedback-map';
import { measuredMaps } from './results/findings';

const recipe = { ...experiment.presets[0]?.recipe, columns: 3, rows: 1 };
const program = experiment.program(recipe);
const maps = experiment.maps(recipe);
const placeOf = (name: string): number => maps.findIndex((map) => map.name === name);

/** A hold above a surface with κ, at the distance of the map. */
function pixelAbove(kappa: number): HopTraces {
  const step = program.steps.findIndex(({ verb }) => verb === 'HOLD');
  const current = discCurrent(recipe) * feedbackCurrent(mapDistance(recipe) / 1e-6, kappa, 5);
  const tip_current = Float32Array.from({ length: 50 }, (_, k) => current * (1 + 1e-4 * (-1) ** k));
  const trace = { step, flags: 0, start: 0, interval: 2e-3, count: 50, channels: { tip_current } };
  return { hop: 2, flags: 0, steps: new Map([[step, trace]]) };
}

const approach = approachAbove(recipe, program, { kappa: 0, end: 0.38 });
const pixels = [0, 1, Infinity].map((kappa) =>
  evaluationOf(experiment.id).reduce(pixelAbove(kappa), recipe, program),
);
const valueOf = (pixel: number, name: string): number => pixels[pixel]?.values[placeOf(name)] ?? NaN;

describe('a pixel', () => {
  it('has its current over that far away, and a rate only where it is bounded', () => {
    expect([0, 1, 2].map((k) => valueOf(k, 'surface'))).toEqual([
      SURFACES.insulating,
      SURFACES.kinetic,
      SURFACES.conducting,
    ]);
    expect(valueOf(1, 'relative_current')).toBeCloseTo(feedbackCurrent(mapDistance(recipe) / 1e-6, 1, 5), 4);
    expect(valueOf(1, 'rate_constant') / 7e-4).toBeCloseTo(1, 2);
    expect(valueOf(0, 'rate_constant')).toBeNaN();
    expect(valueOf(2, 'rate_constant')).toBeNaN();
    expect(evaluationOf(experiment.id).detail(pixelAbove(1), recipe, program)).toMatchObject({ good: true });
  });

  it('leaves the height to the approach, which has no current', () => {
    const { values } = evaluationOf(experiment.id).reduce(approach, recipe, program);
    expect(values[placeOf('height')]).toBeCloseTo(SURFACE + 0.38e-6, 10);
    expect(values[placeOf('relative_current')]).toBeNaN();
    expect(evaluationOf(experiment.id).detail(approach, recipe, program)).toMatchObject({
      headline: 'Insulating',
      good: true,
    });
  });
});

describe('the run', () => {
  it('approaches at its first pixel, and measures at the rise above where that ended', () => {
    const { points } = experiment.path(recipe);
    expect(points.map((point) => [point.column, point.program])).toEqual([
      [0, 0],
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
    expect(program.clearance).toBe(0.3e-6);
    expect(experiment.pointCounts(recipe)).toEqual([1, 3]);
  });

  const planes = (met: boolean): number[][] =>
    maps.map(({ name }, place) =>
      name === 'height' ? [met ? 9e-6 : NaN, NaN, NaN] : pixels.map(({ values }) => values[place] ?? NaN),
    );

  it('has the rate with its interval, and how much of the surface is of which kind', async () => {
    const measured = measuredMaps(maps, experiment.path(recipe), planes(true));
    const { figures, tables, headline } = await evaluationOf(experiment.id).findings(measured, recipe);
    expect(headline).toMatch(/^k 0\.0700.cm\/s where it is bounded, 0\.68\d radii above the surface$/);
    expect(figures[0]?.interval?.[0]).toBeLessThan(7e-4);
    expect(figures[0]?.interval?.[1]).toBeGreaterThan(7e-4);
    expect(tables[0]?.rows.map(([word]) => word)).toEqual(['insulating', 'kinetic', 'conducting']);
  });

  it('says nothing of rates where the approach met nothing', async () => {
    const measured = measuredMaps(maps, experiment.path(recipe), planes(false));
    const { figures, warnings } = await evaluationOf(experiment.id).findings(measured, recipe);
    expect(figures).toEqual([]);
    expect(warnings).toHaveLength(1);
  });

  it('measures no pixel without that approach, says so, and has no number', async () => {
    const { points } = experiment.path(recipe);
    expect(points.map(({ ifMet }) => ifMet)).toEqual([undefined, 0, 0, 0]);
    const steps = new Map([...approach.steps].map(([k, trace]) => [k, { ...trace, flags: FLAG.noContact }]));
    const missed = { ...approach, flags: FLAG.noContact, steps };
    const { values, reason } = evaluationOf(experiment.id).reduce(missed, recipe, program);
    expect(reason).toMatch(/did not meet the surface.*no rate can be told/);
    expect(values.filter(Number.isFinite)).toEqual(Float64Array.of(APPROACHES.missed));
    expect(evaluationOf(experiment.id).detail(missed, recipe, program)).toMatchObject({
      good: false,
      reason,
    });
    const only = maps.map((_, place) => [values[place] ?? NaN, NaN, NaN]);
    const found = await evaluationOf(experiment.id).findings(
      measuredMaps(maps, experiment.path(recipe), only),
      recipe,
    );
    expect([found.headline, found.figures]).toEqual(['', []]);
    expect(found.warnings).toEqual([expect.stringContaining('nothing is measured')]);
  });

  it('follows the ground from its first pixel on', () => {
    const tilted = { ...recipe, slopeX: 2e-3, slopeY: -1e-3, rows: 2 };
    const { points } = experiment.path(tilted);
    const [first] = points;
    for (const { x, y, above = 0 } of points) {
      expect(above).toBeCloseTo(2e-3 * (x - first!.x) - 1e-3 * (y - first!.y), 15);
    }
    expect(points[2]?.above).toBeCloseTo(2e-3 * 16e-6, 12);
  });

  it('is warned of a disc that may touch, and refused with a stop where the way begins', () => {
    const amplifier = [{ full_scale: 2e-9, noise: [{ cutoff: 100, rms: 1e-13 }] }];
    expect(evaluationOf(experiment.id).expect(recipe, amplifier).warnings).toEqual([]);
    expect(
      evaluationOf(experiment.id).expect({ ...recipe, distanceError: 0.3e-6 }, amplifier).warnings,
    ).toHaveLength(1);
    const loud = [{ full_scale: 2e-9, noise: [{ cutoff: 100, rms: 40e-12 }] }];
    expect(evaluationOf(experiment.id).expect(recipe, loud).warnings).toEqual([
      expect.stringContaining('A stop lies within the noise'),
    ]);
    expect(experiment.problems({ ...recipe, stop: 1 })).toMatchObject([{ key: 'stop' }]);
  });
});
