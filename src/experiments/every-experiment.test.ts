import { evaluationOf } from './evaluations';
import { describe, expect, it } from 'vitest';
import { SIMULATED_SAMPLES } from '../simulated-samples';
import { EXPERIMENTS } from './catalogue';
import { checkRecipe } from './recipe/check';
import { planesOf, type Experiment, type Preset } from './experiment';
import { parameterOf } from './recipe/analysis';
import { measuredMaps } from './results/findings';
import { stepsOf } from './program/program';
import { setupOf } from './recipe/setup';
import { parseStep, stepText } from './program/step-text';

/** Hops of no records at all: nothing came of the visit. */
const nothing = { hop: 0, flags: 0, steps: new Map() };
const all = EXPERIMENTS.flatMap((experiment) =>
  experiment.presets.map((preset): [string, Experiment, Preset] => [
    `${experiment.id} ${preset.id}`,
    experiment,
    preset,
  ]),
);

it('has its own name', () => {
  const ids = EXPERIMENTS.map((e) => e.id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(all)('%s', (_, experiment, { recipe, source, sample }) => {
  const maps = experiment.maps(recipe);
  const path = experiment.path(recipe);

  it('passes its own check, and every value that people edit is in the recipe and explained', () => {
    expect(checkRecipe(experiment, recipe)).toEqual([]);
    for (const field of experiment.fields) {
      expect(Object.keys(recipe)).toContain(field.key);
      expect(field.explanation).not.toBe('');
    }
    expect(source).toMatch(/^\p{Lu}/u);
    expect(SIMULATED_SAMPLES.map((s) => s.id)).toContain(sample);
    const keys = experiment.fields.map((f) => f.key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('says everything of the setup that a bundle keeps', () => {
    expect(Object.values(setupOf(recipe)).filter((v) => (v as unknown) === undefined)).toEqual([]);
  });

  it('has a program that a bridge can read, for every point of its path', () => {
    const program = experiment.program(recipe);
    expect(program.labels).toHaveLength(program.steps.length);
    expect(program.steps.at(-1)).toEqual({ verb: 'END' });
    for (const step of program.steps) expect(parseStep(stepText(step))).toEqual({ ok: true, value: step });
    const counts = experiment.pointCounts(recipe);
    expect(counts.reduce((a, b) => a + b, 0)).toBe(path.points.length);
    counts.forEach((n, k) => {
      expect(path.points.filter((p) => (p.program ?? 0) === k)).toHaveLength(n);
      expect(stepsOf(program, k).at(-1)).toEqual({ verb: 'END' });
    });
  });

  it('has maps of names of their own, and the parameters of its analysis', () => {
    const names = maps.map((m) => m.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain(experiment.mainMap);
    const parameters = Object.keys(evaluationOf(experiment.id).analysis(recipe));
    for (const field of experiment.fields) {
      if (field.analysis !== undefined) expect(parameters).toContain(parameterOf(field.key));
    }
  });

  it('says of a visit without records that there is no number, and of a run without pixels nothing', async () => {
    const recorded = experiment.program(recipe);
    const { values, noise, calibration, reason } = evaluationOf(experiment.id).reduce(
      nothing,
      recipe,
      recorded,
    );
    for (const part of [values, noise, calibration]) expect(part).toHaveLength(planesOf(maps).length);
    maps.forEach((map, k) => {
      if (!map.enumeration) expect(values[k]).toBeNaN();
    });
    expect(reason).not.toBe('');
    expect(evaluationOf(experiment.id).detail(nothing, recipe, recorded).good).toBe(false);
    expect((await evaluationOf(experiment.id).findings(measuredMaps(maps, path, []), recipe)).headline).toBe(
      '',
    );
  });
});
