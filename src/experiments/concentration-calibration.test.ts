import { evaluationOf } from './evaluations';
import { describe, expect, it } from 'vitest';
import { currentInBath } from '../kinetics/conductance/concentration';
import { concentrationCalibration as experiment } from './concentration-calibration';
import { visitBy } from './program/test-visit';
import { checkRecipe } from './recipe/check';
import { measuredMaps } from './results/findings';

const recipe = experiment.presets[0]?.recipe ?? {};
const concentrations = [200, 400, 600, 800, 1000];
const mapsOf = (currents: readonly number[]) =>
  measuredMaps(experiment.maps(recipe), experiment.path(recipe), [currents]);
const straight = concentrations.map((c, k) => 1e-9 + 4e-12 * c + (k % 2 === 0 ? 1 : -1) * 5e-12);

describe('a solution', () => {
  it('has the mean current of its second hold', () => {
    const program = experiment.program(recipe);
    const hop = visitBy(program, { current: (_, label) => (label === 'settling' ? 9e-9 : 5e-9) });
    expect((evaluationOf(experiment.id).reduce(hop, recipe, program).values[0] ?? NaN) * 1e9).toBeCloseTo(
      5,
      6,
    );
    expect(evaluationOf(experiment.id).detail(hop, recipe, program).headline).toMatch(/^i 5\.0/);
  });
});

describe('the calibration', () => {
  it('is the line through all of them, with an interval of its slope', async () => {
    const { figures, plots, tables } = await evaluationOf(experiment.id).findings(mapsOf(straight), recipe);
    const slope = figures.find(({ key }) => key === 'calibration_slope');
    expect((slope?.value ?? NaN) * 1e12).toBeCloseTo(4, 1);
    expect(slope?.interval?.[0]).toBeLessThan(4e-12);
    expect(slope?.interval?.[1]).toBeGreaterThan(4e-12);
    expect(plots.map(({ title }) => title)).toEqual([
      'Current against concentration',
      'What the line leaves',
    ]);
    expect(tables[0]?.rows).toHaveLength(5);
  });

  it('has about the exponent that a pipette has in a bath like its own filling', async () => {
    const cone = (5 * Math.PI) / 180;
    const currents = concentrations.map((c) => 5e-9 * currentInBath(c / 1000, cone));
    const { figures } = await evaluationOf(experiment.id).findings(mapsOf(currents), recipe);
    const exponent = (key: string): number => figures.find((f) => f.key === key)?.value ?? NaN;
    expect(exponent('concentration_exponent_cone')).toBeCloseTo(0.532, 3);
    expect(exponent('concentration_exponent')).toBeGreaterThan(0.4);
    expect(exponent('concentration_exponent')).toBeLessThan(0.75);
  });

  it('is handed on by numbers whose errors know nothing of each other, with its range', () => {
    const handed = experiment.handsOn?.(mapsOf(straight), recipe) ?? [];
    const value = (key: string): number => handed.find((h) => h.key === key)?.value ?? NaN;
    expect(value('calibrationCentre')).toBe(600);
    expect(value('calibrationCurrent') * 1e9).toBeCloseTo(3.4, 2);
    expect([value('calibrationLeast'), value('calibrationGreatest')]).toEqual([200, 1000]);
    expect(experiment.handsOn?.(mapsOf([NaN, NaN, NaN, 1e-9, 2e-9]), recipe)).toEqual([]);
  });

  it('is refused where points and concentrations do not go together', () => {
    expect(checkRecipe(experiment, recipe)).toEqual([]);
    const [problem] = checkRecipe(experiment, { ...recipe, concentrations: [1, 2, 3, 4] });
    expect(problem?.message).toMatch(/4 for 5 points/);
  });
});
