import { describe, expect, it, test } from 'vitest';
import { checkRecipe } from './recipe/check';
import { planesOf, type Recipe } from './experiment';
import { measuredMaps } from './results/findings';
import { galvanostaticMap, galvanostaticMapEvaluation } from './galvanostatic-map';
import { stepText } from './program/step-text';
import { visitBy } from './program/test-visit';

const recipe: Recipe = galvanostaticMap.presets[0]?.recipe ?? {};
const program = galvanostaticMap.program(recipe);
const planes = planesOf(galvanostaticMap.maps(recipe));
const at = (name: string, plane = 0): number =>
  planes.findIndex((p) => p.map.name === name && p.plane === plane);
const amplifier = [{ full_scale: 2e-9, noise: [{ cutoff: 1000, rms: 0.05e-12 }] }];

describe('the published galvanostatic map', () => {
  it('drives +5 pA for 600 ms and samples every 10 ms, over 30 × 30 µm', () => {
    expect(program.steps.map(stepText)).toContain('HOLD,CURRENT,5e-12,0.6,0.01');
    const { x } = galvanostaticMap.path(recipe);
    expect((x.at(-1) ?? NaN) - (x[0] ?? NaN)).toBeCloseTo((30e-6 * 63) / 64, 12);
  });

  it('has a plane at each published time', () => {
    const times = galvanostaticMap.maps(recipe)[0]?.axis?.values ?? [];
    for (const time of [0, 0.25, 0.6]) expect(times).toContain(time);
    expect(times).toHaveLength(12);
  });

  it('foretells a charge of 3 pC and its sphere', () => {
    const { headline, numbers } = galvanostaticMapEvaluation.expect(recipe, amplifier);
    expect(headline).toMatch(/^3\.00\spC a pixel, a sphere of radius 68\.8\snm$/);
    expect(numbers.find((n) => n.label === 'Volume')?.text).toMatch(/^1\.36 × 10⁻³\sµm³|^0\.00136\sµm³/);
  });

  it('warns of currents beyond the range and of charges that reach the neighbour', () => {
    const warned = (change: Recipe) =>
      galvanostaticMapEvaluation.expect({ ...recipe, ...change }, amplifier).warnings;
    expect(warned({})).toEqual([]);
    expect(warned({ current: 3e-9 })[0]).toMatch(/^The current is beyond the full scale of 2\s?\d{3}\spA/);
    expect(warned({ chargeTime: 60 })[0]).toMatch(
      /^The charge of a pixel amounts to a sphere 638\snm across/,
    );
  });
});

describe('a pixel', () => {
  it('has the potential at each frame, its change, and the charge with its sphere', () => {
    const hop = visitBy(program, { height: 9e-6, potential: (t) => 0.4 + 0.5 * t });
    const { values, calibration } = galvanostaticMapEvaluation.reduce(hop, recipe, program);
    expect(values[at('potential', 5)]).toBeCloseTo(0.525, 6);
    expect(values[at('potential', 0)]).toBeCloseTo(0.4025, 6);
    expect(values[at('potential_change')]).toBeCloseTo(0.295, 6);
    expect(values[at('settled')]).toBe(1);
    expect(values[at('charge')]).toBeCloseTo(3e-12, 18);
    // 3 pC in 612 mAh/cm³ are 1.36166e6 nm³.
    expect((4 / 3) * Math.PI * (values[at('sphere_radius')] ?? NaN) ** 3).toBeCloseTo(1.36166e-21, 25);
    expect(values[at('sphere_radius')]).toBeCloseTo(68.76e-9, 11);
    // 1 % of the concentration is a third of that in the radius.
    expect(calibration[at('sphere_radius')]).toBeCloseTo(68.76e-9 * (228 / 22834.6 / 3), 13);
  });

  it('that stays at its plateau has settled', () => {
    const hop = visitBy(program, { height: 9e-6, potential: () => 0.4 });
    const { values } = galvanostaticMapEvaluation.reduce(hop, recipe, program);
    expect(values[at('settled')]).toBe(0);
    expect(galvanostaticMapEvaluation.detail(hop, recipe, program).numbers.map((n) => n.label)).toEqual([
      'Drift',
      'Charge',
      'Volume',
      'Sphere',
      'Height',
    ]);
  });

  it('has no number without a contact', () => {
    const { values } = galvanostaticMapEvaluation.reduce(visitBy(program, {}), recipe, program);
    expect(Array.from(values).filter(Number.isFinite)).toEqual([2]);
  });
});

test.each<[Recipe, string]>([
  [{ frames: [0, 0.7] }, 'frames'],
  [{ frames: [0.2, 0.1] }, 'frames'],
  [{ current: 0 }, 'current'],
  [{ driftWindow: 0.7 }, 'driftWindow'],
])('refuses %o', (change, key) => {
  expect(checkRecipe(galvanostaticMap, { ...recipe, ...change })[0]?.key).toBe(key);
});

describe('findings', () => {
  it('tell the potential where it settles, the charge and its sphere', async () => {
    const specs = galvanostaticMap.maps(recipe);
    const given = planes.map(({ map, plane }) => {
      if (map.name === 'settled') return [0, 0, 1, 2];
      if (map.name === 'final_potential') return [0.39, 0.41, 2, NaN];
      if (map.name === 'charge') return [3e-12, 3e-12, 3e-12, NaN];
      return map.name === 'potential' ? [0.4, 0.4, plane, NaN] : [];
    });
    const { figures, headline, plots } = await galvanostaticMapEvaluation.findings(
      measuredMaps(specs, galvanostaticMap.path(recipe), given),
      recipe,
    );
    const value = (key: string) => figures.find((f) => f.key === key)?.value;
    expect(value('settled_potential')).toBeCloseTo(0.4, 12);
    expect(value('settled_share')).toBe(0.5);
    expect(value('charge')).toBe(3e-12);
    expect(headline).toMatch(/^0\.400\sV where the potential settles, 50\.0\s% of 4 pixels$/);
    expect(plots[0]?.series[2]).toMatchObject({ y: Array.from({ length: 12 }, (_, k) => Math.max(0.4, k)) });
    for (const { figure } of galvanostaticMap.presets[0]?.published ?? [])
      expect(value(figure)).toBeDefined();
  });
});
