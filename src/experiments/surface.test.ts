import { describe, expect, it } from 'vitest';
import { planesOf, type Recipe } from './experiment';
import { measuredMaps } from './results/findings';
import { stepText } from './program/step-text';
import { surface } from './surface';
import { visitBy } from './program/test-visit';

const recipe: Recipe = surface.presets[0]?.recipe ?? {};
const program = surface.program(recipe);
const planes = planesOf(surface.maps(recipe));
const at = (name: string, plane = 0): number =>
  planes.findIndex((p) => p.map.name === name && p.plane === plane);

describe('finding the surface', () => {
  it('goes down the fine range, and twice more from the retract height; the coarse axis stays where it is', () => {
    const texts = program.steps.map(stepText);
    expect(texts.filter((t) => /^(?:APPROACH|RETRACT)/.test(t))).toEqual(
      new Array(3)
        .fill(['APPROACH,0.000002,1,MAGNITUDE,2e-12,0.00002,0.0002', 'RETRACT,0.000001,0.001,0.0002'])
        .flat(),
    );
    expect(texts.some((t) => t.startsWith('COARSE'))).toBe(false);
  });

  it('has found it where all contacts agree', () => {
    const hop = visitBy(program, { height: 9e-6 });
    const { values } = surface.reduce(hop, recipe, program);
    expect(values[at('surface_height')]).toBeCloseTo(9e-6, 11);
    expect(values[at('disagreement')]).toBe(0);
    expect(surface.detail(hop, recipe, program)).toMatchObject({ good: true });
  });

  it('has not where they are apart by more than the agreement', () => {
    const hop = visitBy(program, { height: 9e-6 });
    const [first] = hop.steps.values();
    first?.channels.z?.fill(9.2e-6, 399);
    const { values, reason } = surface.reduce(hop, recipe, program);
    expect(values[at('surface_height')]).toBeNaN();
    expect(values[at('disagreement')]).toBeCloseTo(0.2e-6, 10);
    expect(reason).toMatch(/^The contacts lie 200\snm apart/);
  });

  it('has not where one approach did not meet it', () => {
    const hop = visitBy(program, { height: 9e-6 });
    const steps = new Map([...hop.steps].slice(0, 2));
    const { values, reason } = surface.reduce({ ...hop, steps }, recipe, program);
    expect(values[at('surface_height')]).toBeNaN();
    expect(values[at('height', 1)]).toBeCloseTo(9e-6, 11);
    expect(reason).toMatch(/^Only 2 of 3 approaches met it/);
  });

  it('says how far the coarse axis may go down where nothing was met', () => {
    const { reason } = surface.reduce(visitBy(program, {}), recipe, program);
    expect(reason).toMatch(/Move the coarse axis down by at most 16\sµm/);
  });

  it('counts the points, and names the highest', async () => {
    const given = planes.map(
      ({ map }) => ({ disagreement: [5e-9, 80e-9], surface_height: [9e-6, NaN] })[map.name] ?? [],
    );
    const { headline, figures } = await surface.findings(
      measuredMaps(surface.maps(recipe), surface.path(recipe), given),
      { ...recipe, points: [5e-5, 5e-5, 6e-5, 5e-5] },
    );
    expect(headline).toBe('Surface confirmed at 1 of 2 points');
    expect(figures.map((f) => f.value)).toEqual([9e-6, 80e-9]);
  });
});
