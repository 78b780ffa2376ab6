import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { hopOver, STOP, SURFACE } from './hopping/test-hop';
import { measuredMaps } from './results/findings';
import { topography, topographyEvaluation } from './topography';

const recipe = topography.presets[0]?.recipe ?? {};
const small = { ...recipe, columns: 32, rows: 32 };
const path = topography.path(small);
const maps = topography.maps(small);
const none = new Float64Array(1024).fill(NaN);

function foundIn(heights: ArrayLike<number>) {
  const clear = Float64Array.from({ length: 1024 }, (_, k) => 6e-9 * (1 + 1e-5 * (k % 7)));
  return topographyEvaluation.findings(measuredMaps(maps, path, [heights, clear, none, none]), small);
}
const gauss = randomNormal.source(randomLcg(0.7))(0, 1e-9);
const ground = (k: number): number => 1e-5 + 2e-9 * (k % 32) + gauss();

describe('the findings of a topography', () => {
  it('have the step of terraces with its interval, and the roughness upon them', async () => {
    const stairs = Float64Array.from({ length: 1024 }, (_, k) => ground(k) + ((k >> 8) % 2) * 10e-9);
    const { headline, figures } = await foundIn(stairs);
    const step = figures.find(({ key }) => key === 'step_height');
    expect(Math.abs((step?.value ?? NaN) - 10e-9)).toBeLessThan(0.3e-9);
    expect(step?.interval?.[0]).toBeLessThan(10e-9);
    expect(step?.interval?.[1]).toBeGreaterThan(10e-9);
    expect(headline).toMatch(/^Terraces (9|10)\.?\d*.nm apart, Rq [01]\.\d+.nm on them$/);
  });

  it('have Ra and Rq about the plane, and no step where there is none', async () => {
    const { figures, headline } = await foundIn(Float64Array.from({ length: 1024 }, (_, k) => ground(k)));
    const value = (key: string): number => figures.find((f) => f.key === key)?.value ?? NaN;
    expect(value('step_height')).toBeNaN();
    expect(value('roughness_rq') * 1e9).toBeCloseTo(1, 1);
    // Of a normal distribution √(2/π) of Rq.
    expect(value('roughness_ra') / value('roughness_rq')).toBeCloseTo(Math.sqrt(2 / Math.PI), 1);
    expect(headline).toMatch(/^Ra /);
  });

  it('tell by how much the clear current varied', async () => {
    const { figures } = await foundIn(Float64Array.from({ length: 1024 }, (_, k) => ground(k)));
    expect(figures.find(({ key }) => key === 'clear_variation')?.value).toBeCloseTo(6e-5, 8);
  });
});

describe('a hop', () => {
  const program = topography.program(recipe);
  const planeOf = (name: string): number => maps.findIndex((m) => m.name === name);

  it('has the height where it ended, and the distance there by what was left of the current', () => {
    const hop = hopOver(recipe, program, { clear: 6e-9, rms: 2e-12 });
    const { values, noise } = topographyEvaluation.reduce(hop, recipe, program);
    expect(values[planeOf('height')]).toBeCloseTo(SURFACE + STOP, 10);
    expect((values[planeOf('clear_current')] ?? NaN) * 1e9).toBeCloseTo(6, 2);
    const distance = planeOf('stop_distance');
    expect(Math.abs((values[distance] ?? NaN) - STOP)).toBeLessThan(4 * (noise[distance] ?? NaN) + 1e-9);
    expect(topographyEvaluation.detail(hop, recipe, program)).toMatchObject({
      good: true,
      headline: 'z 2030.00\u00a0nm',
    });
  });

  it('that felt nothing has a current but no height, and says so', () => {
    const hop = hopOver(recipe, program, { clear: 6e-9, felt: false });
    const { values, reason } = topographyEvaluation.reduce(hop, recipe, program);
    expect(values[planeOf('height')]).toBeNaN();
    expect(values[planeOf('stop_distance')]).toBeNaN();
    expect((values[planeOf('clear_current')] ?? NaN) * 1e9).toBeCloseTo(6, 6);
    expect(reason).toBe('The probe did not meet the surface within the longest way down.');
    expect(topographyEvaluation.detail(hop, recipe, program)).toMatchObject({
      good: false,
      headline: 'No height',
    });
  });
});
