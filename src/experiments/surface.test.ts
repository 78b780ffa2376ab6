import { describe, expect, it } from 'vitest';
import { planesOf, type Recipe } from './experiment';
import { measuredMaps } from './results/findings';
import { placesOf } from './path/points';
import { resultsOf } from './recipe/handed-on';
import { stepsOf } from './program/program';
import { stepText } from './program/step-text';
import { surface, surfaceEvaluation } from './surface';
import { visitBy } from './program/test-visit';

const recipe: Recipe = surface.presets[0]?.recipe ?? {};
const program = surface.program(recipe);
const planes = planesOf(surface.maps(recipe));
const at = (name: string, plane = 0): number =>
  planes.findIndex((p) => p.map.name === name && p.plane === plane);

describe('finding the surface', () => {
  it('goes down the fine range, and twice more from the retract height', () => {
    const texts = stepsOf(program, 0).map(stepText);
    const up = 'RETRACT,0.000001,0.001,0.0002';
    expect(texts.filter((t) => /^(?:APPROACH|RETRACT|COARSE)/.test(t))).toEqual([
      'APPROACH,0.000002,1,MAGNITUDE,2e-12,0.000018,0.0002',
      up,
      ...['APPROACH,0.000002,1,MAGNITUDE,2e-12,0.0000015,0.0002', up],
      ...['APPROACH,0.000002,1,MAGNITUDE,2e-12,0.0000015,0.0002', up],
    ]);
  });

  it('steps down with the coarse axis from the top of the fine range alone, and not onto anything', () => {
    expect(stepsOf(program, 1).map(stepText).slice(-3)).toEqual([
      'RETRACT,0.000018,0.001',
      'COARSE,-0.000014,0.00002,1,MAGNITUDE,2e-12,0.1',
      'END',
    ]);
    const bare = { ...recipe, coarseSteps: 0 };
    expect(surface.program(bare).steps.some(({ verb }) => verb === 'COARSE')).toBe(false);
    expect(surface.path(bare).points).toHaveLength(1);
  });

  it('never goes further down than four fifths of what was looked at', () => {
    expect(surface.problems({ ...recipe, coarseStep: 14.4e-6 })).toEqual([]);
    expect(surface.problems({ ...recipe, coarseStep: 14.5e-6 }).map(({ key }) => key)).toEqual([
      'coarseStep',
    ]);
  });

  it('looks again after each step, at the first point, if the look before has met nothing', () => {
    const two = { ...recipe, coarseSteps: 2, points: [5e-5, 5e-5, 6e-5, 5e-5] };
    const { points, columns } = surface.path(two);
    const told = points.map((p) => [p.program ?? 0, p.ifMissed, p.column]);
    expect(told).toEqual([
      [0, undefined, 0],
      [1, 0, -1],
      [0, 0, 0],
      [1, 2, -1],
      [0, 2, 0],
      [0, undefined, 1],
    ]);
    expect(columns).toBe(2);
    const counts = [0, 1].map((program) => told.filter(([of]) => of === program).length);
    expect(surface.pointCounts(two)).toEqual(counts);
  });

  it('tells and hands on how steep the ground is, where enough contacts tell a plane', async () => {
    const survey = surface.presets.find(({ id }) => id === 'levelling-survey')?.recipe ?? {};
    const slope = Math.tan(Math.PI / 1800);
    const heights = placesOf(survey).map(({ x }, k) => 10e-6 + slope * x + (k % 2) * 4e-9);
    const given = planesOf(surface.maps(survey)).map(
      ({ map }) => ({ surface_height: heights, disagreement: heights.map(() => 1e-9) })[map.name] ?? [],
    );
    const maps = measuredMaps(surface.maps(survey), surface.path(survey), given);
    const { figures } = await surfaceEvaluation.findings(maps, survey);
    expect(figures.find(({ key }) => key === 'tilt')?.value).toBeCloseTo(Math.PI / 1800, 5);
    expect(figures.find(({ key }) => key === 'roughness')?.value).toBeCloseTo(2e-9, 9);
    const [along, across, ...others] = resultsOf(surface, survey, maps);
    expect([along?.key, across?.key, others.length]).toEqual(['slopeX', 'slopeY', 1]);
    expect(along?.value).toBeCloseTo(Math.PI / 1800, 5);
    expect(across?.value).toBeCloseTo(0, 4);
    expect(along?.error).toBeLessThan(1e-4);
  });

  it('hands on a height above the highest contact', () => {
    const given = planes.map(({ map }) => (map.name === 'surface_height' ? [9e-6, NaN, 12e-6] : []));
    const maps = measuredMaps(surface.maps(recipe), surface.path(recipe), given);
    const [start, ...others] = resultsOf(surface, recipe, maps);
    expect(start?.key).toBe('startHeight');
    expect(start?.value).toBeCloseTo(17e-6, 12);
    expect(others).toEqual([]);
  });

  it('has found it where all contacts agree', () => {
    const hop = visitBy(program, { height: 9e-6 });
    const { values } = surfaceEvaluation.reduce(hop, recipe, program);
    expect(values[at('surface_height')]).toBeCloseTo(9e-6, 11);
    expect(values[at('disagreement')]).toBe(0);
    expect(surfaceEvaluation.detail(hop, recipe, program)).toMatchObject({ good: true });
  });

  it('has not where they are apart by more than the agreement', () => {
    const hop = visitBy(program, { height: 9e-6 });
    const [first] = hop.steps.values();
    first?.channels.z?.fill(9.2e-6, 399);
    const { values, reason } = surfaceEvaluation.reduce(hop, recipe, program);
    expect(values[at('surface_height')]).toBeNaN();
    expect(values[at('disagreement')]).toBeCloseTo(0.2e-6, 10);
    expect(reason).toMatch(/^The contacts lie 200\snm apart/);
  });

  it('has not where one approach did not meet it', () => {
    const hop = visitBy(program, { height: 9e-6 });
    const steps = new Map([...hop.steps].slice(0, 2));
    const { values, reason } = surfaceEvaluation.reduce({ ...hop, steps }, recipe, program);
    expect(values[at('surface_height')]).toBeNaN();
    expect(values[at('height', 1)]).toBeCloseTo(9e-6, 11);
    expect(reason).toMatch(/^Only 2 of 3 approaches met it/);
  });

  it('says how far the coarse axis may go down where nothing was met', () => {
    const bare = { ...recipe, coarseSteps: 0 };
    const { reason } = surfaceEvaluation.reduce(
      visitBy(surface.program(bare), {}),
      bare,
      surface.program(bare),
    );
    expect(reason).toMatch(/Move the coarse axis down by at most 14\sµm/);
    expect(surfaceEvaluation.reduce(visitBy(program, {}), recipe, program).reason).toMatch(
      /a step of the coarse axis/,
    );
  });

  it('counts the points, and names the highest', async () => {
    const given = planes.map(
      ({ map }) => ({ disagreement: [5e-9, 80e-9], surface_height: [9e-6, NaN] })[map.name] ?? [],
    );
    const { headline, figures } = await surfaceEvaluation.findings(
      measuredMaps(surface.maps(recipe), surface.path(recipe), given),
      { ...recipe, points: [5e-5, 5e-5, 6e-5, 5e-5] },
    );
    expect(headline).toBe('Surface confirmed at 1 of 2 points');
    expect(figures.map((f) => f.value)).toEqual([9e-6, 80e-9]);
  });
});
