import { describe, expect, it, test } from 'vitest';
import { checkRecipe } from './recipe/check';
import { planesOf, type Recipe } from './experiment';
import { measuredMaps } from './results/findings';
import { firstSteps, stepsOf } from './program/program';
import { screening, screeningEvaluation } from './screening';
import { stepText } from './program/step-text';
import { visitBy } from './program/test-visit';
import { triangle, samplesOf } from '../devices/twin/waveform';
import type { StepTrace } from '../records/hop';

const published: Recipe = screening.presets[0]?.recipe ?? {};
const recipe: Recipe = { ...published, columns: 12, rows: 12, blockHolds: [0, 0, 0, 3] };
const program = screening.program(recipe);
const specs = screening.maps(recipe);
const planes = planesOf(specs);
const at = (name: string, plane = 0): number =>
  planes.findIndex((p) => p.map.name === name && p.plane === plane);

/** A visit of a block's program, with films of a charge (C) in each cycle below 0.8 V. */
function visit(block: number, films: readonly number[]) {
  const hop = visitBy(program, { height: 9e-6, noise: 0.05e-12, program: block, current: () => 0 });
  const steps = new Map(hop.steps);
  const own = stepsOf(program, block);
  own.forEach((step, k) => {
    if (step.verb !== 'CYCLE') return;
    const place = (firstSteps(program.steps)[block] ?? 0) + k;
    const count = samplesOf(step);
    const potentialAt = triangle(step);
    const potential = Float32Array.from({ length: count }, (_, n) => potentialAt(n * step.interval));
    const half = Math.abs(step.vertex1 - step.start) / step.scanRate;
    const below = (0.8 - step.vertex1) / step.scanRate;
    const current = potential.map((e, n) => {
      const time = n * step.interval;
      const cycle = Math.floor(time / (2 * half));
      return time % (2 * half) < half && e < 0.8 ? -(films[cycle] ?? 0) / below : 0;
    });
    const channels = { tip_potential: potential, tip_current: current };
    const trace: StepTrace = { step: place, flags: 0, start: 200, interval: step.interval, count, channels };
    steps.set(place, trace);
  });
  return { ...hop, steps };
}

describe('the program', () => {
  it('is one for each block, each closed by its end', () => {
    const cycles = [0, 1, 2, 3].map((block) =>
      stepsOf(program, block)
        .filter((s) => s.verb === 'CYCLE' || (s.verb === 'HOLD' && s.level < 1))
        .map(stepText),
    );
    expect(cycles).toEqual([
      ['CYCLE,2.5,0.6,2.5,2.5,1,2,0.002'],
      ['CYCLE,2.5,0.3,2.5,2.5,1,2,0.002'],
      ['CYCLE,2.5,0.05,2.5,2.5,1,2,0.002'],
      ['HOLD,POTENTIAL,0.05,3,0.01', 'CYCLE,2.5,0.05,2.5,2.5,5,2,0.0004'],
    ]);
  });

  test.each<[Recipe, string, RegExp]>([
    [{ blockRates: [1, 2] }, 'blockRates', /give one value, or 4/],
    [{ vertices: [2.45], blockRates: [1], blockHolds: [0] }, 'vertices', /at least 0\.1 V/],
    [{ blockCycles: [2.5] }, 'blockCycles', /whole numbers/],
    [{ columns: 1, rows: 2 }, 'columns', /a pixel for every block/],
  ])('is refused of %o', (change, key, message) => {
    const [problem] = checkRecipe(screening, { ...recipe, ...change });
    expect(problem?.key).toBe(key);
    expect(problem?.message).toMatch(message);
  });
});

describe('a pixel', () => {
  it.each([0, 2, 3])('of block %s has the charge of each cycle and their ratio, with errors', (block) => {
    const { values, noise } = screeningEvaluation.reduce(visit(block, [10e-12, 4e-12]), recipe, program);
    expect(values[at('block')]).toBe(block);
    expect((values[at('charge', 0)] ?? NaN) * 1e12).toBeCloseTo(10, 0);
    expect((values[at('charge', 1)] ?? NaN) * 1e12).toBeCloseTo(4, 0);
    expect(values[at('passivation')]).toBeCloseTo(0.4, 2);
    expect(noise[at('charge')]).toBeGreaterThan(0);
    expect(noise[at('passivation')]).toBeLessThan(0.05);
  });

  it('without a charge in the first cycle has no ratio', () => {
    const bare = visit(1, [0, 0]);
    expect(screeningEvaluation.reduce(bare, recipe, program).values[at('passivation')]).toBeNaN();
    expect(screeningEvaluation.detail(bare, recipe, program).headline).toBe('No charge in the first cycle');
  });

  it('says its ratio and its treatment', () => {
    const { headline, reason, numbers } = screeningEvaluation.detail(
      visit(3, [10e-12, 4e-12]),
      recipe,
      program,
    );
    expect(headline).toMatch(/^Q2\/Q1 0\.[34]/);
    expect(reason).toMatch(/^Block 4: 2\.5 to 0\.05\sV, 5\sV\/s, 2 cycles, after 3\ss at the vertex\.$/);
    expect(numbers.map((n) => n.label)).toEqual(['Q1', 'Q2']);
  });

  it('shows each cycle as a curve of its own, from the start to the vertex and back', () => {
    const { plots } = screeningEvaluation.detail(visit(0, [10e-12, 4e-12]), recipe, program);
    const curves = (plots[0]?.series ?? []).flatMap((s) => (s.kind === 'line' ? [s] : []));
    expect(curves.map((s) => s.name)).toEqual(['cycle 1', 'cycle 2']);
    for (const { x } of curves) {
      expect(x[0]).toBeCloseTo(2.5, 2);
      expect(Math.min(...Array.from(x))).toBeCloseTo(0.6, 2);
      expect(x[x.length - 1]).toBeCloseTo(2.5, 2);
    }
    const least = curves.map(({ y }) => Math.min(...Array.from(y)));
    expect((least[0] ?? NaN) / (least[1] ?? NaN)).toBeCloseTo(2.5, 6);
  });

  it('has nothing without a contact', () => {
    const { values } = screeningEvaluation.reduce(visitBy(program, {}), recipe, program);
    expect(Array.from(values).every(Number.isNaN)).toBe(true);
  });
});

describe('findings', async () => {
  const path = screening.path(recipe);
  const block = path.points.map(({ program: own }) => own ?? 0);
  const ratios = [0.9, 0.6, 0.2, 0.3];
  const given = planes.map(({ map, plane }) => {
    const wobble = (k: number): number => 1 + 0.02 * Math.sin(k);
    if (map.name === 'block') return block;
    if (map.name === 'passivation') return block.map((b, k) => (ratios[b] ?? NaN) * wobble(k));
    if (map.name === 'charge' && plane === 0) return block.map((b, k) => (b + 1) * 1e-12 * wobble(k));
    return [];
  });
  const findings = await screeningEvaluation.findings(measuredMaps(specs, path, given), recipe);

  it('have median, interval and number of each block', () => {
    const figure = findings.figures.find((f) => f.key === 'passivation_block_3');
    expect(figure?.value).toBeCloseTo(0.2, 2);
    expect(figure?.interval?.[0]).toBeLessThan(figure?.interval?.[1] ?? NaN);
    expect(findings.tables[0]?.rows.map((row) => row[2])).toEqual(['36', '36', '36', '36']);
    expect(findings.headline).toMatch(/^Q2\/Q1 least in block 3, 0\.[12]/);
  });

  it('sort the pixels into kinds by a seed that is said', () => {
    expect(findings.tables[1]?.title).toMatch(/^Kinds of pixels: 4 by silhouette .*, seed 1$/);
    expect(findings.tables[1]?.rows).toHaveLength(4);
    expect(findings.plots[0]?.series).toHaveLength(4);
  });
});

it('foretells every block with its pixels', () => {
  const { headline, numbers } = screeningEvaluation.expect(recipe, []);
  expect(headline).toBe('4 blocks of 36 replicates or more');
  expect(numbers.map((n) => n.label)).toEqual(['Block 1', 'Block 2', 'Block 3', 'Block 4']);
});
