import { evaluationOf } from './evaluations';
import { randomLcg, randomNormal } from 'd3-random';
import { describe, expect, it } from 'vitest';
import type { HopTraces } from '../records/hop';
import { heightOverTime as experiment } from './height-over-time';
import { visitBy } from './program/test-visit';
import { parseStep, stepText } from './program/step-text';
import { measuredMaps } from './results/findings';

const N = 1200;
const recipe = { ...experiment.presets[0]?.recipe, visits: N };
const maps = experiment.maps(recipe);
const path = experiment.path(recipe);

const time = Float64Array.from({ length: N }, (_, k) => 100 + 10 * k);
const between = (t: number, from: number, to: number): number => {
  const part = Math.max(0, Math.min(1, (t - from) / (to - from)));
  return part * part * (3 - 2 * part);
};
/** In and out in two stages each. */
const stages = [
  [3000, 4200, 1.15],
  [4800, 5600, 0.5],
  [6500, 7300, -0.5],
  [7900, 9100, -1.15],
] as const;
const gauss = randomNormal.source(randomLcg(0.3))(0, 1e-9);
const heights = time.map((t) => {
  const swollen = stages.reduce((sum, [from, to, by]) => sum + by * between(t - 100, from, to), 0);
  return 9e-6 + swollen * 1e-6 + 4e-12 * t + gauss();
});
const track = {
  time,
  potential: time.map((t) => 1.7 - Math.min(t, 12000 - t) / 4000),
  current: time.map((t) => {
    const [into, out] = [t - 100 > 3000 && t - 100 < 5600, t - 100 > 6500 && t - 100 < 9100];
    return into ? -1e-4 : out ? 1e-4 : 0;
  }),
};
const none = new Float64Array(N).fill(NaN);
const found = (current: ArrayLike<number>, from = track) =>
  evaluationOf(experiment.id).findings(
    measuredMaps(maps, path, [heights, time, current, none, none], from),
    recipe,
  );
const steady = new Float64Array(N).fill(5.4e-9);

describe('the findings of heights over time', () => {
  it('have both stages in parts of the film, the drift taken off', async () => {
    const { figures, headline, tables } = await found(steady);
    const value = (key: string): number => figures.find((f) => f.key === key)?.value ?? NaN;
    expect(Math.abs(value('step_1') / 1.15e-6 - 1)).toBeLessThan(0.01);
    expect(Math.abs(value('step_2') / 0.5e-6 - 1)).toBeLessThan(0.01);
    expect(Math.abs(value('swelling_1') / 0.0411 - 1)).toBeLessThan(0.01);
    expect(Math.abs(value('left_behind'))).toBeLessThan(3e-9);
    expect(value('inserted_charge')).toBeCloseTo(0.26, 2);
    expect(headline).toMatch(/^Swells by 4\.1\d.% and 1\.7\d.% of 28/);
    expect(tables[0]?.rows).toHaveLength(4);
  });

  it('have everything on one axis of time, with the state of charge from the charge of the sample', async () => {
    const { timelines } = await found(steady);
    const panels = timelines?.[0]?.panels ?? [];
    expect(panels.map((p) => `${p.title}, ${p.y.unit}`)).toEqual([
      'height, µm',
      'volume change, %',
      'sample potential, V',
      'sample current, mA',
      'state of charge, %',
      'ion current, nA',
    ]);
    const [charge] = panels[4]?.series ?? [];
    if (charge?.kind !== 'line') throw new Error('no state of charge');
    const most = Array.from(charge.y).reduce((a, b) => Math.max(a, b), 0);
    expect(most).toBeCloseTo(100, 3);
    expect(Math.abs(charge.y[N - 1] ?? NaN)).toBeLessThan(1);
    expect([charge.x[0], charge.x[N - 1]]).toEqual([0, 10 * (N - 1)]);
  });

  it('show that the ion current stays far above the setpoint within ten hops, and warn where it does not', async () => {
    const drifting = (part: number): Float64Array => steady.map((i, k) => i * (1 + (part * k) / 10));
    const calm = await found(drifting(2e-4));
    expect(calm.figures.find((f) => f.key === 'ten_hops')?.value).toBeCloseTo(2e-4, 5);
    expect(calm.warnings).toEqual([]);
    expect((await found(drifting(-15e-3).slice().reverse())).warnings[0]).toMatch(/not far below the 2\.0.%/);
  });

  it('say so where the drift is not known, and nothing of a few hops', async () => {
    const never = { ...track, current: time.map(() => -1e-4) };
    expect((await found(steady, never)).warnings[0]).toMatch(/drift is not taken off/);
    const few = measuredMaps(maps, path, [heights.subarray(0, 5), time, steady, none, none], track);
    expect((await evaluationOf(experiment.id).findings(few, recipe)).headline).toBe('');
  });
});

describe('a hop', () => {
  const program = experiment.program(recipe);
  it('has its height, its time, and what the sample did meanwhile', () => {
    const plain = visitBy(program, { height: 9e-6 });
    const steps = new Map(
      [...plain.steps].map(([place, trace]) => {
        const sample = (v: number): Float32Array => new Float32Array(trace.count).fill(v);
        const channels = { ...trace.channels, sample_potential: sample(0.5), sample_current: sample(-1e-4) };
        return [place, { ...trace, channels }];
      }),
    );
    const hop: HopTraces = { ...plain, steps };
    const [height, at, , potential, current] = evaluationOf(experiment.id).reduce(
      hop,
      recipe,
      program,
    ).values;
    expect(height).toBeCloseTo(9e-6, 12);
    expect(at).toBeGreaterThan(100);
    expect(potential).toBeCloseTo(0.5, 6);
    expect((current ?? NaN) * 1e4).toBeCloseTo(-1, 6);
    expect(evaluationOf(experiment.id).reduce(visitBy(program, {}), recipe, program).values[0]).toBeNaN();
  });

  it('goes with a program of the sample that a bridge can read', () => {
    const steps = program.track?.steps ?? [];
    expect(steps.map(({ verb }) => verb)).toEqual(['HOLD', 'CYCLE', 'HOLD']);
    for (const step of steps) expect(parseStep(stepText(step))).toEqual({ ok: true, value: step });
  });

  it('is told before the start if the hops end before the sample does', () => {
    const amplifier = [{ full_scale: 2e-8, noise: [{ cutoff: 1000, rms: 0.19e-12 }] }];
    const warned = (visits: number): boolean =>
      evaluationOf(experiment.id)
        .expect({ ...recipe, visits }, amplifier)
        .warnings.some((text) => /^The hops end after/.test(text));
    expect([warned(1200), warned(12500)]).toEqual([true, false]);
  });
});
