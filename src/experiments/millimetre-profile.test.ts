import { evaluationOf } from './evaluations';
import { describe, expect, it } from 'vitest';
import type { HopTraces, StepTrace } from '../records/hop';
import { AWAY, BACK, levelCount, levelsOf } from './distance/sweep';
import { planesOf, type Recipe, type TrackTrace } from './experiment';
import { millimetreProfile as experiment } from './millimetre-profile';
import { stepsOf } from './program/program';
import { measuredMaps } from './results/findings';

const recipe: Recipe = { ...experiment.presets[0]?.recipe, sweeps: 60 };
const program = experiment.program(recipe);
const maps = experiment.maps(recipe);
const levels = levelsOf(recipe);

describe('the program', () => {
  it('always goes up before it goes down, and comes back to where it was', () => {
    const ways = [0, 1].map((k) =>
      stepsOf(program, k).flatMap((step) => (step.verb === 'COARSE' ? [step.distance] : [])),
    );
    expect(ways).toEqual([
      [0.1e-3, 2.5e-3, -2.5e-3],
      [2.5e-3, -2.5e-3],
    ]);
    expect(stepsOf(program, 1).some(({ verb }) => verb === 'MOVE' || verb === 'APPROACH')).toBe(false);
  });

  it('has a reading every 50 µm, and refuses more than maps have planes for', () => {
    expect(levelCount(recipe)).toBe(51);
    expect(experiment.problems({ ...recipe, sweepRate: 1e-6 })).toHaveLength(1);
  });

  it('warns of sweeps that end before the sample is done with', () => {
    expect(
      evaluationOf(experiment.id)
        .expect(recipe, [])
        .warnings.some((t) => t.startsWith('The sweeps end after')),
    ).toBe(true);
    const enough = evaluationOf(experiment.id).expect({ ...recipe, sweeps: 690 }, []).warnings;
    expect(enough.some((t) => t.startsWith('The sweeps end after'))).toBe(false);
  });
});

/** A sweep from z up and back, 5.1 s each, at a current that grows by 1 pA a second and by 1 nA per millimetre. */
function sweep(from: number): HopTraces {
  const leg = (label: string, start: number, heights: readonly number[]): [number, StepTrace] => {
    const step = program.labels.lastIndexOf(label);
    const channels = {
      z: Float32Array.from(heights, (h) => from + h),
      tip_current: Float32Array.from(heights, (h, k) => 5e-9 + h * 1e-6 + (start + k * 0.1) * 1e-12),
      sample_potential: new Float32Array(heights.length).fill(1.2),
      sample_current: new Float32Array(heights.length).fill(-1e-3),
    };
    return [step, { step, flags: 0, start, interval: 0.1, count: heights.length, channels }];
  };
  const steps = new Map([leg(AWAY, 100, levels), leg(BACK, 105.1, levels.toReversed())]);
  return { hop: 3, flags: 0, steps };
}

it('reduces there and back to one curve at the middle of the sweep', () => {
  const { values } = evaluationOf(experiment.id).reduce(sweep(150e-6), recipe, program);
  const value = (name: string, plane = 0): number =>
    values[planesOf(maps).findIndex((p) => p.map.name === name && p.plane === plane)] ?? NaN;
  expect(value('time')).toBeCloseTo(105.05, 6);
  expect(value('lowest') * 1e6).toBeCloseTo(150, 3);
  expect(value('height')).toBeNaN();
  for (const [level, above] of levels.entries())
    expect(value('profile_current', level) * 1e9).toBeCloseTo(5.10505 + above * 1e3, 4);
  expect(evaluationOf(experiment.id).detail(sweep(150e-6), recipe, program).good).toBe(true);
});

describe('the findings', () => {
  /** A cycle of 600 s after 100 s of rest: nearest the current rises by up to 0.4 nA below 0.8 V. */
  const potentialAt = (t: number): number =>
    t < 100 || t > 540 ? 1.7 : 1.7 - 1.7 * (1 - Math.abs(t - 320) / 220);
  const time = Array.from({ length: 60 }, (_, k) => 10 * k + 5);
  const changeAt = (t: number): number => 0.5e-9 * Math.max(0, 0.8 - potentialAt(t));
  const planes = planesOf(maps).map(({ map, plane }) =>
    time.map((t, k) => {
      if (map.name === 'time') return t;
      if (map.name === 'height') return k === 0 ? 10e-6 : NaN;
      if (map.name === 'lowest') return 120e-6;
      if (map.name === 'sample_potential') return potentialAt(t);
      const scatter = 1e-12 * (k % 2 === 0 ? 1 : -1);
      return 5e-9 + scatter + changeAt(t) * (1 - (map.name === 'profile_current' ? plane : 0) / 50);
    }),
  );
  const track: TrackTrace = { time, potential: time.map(potentialAt), current: time.map(() => 0) };
  const found = evaluationOf(experiment.id).findings(
    measuredMaps(maps, experiment.path(recipe), planes, track),
    recipe,
  );

  it('are changes with distance, from when on, and how near the sweeps came', async () => {
    const { figures, headline } = await found;
    const value = (key: string): number => figures.find((f) => f.key === key)?.value ?? NaN;
    expect(value('onset_potential')).toBeGreaterThan(0.65);
    expect(value('onset_potential')).toBeLessThan(0.8);
    expect(value('near_change') * 1e9).toBeCloseTo(0.4, 1);
    expect(Math.abs(value('far_change'))).toBeLessThan(2e-12);
    expect(value('near_distance') * 1e6).toBeCloseTo(110, 0);
    expect(headline).toMatch(/at 0\.110\smm/);
  });

  it('are an image over time and distance, curves at picked times and traces at picked distances', async () => {
    const { images = [], plots, timelines = [] } = await found;
    expect(images.map(({ rows, columns }) => [rows, columns])).toEqual([
      [51, 60],
      [51, 60],
    ]);
    expect(images[0]?.y.first).toBeCloseTo(0.11, 3);
    const nearest = Array.from(images[1]?.values ?? []).slice(0, 60);
    expect(Math.max(...nearest)).toBeCloseTo(0.4, 1);
    expect(plots[0]?.series.map(({ name }) => name.split(',')[0])).toContain('onset');
    const traced = timelines[0]?.panels[0]?.series.map(({ name }) => parseFloat(name));
    expect(traced).toEqual([0.11, 1.36, 2.61]);
  });

  it('have concentrations by a calibration, and say what these hold besides salt', async () => {
    const slope = 3e-12;
    const calibrated = {
      ...recipe,
      ...{ calibrationSlope: slope, calibrationSlopeError: 0.01 * slope, calibrationSolutions: 5 },
      ...{ calibrationCentre: 1000, calibrationCurrent: 5e-9, calibrationCurrentError: 2e-12 },
      ...{ calibrationLeast: 200, calibrationGreatest: 1000, calibrationBias: 0.7 },
      ...{ calibrationRadius: 50e-9, calibrationRadiusError: 5e-9 },
    };
    const own = await evaluationOf(experiment.id).findings(
      measuredMaps(maps, experiment.path(recipe), planes, track),
      calibrated,
    );
    const value = (key: string): number => own.figures.find((f) => f.key === key)?.value ?? NaN;
    expect(value('salt_at_rest')).toBeCloseTo(1000, 0);
    expect(Math.abs(value('salt_furthest') - 1000 - 0.39e-9 / slope)).toBeLessThan(5);
    expect(own.timelines?.[0]?.panels.map(({ y }) => y.label)).toEqual(['i', 'c', 'I', 'E']);
    expect(own.warnings.at(-1)).toMatch(/changes at once/);
    expect(own.warnings.some((text) => /beyond the calibration/.test(text))).toBe(true);
  });

  it('say so where the surface was not felt', async () => {
    const lost = planes.map((plane, k) =>
      planesOf(maps)[k]?.map.name === 'height' ? plane.map(() => NaN) : plane,
    );
    const { warnings } = await evaluationOf(experiment.id).findings(
      measuredMaps(maps, experiment.path(recipe), lost, track),
      recipe,
    );
    expect(warnings[0]).toMatch(/^The surface was not felt/);
  });
});
