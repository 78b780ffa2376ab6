import { describe, expect, it } from 'vitest';
import type { MapSpec } from '../experiment';
import { HEIGHT } from './map-specs';
import { driftMaps, SurfaceDrift } from './surface-drift';

const maps: readonly MapSpec[] = [
  { ...HEIGHT, name: 'current' },
  HEIGHT,
  ...driftMaps({ referenceEvery: 3 }),
];
const path = { points: [{ x: 0, y: 0, row: 2, column: 1 }] };
const visit = (hop: number, height: number, row = -1, column = -1) => ({
  hop,
  row,
  column,
  values: [7, height, NaN, NaN],
});

describe('the drift of the surface', () => {
  it('is a straight line over the visits between two landings on the first point', () => {
    const drift = new SurfaceDrift(maps, path);
    expect(drift.plane).toBe(2);
    expect(drift.add(visit(4, 10e-6, 2, 1))).toBe(true);
    expect(drift.add(visit(5, 11e-6, 2, 0))).toBe(false);
    expect([4, 9].map((hop) => drift.at(hop))).toEqual([0, 0]);
    expect(drift.at(3)).toBeNaN();
    expect(drift.add(visit(8, 10.04e-6))).toBe(true);
    expect(drift.add(visit(10, 10e-6))).toBe(true);
    for (const [hop, nanometres] of [
      [4, 0],
      [5, 10],
      [8, 40],
      [9, 20],
      [10, 0],
      [99, 0],
    ] as const)
      expect(drift.at(hop)).toBeCloseTo(nanometres * 1e-9, 15);
  });

  it('is the same in whatever order the landings are told, and told twice', () => {
    const drift = new SurfaceDrift(maps, path);
    for (const told of [visit(0, 5e-6, 2, 1), visit(8, 7e-6), visit(4, 6e-6), visit(8, 9e-6)])
      drift.add(told);
    expect([0, 2, 4, 6, 8].map((hop) => drift.at(hop))).toEqual(
      [0, 0.5e-6, 1e-6, 1.5e-6, 2e-6].map((m) => expect.closeTo(m, 14) as number),
    );
  });

  it('takes the first landing on the first point alone for its zero, and leaves out what did not land', () => {
    const drift = new SurfaceDrift(maps, path);
    expect(drift.add(visit(0, NaN, 2, 1))).toBe(false);
    expect(drift.add(visit(1, 5e-6, 2, 1))).toBe(true);
    expect(drift.add(visit(2, 8e-6, 2, 1))).toBe(false);
    expect(drift.add(visit(3, NaN))).toBe(false);
    expect(drift.at(3)).toBe(0);
  });

  it('is nothing that a run without such landings has', () => {
    expect(driftMaps({ referenceEvery: 0 })).toEqual([]);
    const drift = new SurfaceDrift([HEIGHT], path);
    expect(drift.plane).toBe(-1);
    expect(drift.add(visit(0, 5e-6, 2, 1))).toBe(false);
  });
});
