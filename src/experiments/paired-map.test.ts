import { describe, expect, it } from 'vitest';
import { FLAG } from '../records/record';
import { planesOf, type Recipe } from './experiment';
import { measuredMaps } from './results/findings';
import { pairedMap, pairedMapEvaluation } from './paired-map';
import { stepText } from './program/step-text';
import { visitBy } from './program/test-visit';

const recipe: Recipe = pairedMap.presets[0]?.recipe ?? {};
const program = pairedMap.program(recipe);
const maps = pairedMap.maps(recipe);
const at = (name: string): number => maps.findIndex((m) => m.name === name);

describe('a paired map', () => {
  it('measures the current at +0.65 V, and then the potential at +5 pA, in one visit', () => {
    expect(program.steps.map(stepText).filter((t) => t.startsWith('HOLD'))).toEqual([
      'HOLD,POTENTIAL,0.65,0.02,0.0002',
      'HOLD,POTENTIAL,0.65,0.00005,0.000005',
      'HOLD,CURRENT,5e-12,0.6,0.01',
    ]);
  });

  it('has both numbers of a pixel', () => {
    const hop = visitBy(program, {
      height: 9e-6,
      noise: 0.2e-12,
      current: (_, label) => (label === 'measure' ? 7e-12 : 5e-12),
      potential: () => 0.55,
    });
    const { values } = pairedMapEvaluation.reduce(hop, recipe, program);
    expect(values[at('current')]).toBeCloseTo(7e-12, 18);
    expect(values[at('final_potential')]).toBeCloseTo(0.55, 6);
    expect(values[at('settled')]).toBe(0);
    expect(pairedMapEvaluation.detail(hop, recipe, program).plots.map((p) => p.title)).toEqual([
      'Current while held',
      'Potential while held',
      'Approach curve',
    ]);
  });

  it('does not call a galvanostat at its limit settled', () => {
    const hop = visitBy(program, { height: 9e-6, potential: () => 10 });
    const driven = [...hop.steps].find(([place]) => program.labels[place] === 'constant current');
    if (!driven) throw new Error('no hold');
    const steps = new Map(hop.steps).set(driven[0], { ...driven[1], flags: FLAG.overload });
    expect(pairedMapEvaluation.reduce({ ...hop, steps }, recipe, program).values[at('settled')]).toBe(3);
  });

  it('tells the currents where the potential settles and where it drifts', async () => {
    const given: Readonly<Record<string, number[]>> = {
      current: [8e-12, 9e-12, 10e-12, 0.1e-12, 0.2e-12, 0.3e-12, NaN],
      final_potential: [0.5, 0.5, 0.6, 1.1, 1.2, 1.3, NaN],
      settled: [0, 0, 0, 1, 1, 1, 2],
    };
    const planes = planesOf(maps).map(({ map }) => given[map.name] ?? []);
    const { figures } = await pairedMapEvaluation.findings(
      measuredMaps(maps, pairedMap.path(recipe), planes),
      recipe,
    );
    const value = (key: string): number => figures.find((f) => f.key === key)?.value ?? NaN;
    expect(value('current_where_settled')).toBeCloseTo(9e-12, 18);
    expect(value('current_where_drifting')).toBeCloseTo(0.2e-12, 18);
    expect(value('settled_share')).toBeCloseTo(3 / 7, 12);
    expect(value('current_potential_correlation')).toBeLessThan(-0.9);
  });

  it('says so where the potential settles nowhere', async () => {
    const given: Readonly<Record<string, number[]>> = {
      current: [0.1e-12],
      final_potential: [5],
      settled: [1],
    };
    const planes = planesOf(maps).map(({ map }) => given[map.name] ?? []);
    const { headline } = await pairedMapEvaluation.findings(
      measuredMaps(maps, pairedMap.path(recipe), planes),
      recipe,
    );
    expect(headline).toMatch(/^The potential settles in none of 1 pixels; 0\.100\spA in the median$/);
  });

  it('compares with the same setting without lithium', () => {
    const [with_, without] = pairedMap.presets;
    expect({ ...without?.recipe, filling: '' }).toEqual({ ...with_?.recipe, filling: '' });
    expect(without?.recipe['filling']).toBe('3 M KCl in water');
  });
});
