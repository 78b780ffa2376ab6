import { NORMAL_95 } from '../kinetics/numerics/statistics';
import { describe, expect, it, test } from 'vitest';
import { checkRecipe } from './recipe/check';
import { planesOf, type Recipe } from './experiment';
import { measuredMaps } from './results/findings';
import { stepsOf } from './program/program';
import { stepText } from './program/step-text';
import { visitBy } from './program/test-visit';
import { writeThenMap, writeThenMapEvaluation } from './write-then-map';

const recipe: Recipe = { ...writeThenMap.presets[0]?.recipe, columns: 5, rows: 5, writeTime: 100 };
const program = writeThenMap.program(recipe);
const maps = writeThenMap.maps(recipe);
const given = (values: Float64Array): string[] =>
  maps.flatMap(({ name }, k) => (Number.isFinite(values[k]) ? [name] : []));
const at = (name: string): number => maps.findIndex((m) => m.name === name);

describe('the published writing', () => {
  it('maps, rests and charges by +200 pA until +0.8 V, and maps again, over 25 × 25 µm', () => {
    const texts = [0, 1, 2].map((k) => stepsOf(program, k).map(stepText));
    expect(texts[0]).toEqual(texts[2]);
    expect(texts[0]).toContain('HOLD,CURRENT,0,1,0.01');
    expect(texts[1]?.slice(5, 7)).toEqual([
      'HOLD,CURRENT,0,300,1.5',
      'HOLD,CURRENT,2e-10,100,0.02,UNTIL,2,ABOVE,0.8',
    ]);
    expect(recipe['width']).toBe(25e-6);
  });

  it('visits the grid, the point as a visit of the pixel that it lies in, and the grid', () => {
    const { points } = writeThenMap.path({ ...recipe, writeX: 68.5e-6, writeY: 89.5e-6 });
    expect(points.map((p) => p.program)).toEqual([
      ...new Array<number>(25).fill(0),
      1,
      ...new Array<number>(25).fill(2),
    ]);
    expect(points[25]).toEqual({
      x: 68.5e-6,
      y: 89.5e-6,
      row: 4,
      column: 0,
      program: 1,
      once: 'touched',
    });
    expect(points[30]).toEqual({ ...points[4], program: 2 });
  });

  it('writes with a cathodic current until the potential is below', () => {
    const steps = writeThenMap.program({ ...recipe, writeCurrent: -1e-10, soakTime: 0 }).steps.map(stepText);
    expect(steps).toContain('HOLD,CURRENT,-1e-10,100,0.02,UNTIL,2,BELOW,0.8');
    expect(steps.filter((s) => s.startsWith('HOLD'))).toHaveLength(3);
  });
});

test.each<[Recipe, string]>([
  [{ writeCurrent: 0 }, 'writeCurrent'],
  [{ writeX: 10e-6 }, 'writeX'],
  [{ writeY: 95e-6 }, 'writeY'],
])('refuses %o', (change, key) => {
  expect(checkRecipe(writeThenMap, { ...recipe, ...change })[0]?.key).toBe(key);
});

describe('a visit', () => {
  it('before or after has the maps of its own program', () => {
    const names = ['open_circuit_potential', 'settled', 'drift', 'final_potential', 'height'];
    for (const [own, suffix] of [
      [0, '_before'],
      [2, '_after'],
    ] as const) {
      const hop = visitBy(program, { height: 9e-6, potential: () => 0.45, program: own });
      const { values } = writeThenMapEvaluation.reduce(hop, recipe, program);
      expect(given(values)).toEqual(names.map((n) => `${n}${suffix}`));
      expect(maps.filter((m) => m.name.endsWith(suffix)).every((m) => m.program === own)).toBe(true);
      expect(writeThenMapEvaluation.detail(hop, recipe, program).headline).toMatch(/^E 0\.45/);
    }
  });

  it('that writes tells its charge, what that amounts to, and how long it took', () => {
    const hop = visitBy(program, {
      height: 9e-6,
      potential: (t, label) => (label === 'writing' ? 0.4 + t / 250 : 0.4),
      current: (_, label) => (label === 'writing' ? 200e-12 : 0),
      program: 1,
    });
    const { values } = writeThenMapEvaluation.reduce(hop, recipe, program);
    expect(values[at('written_charge')]).toBeCloseTo(20e-9, 14);
    expect(values[at('writing_time')]).toBeCloseTo(100, 9);
    expect(values[at('written_potential')]).toBeCloseTo(0.8, 4);
    // 20 nC in 612 mAh/cm³ are 9.08 µm³.
    expect(values[at('written_radius')]).toBeCloseTo(1.294e-6, 9);
    const { headline, reason } = writeThenMapEvaluation.detail(hop, recipe, program);
    expect(headline).toMatch(/^Written to 0\.800\sV$/);
    expect(reason).toBe('The time was over before the potential was reached.');
  });

  it('that does not meet the surface has written nothing', () => {
    const { values, reason } = writeThenMapEvaluation.reduce(
      visitBy(program, { program: 1 }),
      recipe,
      program,
    );
    expect(given(values)).toEqual([]);
    expect(reason).toMatch(/did not meet/);
  });
});

describe('findings', () => {
  it('compare the change near the point with that elsewhere', async () => {
    const area = 25;
    const change = Array.from({ length: area }, (_, k) => (k === 12 ? 0.3 : k % 2 === 0 ? 0.01 : -0.01));
    const planes = planesOf(maps).map(({ map }) => {
      if (map.name === 'potential_change') return change;
      if (map.name === 'final_potential_after') return change.map((v) => 0.45 + v);
      return map.name === 'writing_time' ? change.map((_, k) => (k === 12 ? 270 : NaN)) : [];
    });
    const { figures, headline } = await writeThenMapEvaluation.findings(
      measuredMaps(maps, writeThenMap.path(recipe), planes),
      recipe,
    );
    const figure = (key: string) => figures.find((f) => f.key === key);
    expect(figure('change_near')).toMatchObject({ value: 0.3 });
    expect(figure('change_elsewhere')?.value).toBeCloseTo(0, 12);
    // 24 values of ±10 mV: standard error 10.2 mV/√24.
    expect(figure('change_elsewhere')?.interval?.[1]).toBeCloseTo(
      (NORMAL_95 * 0.01 * Math.sqrt(24 / 23)) / Math.sqrt(24),
      9,
    );
    expect(figure('potential_near')?.value).toBeCloseTo(0.75, 12);
    expect(figure('writing_time')?.value).toBe(270);
    expect(headline).toMatch(/^Changed by 300\smV near the point/);
    for (const { figure: key } of writeThenMap.presets[0]?.published ?? []) expect(figure(key)).toBeDefined();
  });
});
