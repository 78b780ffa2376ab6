import { describe, expect, it } from 'vitest';
import { planesOf, type Recipe } from './experiment';
import { measuredMaps } from './results/findings';
import { potentialMap, potentialMapEvaluation } from './potential-map';
import { checkRecipe } from './recipe/check';
import { stepText } from './program/step-text';
import { visitBy } from './program/test-visit';

const recipe: Recipe = potentialMap.presets[0]?.recipe ?? {};
const program = potentialMap.program(recipe);
const maps = potentialMap.maps(recipe);
const at = (name: string): number => maps.findIndex((m) => m.name === name);
const [settled, drifting, noContact] = [0, 1, 2];

describe('the published potential map', () => {
  it('lets no current flow after the contact', () => {
    expect(program.steps.map(stepText).slice(4, 7)).toEqual([
      'APPROACH,0.00002,1,MAGNITUDE,2e-12,0.000015,0.0002',
      'HOLD,CURRENT,0,1,0.01',
      'RETRACT,0.000004,0.001,0.0002',
    ]);
  });

  it('refuses a window longer than the record', () => {
    expect(checkRecipe(potentialMap, { ...recipe, driftWindow: 2 })[0]?.key).toBe('driftWindow');
  });
});

describe('a pixel', () => {
  it('that comes to rest has its potential', () => {
    const hop = visitBy(program, { height: 9e-6, potential: (t) => 0.45 + 0.2 * Math.exp(-t / 0.05) });
    const { values, reason } = potentialMapEvaluation.reduce(hop, recipe, program);
    expect(values[at('open_circuit_potential')]).toBeCloseTo(0.45, 5);
    expect(values[at('final_potential')]).toBeCloseTo(0.45, 5);
    expect(values[at('settled')]).toBe(settled);
    expect(values[at('height')]).toBeCloseTo(9e-6, 11);
    expect(reason).toMatch(/^Settled/);
    expect(potentialMapEvaluation.detail(hop, recipe, program)).toMatchObject({ good: true });
  });

  it('that drifts has none, but its drift and its last potential', () => {
    const hop = visitBy(program, { height: 9e-6, potential: (t) => 0.6 - 0.1 * t });
    const { values, reason } = potentialMapEvaluation.reduce(hop, recipe, program);
    expect(values[at('open_circuit_potential')]).toBeNaN();
    expect(values[at('final_potential')]).toBeCloseTo(0.5005, 6);
    expect(values[at('drift')]).toBeCloseTo(-0.1, 5);
    expect(values[at('settled')]).toBe(drifting);
    expect(reason).toMatch(/^Not settled: it drifts by −100\smV\/s/);
    expect(potentialMapEvaluation.detail(hop, recipe, program)).toMatchObject({
      headline: 'No steady potential',
    });
  });

  it('settles under a criterion that is laxer', () => {
    const hop = visitBy(program, { height: 9e-6, potential: (t) => 0.6 - 0.1 * t });
    const { values } = potentialMapEvaluation.reduce(hop, { ...recipe, driftLimit: 0.2 }, program);
    expect(values[at('settled')]).toBe(settled);
  });

  it('that was not met has the word for it alone', () => {
    const { values } = potentialMapEvaluation.reduce(visitBy(program, {}), recipe, program);
    expect(values[at('settled')]).toBe(noContact);
    expect(Array.from(values).filter(Number.isFinite)).toHaveLength(1);
  });
});

describe('findings', async () => {
  const given = Array.from({ length: 21 }, (_, k) => 0.4 + 0.01 * k);
  const planes = planesOf(maps).map(({ map }) => {
    if (map.name === 'open_circuit_potential') return [...given, NaN, NaN, NaN, NaN];
    return map.name === 'settled' ? [...given.map(() => settled), 1, 1, 1, 1] : [];
  });
  const { figures, headline, tables } = await potentialMapEvaluation.findings(
    measuredMaps(maps, potentialMap.path(recipe), planes),
    recipe,
  );

  it('tell how many settle, and between which potentials, as the publication does', () => {
    const value = (key: string) => figures.find((f) => f.key === key)?.value;
    expect(value('settled_share')).toBeCloseTo(0.84, 12);
    expect(value('settled_potential')).toBeCloseTo(0.5, 12);
    expect(value('settled_potential_low')).toBeCloseTo(0.45, 12);
    expect(value('settled_potential_high')).toBeCloseTo(0.55, 12);
    expect(headline).toMatch(/^Settled in 84\.0\s% of 25 pixels, median 0\.500\sV$/);
    expect(tables[0]?.rows.map((r) => r[0])).toEqual(['settled', 'drifting']);
    for (const { figure } of potentialMap.presets[0]?.published ?? []) expect(value(figure)).toBeDefined();
  });
});
