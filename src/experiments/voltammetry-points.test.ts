import { describe, expect, it } from 'vitest';
import { rehearse } from './voltammetry/rehearsal';
import { assumedModel } from './voltammetry/assumed-sample';
import { FLAG } from '../records/record';
import type { HopTraces, StepTrace } from '../records/hop';
import type { ElectrodeModel } from '../kinetics/solver/electrode';
import { planesOf, type Recipe } from './experiment';
import { measuredMaps } from './results/findings';
import { checkRecipe } from './recipe/check';
import { stepText } from './program/step-text';
import { voltammetryPoints, voltammetryPointsEvaluation } from './voltammetry-points';

const preset = (id: string): Recipe => voltammetryPoints.presets.find((p) => p.id === id)!.recipe;
const lto = preset('lto-film-rates');

/** A visit as the solver foretells it, without noise. */
function visit(recipe: Recipe, model: ElectrodeModel): HopTraces {
  const { steps } = voltammetryPoints.program(recipe);
  const waves = rehearse(steps, model, 0);
  const traces = new Map<number, StepTrace>();
  steps.forEach((step, place) => {
    if (step.verb === 'APPROACH') {
      const channels = { z: Float32Array.of(1e-6, 0), tip_current: Float32Array.of(0, 3e-12) };
      traces.set(place, { step: place, flags: FLAG.contact, start: 0, interval: 2e-4, count: 2, channels });
    }
    if (step.verb !== 'CYCLE') return;
    const wave = waves.shift()?.wave;
    if (!wave) return;
    const channels = {
      tip_potential: Float32Array.from(wave.potential),
      tip_current: Float32Array.from(wave.current),
    };
    const { interval, start = 0 } = wave;
    traces.set(place, { step: place, flags: 0, start, interval, count: wave.current.length, channels });
  });
  return { hop: 1, flags: FLAG.lastOfHop, steps: traces };
}

const thin = (recipe: Recipe): ElectrodeModel => ({
  ...assumedModel(recipe),
  thickness: 13e-9,
  hysteresis: 0.05,
});

describe('the program at a point', () => {
  it('samples and filters each rate by the same potential, within what amplifiers can', () => {
    const { steps, labels } = voltammetryPoints.program({ ...lto, rates: [100, 0.5, 1e-4] });
    expect(steps.filter((s) => s.verb === 'CYCLE' || s.verb === 'AMPLIFIER').map(stepText)).toEqual([
      'AMPLIFIER,2e-10,1000',
      'AMPLIFIER,2e-10,20000',
      'CYCLE,1.9,1.2,1.9,1.9,100,1,0.00001',
      'AMPLIFIER,2e-10,125',
      'CYCLE,1.9,1.2,1.9,1.9,0.5,1,0.002',
      'AMPLIFIER,2e-10,10',
      'CYCLE,1.9,1.2,1.9,1.9,0.0001,1,10',
    ]);
    expect(labels).toContain('0.5 V/s');
  });

  it('goes on to a second vertex', () => {
    const { steps } = voltammetryPoints.program(preset('lfp-composite-rates'));
    const cycle = steps.find((s) => s.verb === 'CYCLE');
    expect(cycle).toMatchObject({ start: 0, vertex1: 0.8, vertex2: -0.2, end: 0 });
  });

  it('takes a single rate, and refuses the same one twice', () => {
    expect(checkRecipe(voltammetryPoints, { ...lto, rates: [0.1] })).toEqual([]);
    expect(checkRecipe(voltammetryPoints, { ...lto, rates: [0.1, 0.1] })[0]?.key).toBe('rates');
  });
});

describe('a visit', () => {
  const recipe = { ...lto, rates: [0.5, 0.1], points: [50e-6, 50e-6] };
  const hop = visit(recipe, thin(recipe));
  const recorded = voltammetryPoints.program(recipe);
  const maps = voltammetryPoints.maps(recipe);
  const reduction = voltammetryPointsEvaluation.reduce(hop, recipe, recorded);

  it('has the separation and the peaks of each rate, by rising rate', () => {
    const value = (name: string, plane: number): number => {
      const at = planesOf(maps).findIndex((p) => p.map.name === name && p.plane === plane);
      return reduction.values[at] ?? NaN;
    };
    for (const plane of [0, 1]) {
      expect(value('peaks_anodic', plane)).toBe(1);
      expect(value('peaks_cathodic', plane)).toBe(1);
      const both = value('peak_potential_anodic', plane) - value('peak_potential_cathodic', plane);
      expect(value('peak_separation', plane)).toBeCloseTo(both, 12);
      expect(value('second_peak_height_anodic', plane)).toBeNaN();
    }
    expect(value('peak_separation', 0)).toBeGreaterThan(0.05);
    expect(value('peak_separation', 1)).toBeGreaterThan(value('peak_separation', 0));
  });

  it('lists its peaks, and shows the waves without iR over a resistance that is told', () => {
    const detail = voltammetryPointsEvaluation.detail(hop, { ...recipe, resistance: 1e9 }, recorded);
    expect(detail.headline).toMatch(/^ΔEp .*\smV at 0\.5 V\/s, .*\smV at 0\.1 V\/s$/);
    expect(detail.good).toBe(true);
    const [table] = detail.tables ?? [];
    expect(table?.rows.map((row) => row.slice(0, 2))).toEqual([
      ['0.5 V/s', 'pa1'],
      ['0.5 V/s', 'pc1'],
      ['0.1 V/s', 'pa1'],
      ['0.1 V/s', 'pc1'],
    ]);
    const [raw, corrected] = detail.plots;
    expect(corrected?.title).toMatch(/without iR, 1\.00\sGΩ/);
    const [measured, free] = [raw?.series[0], corrected?.series[0]];
    if (measured?.kind !== 'line' || free?.kind !== 'line') throw new Error('no waves');
    const at = 500;
    expect(free.x[at]).toBeCloseTo((measured.x[at] ?? NaN) - (measured.y[at] ?? NaN) * 1e-12 * 1e9, 9);
  });

  it('is summed up by rate, with keys that a publication can be compared by', async () => {
    const planes = Array.from(reduction.values, (v) => [v, v, v, v, v, v]);
    const path = voltammetryPoints.path({ ...recipe, points: Array<number>(12).fill(50e-6) });
    const findings = await voltammetryPointsEvaluation.findings(measuredMaps(maps, path, planes), recipe);
    const figure = (key: string) => findings.figures.find((f) => f.key === key);
    expect(figure('peak_separation_100mV')?.value).toBeGreaterThan(0.05);
    expect(figure('peak_separation_500mV')?.interval).toBeDefined();
    expect(figure('anodic_peaks_500mV')?.value).toBe(1);
    expect(figure('second_peak_anodic_500mV')).toBeUndefined();
    expect(findings.headline).toMatch(/^ΔEp .* at 100\smV\/s, 500\smV\/s$/);
    expect(findings.tables[0]?.rows).toHaveLength(4);
    expect(findings.tables[0]?.rows[0]?.slice(0, 3)).toEqual(['100\u00a0mV/s', 'pa1', '6']);
  });

  it('counts peaks where something reacts, not beside it', async () => {
    const planes = planesOf(maps).map(({ map }, k) => {
      const value = reduction.values[k] ?? NaN;
      return [value, map.name.startsWith('peaks_') ? 0 : NaN];
    });
    const path = voltammetryPoints.path({ ...recipe, points: Array<number>(4).fill(50e-6) });
    const { figures } = await voltammetryPointsEvaluation.findings(measuredMaps(maps, path, planes), recipe);
    expect(figures.find((f) => f.key === 'anodic_peaks_500mV')?.value).toBe(1);
  });
});

it('reads D off the peaks as Randles and Ševčík would', async () => {
  const recipe = { ...lto, rates: [1, 4], points: [50e-6, 50e-6] };
  const maps = voltammetryPoints.maps(recipe);
  // 0.446295·FAC√(Dfv) of 2.47e-15 m²/s beneath 55 nm at 1 V/s.
  const height = -2.8855e-12;
  const given = planesOf(maps).map(({ map, plane }) => {
    if (map.name === 'peak_height_cathodic') return [height * (plane + 1)];
    return map.name === 'verdict' ? [0] : [];
  });
  const { figures } = await voltammetryPointsEvaluation.findings(
    measuredMaps(maps, voltammetryPoints.path(recipe), given),
    recipe,
  );
  const found = figures.find((f) => f.key === 'diffusion_coefficient_peaks');
  expect((found?.value ?? NaN) / 2.47e-15).toBeCloseTo(1, 3);
});

it('foretells sampling, filter and time of every rate', () => {
  const { numbers } = voltammetryPointsEvaluation.expect({ ...lto, rates: [0.5, 0.1] }, []);
  expect(numbers.map((n) => n.label).slice(0, 2)).toEqual(['500\u00a0mV/s', '100\u00a0mV/s']);
  expect(numbers[0]?.text).toMatch(/2\.00\sms a sample, 125\sHz, 2\.8\ss/);
});
