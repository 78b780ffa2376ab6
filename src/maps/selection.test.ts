import { expect, test } from 'vitest';
import { rectangleOf } from './region';
import { selectionMask } from './selection';
import { gridOf } from './test-map';

const grid = gridOf(3, 1, 1);
const maps: Readonly<Record<string, readonly number[]>> = { height: [1, 2, 3], current: [9, 5, NaN] };
const valuesOf = (map: string, plane: number) => (plane === 0 ? (maps[map] ?? null) : null);

test('several ranges hold at once', () => {
  const ranges = [
    { map: 'height', plane: 0, low: 2, high: 9 },
    { map: 'current', plane: 0, low: 0, high: 9 },
  ];
  expect([...selectionMask({ kind: 'ranges', ranges }, grid, [7, 7, 7], valuesOf)!]).toEqual([0, 1, 0]);
  expect([...selectionMask({ kind: 'ranges', ranges }, grid, [7, NaN, 7], valuesOf)!]).toEqual([0, 0, 0]);
});

test('a range of a map that is not there selects nothing that could be worked with', () => {
  const ranges = [{ map: 'height', plane: 1, low: 2, high: 9 }];
  expect(selectionMask({ kind: 'ranges', ranges }, grid, [7, 7, 7], valuesOf)).toBeNull();
});

test('a region selects by place', () => {
  const region = rectangleOf({ x: -1, y: -1 }, { x: 1.2, y: 1 });
  expect([...selectionMask({ kind: 'region', region }, grid, [7, 7, 7], valuesOf)!]).toEqual([1, 1, 0]);
});
