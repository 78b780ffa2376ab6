import { describe, expect, it } from 'vitest';
import { topography } from '../topography';
import { gridPath } from './grid';
import { hasReferences, isReference, surveyCount, surveyPath } from './references';

const recipeOf = (columns: number, rows: number, referenceEvery: number) => ({
  ...topography.presets[0]?.recipe,
  columns,
  rows,
  referenceEvery,
});

describe('a grid that goes back to its first point', () => {
  it('does so after so many points, and after the last', () => {
    const { points } = surveyPath(recipeOf(5, 2, 4));
    const back = points.flatMap(({ row }, k) => (row < 0 ? [k] : []));
    expect(back).toEqual([4, 9, 12]);
    for (const k of back) expect(points[k]).toEqual({ ...points[0], row: -1, column: -1 });
  });

  it('visits its pixels in the same order, and has the same axes', () => {
    const recipe = recipeOf(6, 5, 7);
    const { points, ...axes } = surveyPath(recipe);
    const { points: pixels, ...own } = gridPath(recipe);
    expect(points.filter(({ row }) => row >= 0)).toEqual(pixels);
    expect(axes).toEqual(own);
  });

  it.each([
    [1, 1, 1],
    [1, 1, 5],
    [2, 1, 1],
    [3, 2, 1],
    [5, 2, 2],
    [5, 2, 3],
    [5, 2, 10],
    [5, 2, 11],
    [5, 2, 0],
  ])('has as many points as it says: %d × %d, every %d', (columns, rows, every) => {
    const recipe = recipeOf(columns, rows, every);
    expect(surveyCount(recipe)).toBe(surveyPath(recipe).points.length);
  });

  it('never does where the recipe says 0 or nothing', () => {
    const { referenceEvery, ...older } = recipeOf(3, 3, 0);
    for (const recipe of [older, { ...older, referenceEvery }]) {
      expect(surveyPath(recipe)).toEqual(gridPath(recipe));
      expect(hasReferences(recipe)).toBe(false);
    }
  });

  it('goes along a line too', () => {
    const recipe = { ...recipeOf(3, 3, 2), shape: 'line', linePoints: 4 };
    const path = surveyPath(recipe);
    expect(path.points.map(({ column }) => column)).toEqual([0, 1, -1, 2, 3, -1]);
    expect(path.points.map((_, k) => isReference(path, k))).toEqual([false, false, true, false, false, true]);
  });
});
