import { describe, expect, it } from 'vitest';
import { approachCurves, approachCurvesEvaluation } from './approach-curves';
import { planesOf, type Recipe } from './experiment';
import { measuredMaps } from './results/findings';
import { stepText } from './program/step-text';
import { visitBy } from './program/test-visit';

const published: Recipe = approachCurves.presets[0]?.recipe ?? {};
const recipe: Recipe = { ...published, approachRates: [10e-6, 20e-6], biases: [0.65, 0.3] };
const program = approachCurves.program(recipe);
const planes = planesOf(approachCurves.maps(recipe));
const at = (name: string, plane: number): number =>
  planes.findIndex((p) => p.map.name === name && p.plane === plane);

describe('approach curves', () => {
  it('go down at 20 nm/ms three times, as published', () => {
    const texts = approachCurves.program(published).steps.map(stepText);
    expect(texts.filter((t) => t.startsWith('APPROACH'))).toEqual(
      new Array(3).fill('APPROACH,0.00002,1,MAGNITUDE,2e-12,0.000015,0.0002'),
    );
    expect(texts.slice(0, 2)).toEqual(['MOVE', 'WAIT,0.02']);
    expect(texts.at(-1)).toBe('END');
    expect(approachCurves.path(published)).toMatchObject({ listed: true, rows: 1, columns: 3 });
  });

  it('go down at every rate and bias, up in between', () => {
    expect(
      program.steps
        .map(stepText)
        .filter((t) => /^(?:BIAS|APPROACH|RETRACT)/.test(t))
        .map((t) => t.split(',').slice(0, 2).join(',')),
    ).toEqual(
      [
        ['BIAS,0.65', 'APPROACH,0.00001', 'RETRACT,0.000004'],
        ['BIAS,0.65', 'APPROACH,0.00002', 'RETRACT,0.000004'],
        ['BIAS,0.3', 'APPROACH,0.00001', 'RETRACT,0.000004'],
        ['BIAS,0.3', 'APPROACH,0.00002', 'RETRACT,0.000004'],
      ].flat(),
    );
  });

  it('have height, current, charge and noise of each approach', () => {
    const hop = visitBy(program, { height: 9e-6, noise: 0.2e-12 });
    for (const trace of hop.steps.values()) trace.channels.tip_current?.fill(50e-12, 395);
    const { values, reason } = approachCurvesEvaluation.reduce(hop, recipe, program);
    for (let plane = 0; plane < 4; plane++) {
      expect(values[at('height', plane)]).toBeCloseTo(9e-6, 11);
      expect(values[at('contact_current', plane)]).toBeCloseTo(50e-12, 17);
      // Five samples of 50 pA, 0.2 ms each.
      expect(values[at('transient_charge', plane)]).toBeCloseTo(50e-15, 18);
      expect(values[at('clear_noise', plane)]).toBeGreaterThan(0.15e-12);
      expect(values[at('clear_noise', plane)]).toBeLessThan(0.3e-12);
    }
    expect(reason).toBe('4 of 4 approaches met the surface.');
    const { plots, good } = approachCurvesEvaluation.detail(hop, recipe, program);
    expect(good).toBe(true);
    const [plot] = plots;
    expect(plot?.series).toHaveLength(4);
    for (const { name, ...line } of plot?.series ?? []) {
      expect(name).toMatch(/nm\/ms/);
      expect('x' in line && line.x[line.x.length - 1]).toBe(0);
    }
  });

  it('are over with the first that does not meet the surface', () => {
    const { values, reason } = approachCurvesEvaluation.reduce(visitBy(program, {}), recipe, program);
    expect(values[at('height', 0)]).toBeNaN();
    expect(values[at('contact_current', 0)]).toBeNaN();
    expect(reason).toMatch(/did not meet/);
  });

  it('are summed up over the points, setting by setting', async () => {
    const given = planes.map(({ map, plane }) =>
      map.name === 'contact_current' || map.name === 'clear_noise' || map.name === 'height'
        ? [plane, plane, plane].map((v) => (v + 1) * 1e-12)
        : [],
    );
    const { figures, tables, headline } = await approachCurvesEvaluation.findings(
      measuredMaps(approachCurves.maps(recipe), approachCurves.path(recipe), given),
      recipe,
    );
    expect(figures.map((f) => f.value * 1e12)).toEqual([1, 2, 3, 4]);
    expect(tables[0]?.rows.map((r) => r[1])).toEqual(['3', '3', '3', '3']);
    expect(headline).toBe('12 contacts at 3 points');
  });

  it('warn of false contacts', () => {
    const loud = [{ full_scale: 2e-9, noise: [{ cutoff: 1000, rms: 1e-12 }] }];
    expect(approachCurvesEvaluation.expect(published, loud).warnings[0]).toMatch(/false contacts/);
  });
});
