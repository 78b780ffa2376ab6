import { describe, expect, it } from 'vitest';
import { currentMap } from '../current-map';
import { voltammetryPoints } from '../voltammetry-points';
import { checkRecipe } from '../recipe/check';
import { titleOf } from '../recipe/title';
import { linePath, lineRecipe } from './line';

const along = lineRecipe({ x: 10e-6, y: 30e-6 }, { x: 14e-6, y: 30e-6 }, 5);
const oblique = lineRecipe({ x: 10e-6, y: 30e-6 }, { x: 7e-6, y: 34e-6 }, 6);

describe('a line', () => {
  it('goes from one end to the other in even steps, as a map of one row', () => {
    const path = linePath(along);
    expect(path.x.map((x) => Math.round(x * 1e9))).toEqual([10_000, 11_000, 12_000, 13_000, 14_000]);
    expect([path.rows, path.columns, path.y]).toEqual([1, 5, [30e-6]]);
    expect(path.points[3]).toEqual({ x: path.x[3], y: 30e-6, row: 0, column: 3 });
  });

  it('goes in any direction, and its row counts the distance', () => {
    const { points, x } = linePath(oblique);
    expect(x.map((v) => Math.round(v * 1e9))).toEqual([10_000, 11_000, 12_000, 13_000, 14_000, 15_000]);
    expect(points.at(-1)?.x).toBeCloseTo(7e-6, 12);
    expect(points.at(-1)?.y).toBeCloseTo(34e-6, 12);
  });

  it('has no more points than there may be', () => {
    expect(lineRecipe({ x: 0, y: 0 }, { x: 1e-6, y: 0 }, 1e5)['linePoints']).toBe(1024);
    expect(lineRecipe({ x: 0, y: 0 }, { x: 1e-6, y: 0 }, 0)['linePoints']).toBe(2);
  });
});

describe('an experiment on a line', () => {
  it('maps its points as one row instead of its grid', () => {
    const recipe = { ...currentMap.presets[0]?.recipe, ...oblique, shape: 'line' };
    expect(checkRecipe(currentMap, recipe)).toEqual([]);
    const path = currentMap.path(recipe);
    expect(path.points).toEqual(linePath(oblique).points);
    expect(currentMap.pointCounts(recipe)).toEqual([6]);
    expect(titleOf(currentMap, path)).toBe('Current map, 6 × 1');
  });

  it('measures its points instead of listed ones', () => {
    const recipe = { ...voltammetryPoints.presets[0]?.recipe, ...oblique, shape: 'line' };
    expect(checkRecipe(voltammetryPoints, recipe)).toEqual([]);
    const { points, x, listed } = voltammetryPoints.path(recipe);
    expect(points.map((p) => [p.x, p.y])).toEqual(linePath(oblique).points.map((p) => [p.x, p.y]));
    expect([x, listed]).toEqual([[1, 2, 3, 4, 5, 6], true]);
    expect(voltammetryPoints.pointCounts(recipe)).toEqual([6]);
  });
});
