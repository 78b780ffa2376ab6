import { describe, expect, it } from 'vitest';
import { EXPERIMENTS, experimentById } from '../catalogue';
import type { Experiment, Recipe } from '../experiment';
import { programHash, stepText } from '../program/step-text';
import { checkRecipe } from '../recipe/check';
import { withPoint, type Grown, type Planned } from './added';
import { placesOf } from './points';

function planned(id: string, change: Recipe = {}, preset = 0): [Experiment, Planned] {
  const experiment = experimentById(id);
  const recipe = { ...experiment?.presets[preset]?.recipe, ...change };
  if (!experiment) throw new Error(`There is no ${id}.`);
  return [experiment, { recipe, path: experiment.path(recipe) }];
}

const pathOf = (grown: Grown): Planned['path'] => {
  if ('refused' in grown) throw new Error(grown.refused);
  return grown.planned.path;
};
const refusalOf = (grown: Grown): string => ('refused' in grown ? grown.refused : 'taken');

describe('a point added to a map', () => {
  const [experiment, plan] = planned('diffusion-map', { columns: 4, rows: 3, width: 4e-6, height: 3e-6 });
  const [x, y] = [plan.path.x[2] ?? NaN, plan.path.y[1] ?? NaN];

  it('is one more visit of the pixel about it, at its own place', () => {
    const place = { x: x + 0.3e-6, y: y - 0.4e-6 };
    const path = pathOf(withPoint(experiment, plan, place));
    expect(path.points.slice(0, -1)).toEqual(plan.path.points);
    expect(path.points.at(-1)).toEqual({ ...place, row: 1, column: 2 });
    expect({ ...path, points: [] }).toEqual({ ...plan.path, points: [] });
  });

  it('leaves the recipe as it is', () => {
    const grown = withPoint(experiment, plan, { x, y });
    expect('planned' in grown && grown.planned.recipe).toBe(plan.recipe);
  });

  it('may lie as far out as the outermost pixels reach, and no farther', () => {
    const { x: columns, y: rows } = plan.path;
    const [left, bottom] = [columns[0] ?? NaN, rows[0] ?? NaN];
    expect(pathOf(withPoint(experiment, plan, { x: left - 0.5e-6, y: bottom })).points.at(-1)).toMatchObject({
      row: 0,
      column: 0,
    });
    for (const place of [
      { x: left - 0.51e-6, y: bottom },
      { x: left, y: bottom - 0.51e-6 },
      { x: NaN, y: bottom },
    ])
      expect(refusalOf(withPoint(experiment, plan, place))).toBe('The place lies outside of the map.');
  });

  it('may lie in a pixel that the map leaves out', () => {
    const kept = plan.path.points.filter(({ row, column }) => row !== 1 || column !== 2);
    const masked = { ...plan, path: { ...plan.path, points: kept } };
    expect(pathOf(withPoint(experiment, masked, { x, y })).points.at(-1)).toEqual({
      x,
      y,
      row: 1,
      column: 2,
    });
  });

  it('is measured by all programs of its pixel', () => {
    const [paired, pair] = planned('paired-map', { columns: 3, rows: 2 });
    const [{ row, column } = { row: 0, column: 0 }] = pair.path.points;
    const place = { x: pair.path.x[column] ?? NaN, y: pair.path.y[row] ?? NaN };
    const own = pair.path.points.filter((p) => p.row === row && p.column === column);
    expect(own.length).toBeGreaterThan(0);
    expect(pathOf(withPoint(paired, pair, place)).points.slice(pair.path.points.length)).toEqual(own);
  });

  it('may lie beside a line in any direction, up to half a pitch', () => {
    const ends = { lineX: 40e-6, lineY: 40e-6, lineEndX: 43e-6, lineEndY: 44e-6, linePoints: 6 };
    const [current, line] = planned('current-map', { shape: 'line', ...ends });
    const beside = { x: 40.6e-6 + 0.32e-6, y: 40.8e-6 - 0.24e-6 };
    expect(pathOf(withPoint(current, line, beside)).points.at(-1)).toEqual({ ...beside, row: 0, column: 1 });
    const far = { x: 40.6e-6 + 0.48e-6, y: 40.8e-6 - 0.36e-6 };
    expect(refusalOf(withPoint(current, line, far))).toBe('The place lies outside of the map.');
  });
});

describe('a point added to a list', () => {
  it('is its last one, in the recipe too', () => {
    const [experiment, plan] = planned('voltammetry-points', { points: [40e-6, 50e-6, 41e-6, 50e-6] });
    const grown = withPoint(experiment, plan, { x: 42e-6, y: 51e-6 });
    const path = pathOf(grown);
    expect(path.points.slice(0, plan.path.points.length)).toEqual(plan.path.points);
    expect(path.points.at(-1)).toMatchObject({ x: 42e-6, y: 51e-6 });
    expect(path.columns).toBe(plan.path.columns + 1);
    expect('planned' in grown && placesOf(grown.planned.recipe)).toEqual([
      { x: 40e-6, y: 50e-6 },
      { x: 41e-6, y: 50e-6 },
      { x: 42e-6, y: 51e-6 },
    ]);
  });

  it('makes a list of the points of a line', () => {
    const ends = { lineX: 40e-6, lineY: 50e-6, lineEndX: 44e-6, lineEndY: 50e-6, linePoints: 3 };
    const [experiment, plan] = planned('voltammetry-points', { shape: 'line', ...ends });
    const grown = withPoint(experiment, plan, { x: 45e-6, y: 55e-6 });
    expect(pathOf(grown).points).toHaveLength(4);
    expect('planned' in grown && grown.planned.recipe['shape']).toBe('points');
  });

  it('is refused beyond the range of its values', () => {
    const [experiment, plan] = planned('voltammetry-points');
    expect(refusalOf(withPoint(experiment, plan, { x: 142e-6, y: 51e-6 }))).toContain('between 0 and 100 µm');
  });
});

describe('a run whose points have an order', () => {
  it.each([
    ['write-then-map', 'depend on one another'],
    ['surface', 'depend on one another'],
    ['topography-series', 'the program of the sample'],
    ['height-over-time', 'the program of the sample'],
    ['feedback-approach', 'give one for each'],
  ])('takes none: %s', (id, why) => {
    const [experiment, plan] = planned(id);
    const [first] = plan.path.points;
    expect(refusalOf(withPoint(experiment, plan, { x: first?.x ?? NaN, y: first?.y ?? NaN }))).toContain(why);
  });
});

describe.each(EXPERIMENTS.map((experiment) => [experiment.id, experiment] as const))(
  '%s',
  (_, experiment) => {
    it.each(experiment.presets.map((preset) => [preset.id, preset.recipe] as const))(
      'either refuses a point in a whole sentence or measures all others as before: %s',
      (__, recipe) => {
        const path = experiment.path(recipe);
        const { x = NaN, y = NaN } = path.points.at(-1) ?? {};
        const grown = withPoint(experiment, { recipe, path }, { x: x + 1e-9, y });
        if ('refused' in grown) {
          expect(grown.refused).toMatch(/^[A-Z].*\.$/s);
          return;
        }
        const { recipe: after, path: longer } = grown.planned;
        const hash = (of: Recipe): string => programHash(experiment.program(of).steps.map(stepText));
        expect(longer.points.length).toBeGreaterThan(path.points.length);
        expect(longer.points.slice(0, path.points.length)).toEqual(path.points);
        expect(hash(after)).toBe(hash(recipe));
        expect(checkRecipe(experiment, after)).toEqual([]);
      },
    );
  },
);
