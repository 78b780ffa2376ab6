import { describe, expect, it } from 'vitest';
import { column, readTable } from '../../../fixtures/reference';
import type { NoiseTable } from './amplifier-noise';
import { diffusionMap } from '../diffusion-map';
import { gridPath } from '../path/grid';
import { pointsPath } from '../path/points';
import { falseContacts, landingWarnings, overlapOf } from './landing-expectation';

const recipe = diffusionMap.presets[0]?.recipe ?? {};
const amplifier = (rms: number): NoiseTable => [{ full_scale: 2e-8, noise: [{ cutoff: 1000, rms }] }];

describe('false contacts', () => {
  const table = readTable('F_false_trigger');
  const [cutoff, sigma, expected] = ['fc', 'sigma', 'expected'].map((name) => column(table, name));
  const thresholds = column(table, 'threshold(pA)');

  it.each(sigma?.map((_, k) => k) ?? [])('in 16384 approaches of 0.2 s, line %d of the reference', (k) => {
    const given = {
      ...recipe,
      retract: 4e-6,
      approachCutoff: cutoff?.[k] ?? NaN,
      threshold: (thresholds[k] ?? NaN) * 1e-12,
    };
    const rms = (sigma?.[k] ?? NaN) * 1e-12;
    const ranges = [{ full_scale: 2e-8, noise: [{ cutoff: cutoff?.[k] ?? NaN, rms }] }];
    const found = falseContacts(given, 16384, ranges);
    expect(Math.abs(found - (expected?.[k] ?? NaN))).toBeLessThanOrEqual(1e-5 * found + 1e-9);
  });

  it('are unknown where the amplifier tells no noise', () => {
    expect(falseContacts(recipe, 4096, [])).toBeNaN();
  });
});

describe('overlap of droplets', () => {
  it('is 18 % of a droplet of 110 nm at the published pitch of 78 nm, and none where they are apart', () => {
    expect(overlapOf(5e-6 / 64, 55e-9)).toBeCloseTo(0.18, 2);
    expect(overlapOf(110e-9, 55e-9)).toBe(0);
    expect(overlapOf(0, 55e-9)).toBe(1);
    expect(overlapOf(Infinity, 55e-9)).toBe(0);
  });
});

describe('warnings', () => {
  const warnings = (changes: object, rms = 0.19e-12): string[] => {
    const changed = { ...recipe, ...changes };
    return landingWarnings(changed, gridPath(changed), amplifier(rms));
  };

  it('say what overlaps', () => {
    expect(warnings({}).map((w) => w.replace(/\s/g, ' '))).toEqual([
      'Droplets share 18 % of their footprint with the next: 78.1 nm from pixel to pixel, 110 nm across.',
    ]);
    expect(warnings({ columns: 16, rows: 16 })).toEqual([]);
    expect(warnings({ columns: 1, rows: 1 })).toEqual([]);
  });

  it('say what overlaps in whatever order, and of points in a list', () => {
    expect(warnings({ order: 'spiral' })).toEqual(warnings({}));
    const listed = (...points: number[]): string[] =>
      landingWarnings(recipe, pointsPath({ schema: 1, points }), amplifier(0.19e-12));
    expect(listed(50e-6, 50e-6, 52e-6, 50e-6, 52e-6, 50.0781e-6).map((w) => w.replace(/\s/g, ' '))).toEqual([
      'Droplets share 18 % of their footprint with the next: 78.1 nm from point to point, 110 nm across.',
    ]);
    expect(listed(50e-6, 50e-6, 51e-6, 50e-6)).toEqual([]);
    expect(listed(50e-6, 50e-6)).toEqual([]);
  });

  it('say how many contacts will be false', () => {
    const [warning] = warnings({ columns: 16, rows: 16 }, 0.6e-12);
    expect(warning).toMatch(/^About \d+ false contacts/);
  });
});
