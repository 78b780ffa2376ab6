import { describe, expect, it } from 'vitest';
import type { HopTraces } from '../../records/hop';
import type { Recipe } from '../experiment';
import { ION_PIPETTE } from '../recipe/published-cells';
import { HOP, hopProgram } from './hop';
import { hopCurve } from './hop-curve';
import { hopDetail } from './hop-detail';
import { hopPlot } from './hop-plot';
import { distanceOf, expectedCurrent } from './ion-pipette';
import { hopOver, STOP, SURFACE } from './test-hop';

const recipe: Recipe = { ...HOP, ...ION_PIPETTE };
const program = hopProgram(recipe);
const hop = (clear: number, more: { readonly rms?: number; readonly felt?: boolean } = {}): HopTraces =>
  hopOver(recipe, program, { clear, ...more });

describe('the curve of a hop', () => {
  const clear = expectedCurrent(recipe);

  it('is expected to carry the current of the published pipette', () => {
    // 129.610 MΩ at 0.8 V.
    expect(clear * 1e9).toBeCloseTo(0.8e9 / 129.61e6, 3);
  });

  it('tells the clear current, its noise, and what was left at the end', () => {
    const curve = hopCurve(hop(clear, { rms: 2e-12 }), program);
    const { clear: found = NaN, left = NaN, leftError = NaN, noise = NaN, end = NaN } = curve ?? {};
    expect(Math.abs(found / clear - 1)).toBeLessThan(0.002);
    expect(end).toBeCloseTo(SURFACE + STOP, 10);
    expect(noise).toBeGreaterThan(1e-12);
    expect(noise).toBeLessThan(4e-12);
    expect(leftError).toBeLessThan(1e-3);
    expect(Math.abs(distanceOf(recipe, left) - STOP)).toBeLessThan(1.5e-9);
  });

  it('is the same at negative bias', () => {
    const [plus, minus] = [hopCurve(hop(clear), program), hopCurve(hop(-clear), program)];
    expect(minus?.left).toBeCloseTo(plus?.left ?? NaN, 9);
  });

  it('is none without an approach', () => {
    expect(hopCurve({ hop: 1, flags: 0, steps: new Map() }, program)).toBeNull();
  });

  it('is drawn over the distance from the surface, with the law of the pipette upon it', () => {
    const curve = hopCurve(hop(clear), program);
    const [plot] = curve ? hopPlot(curve, recipe) : [];
    expect(plot?.series.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'line ion current',
      'fit by the shape of the pipette',
      'line threshold',
    ]);
    const [line] = plot?.series ?? [];
    expect(line?.x[line.x.length - 1]).toBeCloseTo(30, 0);
  });

  it('that felt nothing is told as no height, and why', () => {
    const { headline, good, reason, numbers } = hopDetail(hop(clear, { felt: false }), recipe, program);
    expect([headline, good]).toEqual(['No height', false]);
    expect(reason).toBe('The probe did not meet the surface within the longest way down.');
    expect(numbers.map(({ label }) => label)).not.toContain('Distance at the end');
  });

  it('is drawn without a law where nothing was felt', () => {
    const curve = hopCurve(hop(clear, { felt: false }), program);
    const [plot] = curve ? hopPlot(curve, recipe) : [];
    expect(plot?.series).toHaveLength(2);
    expect(plot?.x.label).toBe('z above the end');
  });
});
