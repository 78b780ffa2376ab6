import { describe, expect, it } from 'vitest';
import type { MapSpec } from '../../experiments/experiment';
import { arrangeThumbnails, thumbnailGroups, thumbnailsIn } from './thumbnail-layout';

const planesOf = (name: string, count: number) => {
  const map: MapSpec = {
    name,
    title: name,
    unit: '',
    shown: { unit: '', factor: 1 },
    scale: 'linear',
    errors: false,
    axis: { name: 'time', unit: 's', values: Array.from({ length: count }, (_, k) => k) },
  };
  return Array.from({ length: count }, (_, plane) => ({ map: { ...map }, plane }));
};
const space = { width: 800, height: 300, gap: 8, label: 24, aspect: 1 };
const many = [1, 1, 5, 5, 1, 5, 1, 1, 1, 1, 1, 1];

describe('thumbnails', () => {
  it('stand with the planes of a map in one row', () => {
    const { cells } = arrangeThumbnails(many, space);
    expect(new Set(cells.slice(2, 7).map((c) => c.row)).size).toBe(1);
    expect(cells.slice(2, 7).map((c) => c.column - (cells[2]?.column ?? 0))).toEqual([0, 1, 2, 3, 4]);
  });

  it('never share a cell and stay in the space', () => {
    for (const [width, height] of [
      [800, 300],
      [240, 800],
      [500, 500],
      [300, 120],
    ] as const) {
      for (const maps of [many, [1], [12, 12], [1, 1, 1]]) {
        const layout = arrangeThumbnails(maps, { ...space, width, height });
        const keys = layout.cells.map((c) => `${String(c.row)},${String(c.column)}`);
        expect(new Set(keys).size).toBe(keys.length);
        const rows = Math.max(...layout.cells.map((c) => c.row)) + 1;
        const columns = Math.max(...layout.cells.map((c) => c.column)) + 1;
        expect(columns * layout.width + (columns - 1) * space.gap).toBeLessThanOrEqual(width);
        if (layout.height > 0) {
          expect(rows * (layout.height + space.label) + (rows - 1) * space.gap).toBeLessThanOrEqual(height);
        }
      }
    }
  });

  it('are higher than wide for a narrow map', () => {
    const { width, height } = arrangeThumbnails([1], { ...space, aspect: 0.5 });
    expect(height).toBe(width * 2);
  });

  it('have a place for every plane', () => {
    expect(arrangeThumbnails(many, space).cells).toHaveLength(24);
  });
});

describe('planes with a thumbnail', () => {
  const all = [...planesOf('height', 1), ...planesOf('few', 3), ...planesOf('many', 76)];
  const placesOf = (large: number): unknown => thumbnailGroups(all, large, 50).map(({ places }) => places);

  it('are all of a map with few planes and the first of one with very many', () => {
    expect(placesOf(0)).toEqual([[0], [1, 2, 3], [4]]);
    expect(placesOf(2)).toEqual([[0], [1, 2, 3], [4]]);
  });

  it('of a map with very many planes follow the one that is drawn large', () => {
    expect(placesOf(40)).toEqual([[0], [1, 2, 3], [40]]);
  });

  it('bear the name of their map', () => {
    expect(thumbnailGroups(all, 0, 50).map(({ title }) => title)).toEqual(['height', 'few', 'many']);
  });

  it('are fewer of the longest maps where all would be too small to see', () => {
    const series = [...planesOf('height', 17), ...planesOf('change', 17), ...planesOf('rate', 3)];
    const told = (width: number): number[] =>
      thumbnailsIn(series, 0, { ...space, width }).maps.map(({ places }) => places.length);
    expect(told(1200)).toEqual([17, 17, 3]);
    expect(told(300)).toEqual([1, 1, 3]);
    expect(thumbnailsIn(series, 0, { ...space, width: 300 }).layout.width).toBeGreaterThan(44);
  });
});
