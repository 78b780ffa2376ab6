import { describe, expect, it } from 'vitest';
import { currentMap, currentMapEvaluation } from './current-map';
import { planesOf, type Recipe } from './experiment';
import { measuredMaps } from './results/findings';
import { rmsOf, type NoiseTable } from './landing/amplifier-noise';
import { stepText } from './program/step-text';
import { visitBy } from './program/test-visit';

const preset = (id: string): Recipe => currentMap.presets.find((p) => p.id === id)?.recipe ?? {};
const composite = preset('lfp-composite-0.65V');
const maps = currentMap.maps(composite);
const amplifier: NoiseTable = [{ full_scale: 2e-9, noise: [{ cutoff: 1000, rms: 0.05e-12 }] }];

describe('the published current map', () => {
  it('rests 20 ms, comes down at 20 nm/ms to 2 pA, waits 20 ms, averages 10 samples at 200 kHz, goes up 4 µm', () => {
    expect(currentMap.program(composite).steps.map(stepText)).toEqual([
      'MOVE',
      'WAIT,0.02',
      'AMPLIFIER,2e-9,1000',
      'BIAS,0.65',
      'APPROACH,0.00002,1,MAGNITUDE,2e-12,0.000015,0.0002',
      'HOLD,POTENTIAL,0.65,0.02,0.0002',
      'HOLD,POTENTIAL,0.65,0.00005,0.000005',
      'RETRACT,0.000004,0.001,0.0002',
      'END',
    ]);
  });

  it('goes over the published fields', () => {
    expect(currentMap.pointCounts(preset('lto-film-1.3V'))).toEqual([128 * 128]);
    const { x } = currentMap.path(preset('lfp-particle-4.2V'));
    expect((x[127] ?? 0) - (x[0] ?? 0)).toBeCloseTo((15e-6 * 127) / 128, 12);
  });
});

describe('a pixel', () => {
  const program = currentMap.program(composite);
  const settling = (t: number, label: string): number =>
    label === 'settle' ? 12e-12 + 300e-12 * Math.exp(-t / 1e-3) : 12e-12;

  it('has the mean of the hold, its noise from the approach, and its height', () => {
    const hop = visitBy(program, { height: 9.5e-6, noise: 0.5e-12, current: settling });
    const { values, noise } = currentMapEvaluation.reduce(hop, composite, program);
    expect(values[0]).toBeCloseTo(12e-12, 18);
    expect(noise[0]).toBeGreaterThan(0.4e-12);
    expect(noise[0]).toBeLessThan(0.7e-12);
    expect(values[1]).toBeCloseTo(9.5e-6, 11);
    expect(noise[1]).toBeNaN();
    const { headline, good, plots } = currentMapEvaluation.detail(hop, composite, program);
    expect(headline).toMatch(/^i 12\.\d/);
    expect(good).toBe(true);
    expect(plots.map((p) => p.title)).toEqual(['Current while held', 'Approach curve']);
  });

  it('has no number where the surface was not met, and says so', () => {
    const hop = visitBy(program, {});
    const { values, reason } = currentMapEvaluation.reduce(hop, composite, program);
    expect(Array.from(values).every(Number.isNaN)).toBe(true);
    expect(reason).toMatch(/did not meet the surface/);
    expect(currentMapEvaluation.detail(hop, composite, program)).toMatchObject({
      good: false,
      headline: 'No current',
    });
  });
});

describe('findings', async () => {
  const recipe = { ...preset('lfp-nanoparticles'), columns: 20, rows: 10 };
  const path = currentMap.path(recipe);
  const area = 200;
  // Two particles on a tilted ground: 2 × 2 pixels inside, and one that begins at the left edge.
  const particle = (k: number): number => {
    const [row, column] = [Math.floor(k / 20), k % 20];
    if (row >= 4 && row < 6 && column >= 10 && column < 12) return 1;
    return row === 8 && column < 2 ? 2 : 0;
  };
  const current = Array.from({ length: area }, (_, k) => [1e-12, 40e-12, 20e-12][particle(k)] ?? NaN);
  const height = Array.from(
    { length: area },
    (_, k) => 9e-6 + 2e-9 * (k % 20) + ([0, 150e-9, 100e-9][particle(k)] ?? 0),
  );
  const planes = planesOf(maps).map(({ map }) => ({ current, height })[map.name] ?? []);
  const found = await currentMapEvaluation.findings(measuredMaps(maps, path, planes), recipe);
  const figure = (key: string) => found.figures.find((f) => f.key === key);

  it('tell the middle, the share below the level with its interval, and how height and current go together', () => {
    expect(figure('median_current')?.value).toBeCloseTo(1e-12, 18);
    expect(figure('share_below')?.value).toBeCloseTo(0.97, 12);
    expect(figure('share_below')?.interval?.[0]).toBeCloseTo(0.936, 3);
    expect(figure('height_current_correlation')?.value).toBeGreaterThan(0.8);
    expect(found.headline).toMatch(/^Median current 1\.00\spA, 97\.0\s% of 200 pixels below 10\spA$/);
  });

  it('list the particles with height above the ground, area and mean current', () => {
    expect(figure('particles')?.value).toBe(2);
    const [first, second] = found.tables[0]?.rows ?? [];
    expect(first?.[2]).toBe('150');
    // 4 pixels of 250 nm × 500 nm.
    expect(first?.slice(3)).toEqual(['0.500', '798', '40.0', '']);
    expect(second?.slice(5)).toEqual(['20.0', 'edge']);
  });
});

describe('what is expected', () => {
  it('is the noise of the amplifier with what the mean keeps', () => {
    const { headline, warnings } = currentMapEvaluation.expect(preset('lfp-nanoparticles'), amplifier);
    expect(rmsOf(amplifier, 2e-9, 1000)).toBe(0.05e-12);
    expect(headline).toMatch(/^u\(i\) 0\.048\spA/);
    expect(warnings).toEqual([expect.stringMatching(/^Droplets share/)]);
  });

  it('warns of a filter that still remembers the contact', () => {
    const { warnings } = currentMapEvaluation.expect({ ...composite, settleTime: 1e-3 }, amplifier);
    expect(warnings.some((w) => /filter still remembers/.test(w))).toBe(true);
  });
});
