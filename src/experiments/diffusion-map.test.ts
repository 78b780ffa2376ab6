import { describe, expect, it, test } from 'vitest';
import { EXPERIMENTS } from './catalogue';
import { checkRecipe } from './recipe/check';
import { diffusionMap } from './diffusion-map';
import { planesOf, type Experiment, type Recipe } from './experiment';
import { predict } from './program/prediction';
import type { Step } from './program/step';
import { stepText } from './program/step-text';
import { sweptPotential } from './program/timing';

const preset = diffusionMap.presets[0];
if (!preset) throw new Error('the published setting is missing');
const published: Recipe = preset.recipe;
const changed = (change: Record<string, Recipe[string]>): Recipe => ({ ...published, ...change });

describe('the published diffusion map', () => {
  it('passes its own check and has a field for what people edit', () => {
    expect(checkRecipe(diffusionMap, published)).toEqual([]);
    const keys = diffusionMap.fields.map((f) => f.key);
    for (const key of [
      'startPotential',
      'vertexPotential',
      'rates',
      'columns',
      'retract',
      'threshold',
      'cutoffPerRate',
    ]) {
      expect(keys).toContain(key);
    }
    for (const field of diffusionMap.fields) expect(field.explanation).not.toBe('');
  });

  it('lands, restores, and records fast to slow with a hold before each wave and the first rate again', () => {
    const { steps, labels } = diffusionMap.program(published);
    expect(steps.map(stepText)).toEqual([
      'MOVE',
      'AMPLIFIER,2e-8,1000',
      'BIAS,1.3',
      'APPROACH,0.00002,1,MAGNITUDE,2e-12,0.000015,0.0002',
      'HOLD,POTENTIAL,1.9,0.5,0.01',
      ...[20, 10, 5, 2.5, 1.25, 20].flatMap((rate) => [
        `AMPLIFIER,2e-8,${String(250 * rate)}`,
        'HOLD,POTENTIAL,1.9,1,0.01',
        `CYCLE,1.9,1.2,1.9,1.9,${String(rate)},1,${String(0.001 / rate)}`,
      ]),
      'RETRACT,0.000001,0.0001,0.0002',
      'END',
    ]);
    expect(labels).toHaveLength(steps.length);
    expect(labels.filter((l) => l.startsWith('20 V/s'))).toContain('20 V/s, again');
  });

  it('visits every pixel once, back and forth, in the middle of its square', () => {
    const path = diffusionMap.path(published);
    expect(path.points).toHaveLength(64 * 64);
    expect(diffusionMap.pointCounts(published)).toEqual([path.points.length]);
    expect(new Set(path.points.map((p) => `${String(p.row)},${String(p.column)}`)).size).toBe(64 * 64);
    expect(path.points[63]).toMatchObject({ row: 0, column: 63 });
    expect(path.points[64]).toMatchObject({ row: 1, column: 63 });
    expect((path.x[1] ?? 0) - (path.x[0] ?? 0)).toBeCloseTo(78.125e-9, 15);
    expect((path.x[0] ?? 0) - 45e-6).toBeCloseTo(39.0625e-9, 15);
    const raster = diffusionMap.path(changed({ order: 'raster' }));
    expect(raster.points[64]).toMatchObject({ row: 1, column: 0 });
  });

  it('has one plane per rate where the bundle wants a rate axis', () => {
    const maps = diffusionMap.maps(published);
    const peak = maps.find((m) => m.name === 'peak_current_cathodic');
    expect(peak?.axis?.values).toEqual([1.25, 2.5, 5, 10, 20]);
    expect(planesOf(maps)).toHaveLength(maps.length + 4 * 4);
    expect(maps.some((m) => m.name === diffusionMap.mainMap)).toBe(true);
  });

  it('predicts time and size from its own steps', () => {
    const one = predict(diffusionMap, changed({ columns: 1, rows: 1 }));
    const waves = [20, 10, 5, 2.5, 1.25, 20].reduce((sum, v) => sum + 1.4 / v, 0);
    // The way down is retract and relief, with 12 filter times of standstill; the first one is half the longest, but the
    // whole of it where it makes out much of the run.
    const landing = 1.03 / 20 + 12 / 1000;
    const [search, longest] = [(7.5 - 1.03) / 20, (15 - 1.03) / 20];
    const hop = 0.5 + 6 + waves + landing + 0.01 + 0.0025;
    expect(one.seconds).toBeCloseTo(hop + longest, 6);
    expect(predict(diffusionMap, published).seconds / (4096 * hop + search)).toBeCloseTo(1, 3);
    expect(predict(diffusionMap, published).atMost).toBe(false);
    const samples = 6 * 1400 + 6 * 100 + (landing + 0.01 + longest) / 0.2e-3 + 50;
    const header = 3700;
    expect(one.bytes).toBeGreaterThan(samples * 8 + header);
    expect(one.bytes).toBeLessThan((samples * 8 + header) * 1.05);
    expect(one.atMost).toBe(true);
  });

  it('says of steps that wait for a value that it takes no longer than foretold', () => {
    const waits = EXPERIMENTS.find(({ id }) => id === 'charge-discharge');
    const [preset] = waits?.presets ?? [];
    expect(waits && preset && predict(waits, preset.recipe).atMost).toBe(true);
  });

  it('says of a search with coarse steps that it takes no longer than with all of them', () => {
    const search = EXPERIMENTS.find(({ id }) => id === 'surface');
    const [preset] = search?.presets ?? [];
    if (!search || !preset) throw new Error('There is no such experiment.');
    const without = predict(search, { ...preset.recipe, coarseSteps: 0 });
    const withTen = predict(search, { ...preset.recipe, coarseSteps: 10 });
    // A look is 18 and twice 1.5 µm at 2 µm/s; a step a sample before it moves and seven while it does.
    const [standstill, up] = [12 / 1000, 1 / 1000];
    const look = 0.0025 + 0.02 + (18 + 3) / 2 + 3 * (standstill + up);
    expect(without.seconds).toBeCloseTo(0.0025 + 0.02 + (18 + 3) / 2 + 3 * (standstill + up), 1);
    expect(withTen.seconds).toBeCloseTo(11 * look + 10 * (0.0025 + 0.018 + 0.8), 6);
    expect([without.atMost, withTen.atMost]).toEqual([true, true]);
  });

  it('predicts longer ways down where all hops travel at one height, and what is spared where they do not', () => {
    const near = predict(diffusionMap, published);
    const fixed = predict(diffusionMap, changed({ travel: 'fixed' }));
    expect(diffusionMap.program(changed({ travel: 'fixed', travelHeight: 15e-6 })).travelHeight).toBe(15e-6);
    // The first ways lead over ground that is not known yet, and lie a little higher.
    expect(near.spared / ((4095 * (7.5 - 1.03)) / 20)).toBeCloseTo(1, 2);
    expect(fixed.spared).toBe(0);
    expect(fixed.seconds - near.seconds).toBeCloseTo(near.spared, 6);
  });

  it('predicts a record for every sample where samples are far apart', () => {
    const step = { verb: 'HOLD', control: 'CURRENT', level: 0, seconds: 1000, interval: 1 } as const;
    const held = (more: readonly Step[]): Experiment => ({
      ...diffusionMap,
      program: (recipe) => ({ ...diffusionMap.program(recipe), steps: [...more, { verb: 'END' }] }),
      pointCounts: () => [1],
    });
    const bytes = predict(held([step]), published).bytes - predict(held([]), published).bytes;
    expect(bytes).toBe(1000 * (56 + 8));
  });
});

describe('refusals', () => {
  test.each<[Record<string, Recipe[string]>, string, string]>([
    [{ width: 1 }, 'width', 'Width: must be between 0.01 and 100 µm.'],
    [{ columns: 2.5 }, 'columns', 'Columns: give a whole number.'],
    [{ columns: NaN }, 'columns', 'Columns: give a number.'],
    [{ rates: 'fast' }, 'rates', 'Scan rates, in order: give a list of numbers.'],
    [{ rates: [20] }, 'rates', 'Scan rates, in order: give 2 to 12 values.'],
    [{ rates: [20, -1] }, 'rates', 'Scan rates, in order: must be between 0.0001 and 1000 V/s.'],
    [{ rates: [20, 20] }, 'rates', 'Scan rates: give each rate once; the repetition is a choice of its own.'],
    [{ order: 'zigzag' }, 'order', 'Order: choose one of the list.'],
    [
      { vertexPotential: 1.85 },
      'vertexPotential',
      'Vertex potential: must lie at least 0.1 V from the start potential.',
    ],
    [
      { contactRadiusError: 60e-9 },
      'contactRadiusError',
      'Contact radius: its uncertainty must be smaller than the radius.',
    ],
  ])('%o', (change, key, message) => {
    expect(checkRecipe(diffusionMap, changed(change))[0]).toEqual({ key, message });
  });

  it('accepts both ends of a range', () => {
    for (const field of diffusionMap.fields.filter((f) => f.kind === 'number')) {
      for (const value of [field.min, field.max]) {
        expect(checkRecipe({ ...diffusionMap, problems: () => [] }, changed({ [field.key]: value }))).toEqual(
          [],
        );
      }
    }
  });
});

describe('timing', () => {
  it('counts every leg of a cycle', () => {
    const cycle = {
      verb: 'CYCLE',
      start: 0,
      vertex1: 1,
      vertex2: -1,
      end: 0.5,
      scanRate: 1,
      interval: 1,
    } as const;
    expect(sweptPotential({ ...cycle, cycles: 1 })).toBe(1 + 2 + 1.5);
    expect(sweptPotential({ ...cycle, cycles: 3 })).toBe(1 + 2 * 5 + 1.5);
  });
});
