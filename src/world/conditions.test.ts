import { describe, expect, it } from 'vitest';
import { diffusionMap } from '../experiments/diffusion-map';
import { setupOf } from '../experiments/recipe/setup';
import { DRAW, drawnConditions, NOMINAL } from './conditions';

const KEYS = ['contactRadius', 'concentration', 'temperature'] as const;

describe('drawnConditions', () => {
  it('lies around the nominal cell as widely as stated', () => {
    const draws = Array.from({ length: 4000 }, (_, seed) => drawnConditions(seed));
    for (const key of KEYS) {
      const sigma = key === 'temperature' ? DRAW[key] : DRAW[key] * NOMINAL[key];
      const pulls = draws.map((drawn) => (drawn[key] - NOMINAL[key]) / sigma);
      const mean = pulls.reduce((a, b) => a + b, 0) / pulls.length;
      const square = pulls.reduce((a, b) => a + b * b, 0) / pulls.length;
      expect(Math.abs(mean)).toBeLessThan(0.06);
      expect(Math.abs(square - 1)).toBeLessThan(0.08);
    }
  });

  it('is fixed by the seed', () => {
    expect(drawnConditions(7)).toEqual(drawnConditions(7));
    expect(drawnConditions(7)).not.toEqual(drawnConditions(8));
  });

  it('has the values and errors that the published recipe believes', () => {
    const setup = setupOf(diffusionMap.presets[0]!.recipe);
    for (const key of KEYS) expect(setup[key]).toBeCloseTo(NOMINAL[key], 12);
    expect(setup.contactRadiusError).toBeCloseTo(DRAW.contactRadius * NOMINAL.contactRadius, 12);
    expect(setup.concentrationError).toBeCloseTo(DRAW.concentration * NOMINAL.concentration, 9);
    expect(setup.temperatureError).toBe(DRAW.temperature);
  });
});
