import { expect, test } from 'vitest';
import { rectangleOf } from './region';
import { gridOf, valuesOf } from './test-map';
import { applied, type MapSource, type PlaneKey, type ViewOperation } from './view-operation';

const grid = gridOf(8, 6);
const NONE = { x: 0, y: 0 };
const maps: Readonly<Record<string, readonly Float64Array[]>> = {
  height: [valuesOf(grid, (x, y) => 1e-9 + 0.01 * x - 0.02 * y)],
  current: [valuesOf(grid, (x) => x * 1e-6), valuesOf(grid, (_, y) => 1e-12 + y * 1e-6)],
};
const noise = new Float64Array(48).fill(3e-13);
const run: MapSource = {
  grid,
  layer: ({ map, plane }) => {
    const values = maps[map]?.[plane];
    return values ? { values, noise } : null;
  },
};
const shown = (
  operations: readonly ViewOperation[],
  key: PlaneKey,
  other: (run: string) => MapSource | null = () => null,
) => applied(operations, key, run, other);

const HEIGHT = { map: 'height', plane: 0 };
const level: ViewOperation = { kind: 'level-plane', map: 'height', within: null };
const left = rectangleOf({ x: -1, y: -1 }, { x: 3.5e-6, y: 1 });
const hideLeft: ViewOperation = {
  kind: 'mask',
  map: null,
  hide: 'selected',
  pixels: { kind: 'region', region: left },
};

test('without operations the numbers are those that were measured, and they stay so', () => {
  const before = maps['height']![0]!.slice();
  expect(shown([], HEIGHT)?.values).toBe(maps['height']![0]);
  shown([level, hideLeft], HEIGHT);
  expect(maps['height']![0]).toEqual(before);
});

test('an operation concerns its own map, all of its planes, and a mask without a map every one', () => {
  expect(shown([level], { map: 'current', plane: 0 })?.values).toBe(maps['current']![0]);
  for (const v of shown([level], HEIGHT)!.values as Float64Array) expect(Math.abs(v)).toBeLessThan(1e-20);
  for (const plane of [0, 1]) {
    const { values } = shown([hideLeft], { map: 'current', plane })!;
    expect(Array.from(values).filter(Number.isNaN)).toHaveLength(24);
  }
});

test('hiding the others leaves the selection', () => {
  const { values } = shown([{ ...hideLeft, hide: 'others' }], HEIGHT)!;
  expect(Number.isFinite(values[0])).toBe(true);
  expect(values[7]).toBeNaN();
});

test('the order counts: a range is that of the map after what was done before', () => {
  const high: ViewOperation = {
    kind: 'mask',
    map: 'height',
    hide: 'selected',
    pixels: { kind: 'ranges', ranges: [{ map: 'height', plane: 0, low: 5e-9, high: 1 }] },
  };
  const gaps = (operations: readonly ViewOperation[]): number =>
    Array.from(shown(operations, HEIGHT)!.values).filter(Number.isNaN).length;
  expect(gaps([high])).toBeGreaterThan(0);
  expect(gaps([level, high])).toBe(0);
});

test('a plane within a selection levels the whole map by that part', () => {
  const values = maps['height']![0]!.slice();
  for (let k = 0; k < 48; k++) if (k % 8 > 3) values[k] = (values[k] ?? 0) + 50e-9;
  const stepped: MapSource = { grid, layer: () => ({ values, noise }) };
  const within: ViewOperation = { ...level, within: { kind: 'region', region: left } };
  const result = applied([within], HEIGHT, stepped, () => null)!.values;
  expect(result[0]).toBeCloseTo(0, 15);
  expect(result[7]).toBeCloseTo(50e-9, 15);
});

test('difference and ratio with a plane of the same run, with errors', () => {
  const other = { run: null, title: '', map: 'current', plane: 1 };
  const difference = shown([{ kind: 'difference', map: 'current', other, shift: NONE }], {
    map: 'current',
    plane: 0,
  })!;
  expect(difference.values[9]).toBeCloseTo(1e-12 - (1e-12 + 1e-12), 20);
  expect(difference.noise[9]).toBeCloseTo(3e-13 * Math.SQRT2, 20);
  const ratio = shown([{ kind: 'ratio', map: 'current', other, shift: NONE }], { map: 'current', plane: 0 })!;
  expect(ratio.values[10]).toBeCloseTo(1, 10);
});

test('another run is brought onto the grid by its shift; while it is not open, the map is as before', () => {
  const minus: ViewOperation = {
    kind: 'difference',
    map: 'height',
    other: { run: 'b', title: 'After', map: 'height', plane: null },
    shift: { x: 2e-6, y: 0 },
  };
  const moved = valuesOf(grid, (x, y) => 1e-9 + 0.01 * (x - 2e-6) - 0.02 * y);
  const after: MapSource = { grid, layer: () => ({ values: moved, noise }) };
  const { values } = shown([minus], HEIGHT, (id) => (id === 'b' ? after : null))!;
  expect(values[0]).toBeCloseTo(0, 15);
  expect(values[7]).toBeNaN();
  expect(shown([minus], HEIGHT)?.values).toBe(maps['height']![0]);
});

test('what cannot be done is passed over', () => {
  const points = [NONE, { x: 1e-6, y: 0 }, { x: 2e-6, y: 0 }] as const;
  expect(shown([{ kind: 'level-points', map: 'height', points }], HEIGHT)?.values).toBe(maps['height']![0]);
  expect(shown([level], { map: 'nothing', plane: 0 })).toBeNull();
});

test('lines and three points level too', () => {
  const lines = shown([{ kind: 'level-lines', map: 'height', by: 'mean', within: null }], HEIGHT)!.values;
  for (let row = 0; row < 6; row++) expect(lines[row * 8]).toBeCloseTo(-0.035e-6, 15);
  const points = [NONE, { x: 7e-6, y: 0 }, { x: 0, y: 5e-6 }] as const;
  const plane = shown([{ kind: 'level-points', map: 'height', points }], HEIGHT)!.values;
  expect(plane[20]).toBeCloseTo(0, 15);
});
