import { describe, expect, it } from 'vitest';
import type { MapSpec, Path } from '../../experiments/experiment';
import { HEIGHT } from '../../experiments/results/map-specs';
import { driftMaps } from '../../experiments/results/surface-drift';
import type { PixelMessage } from '../../workers/protocol';
import { markAllDirty, MapData, pixelsOf, type Visit } from './map-data';

const path: Path = { points: [], rows: 4, columns: 3, x: [0, 1, 2], y: [0, 1, 2, 3] };
const map = (name: string, values?: number[]): MapSpec => ({
  name,
  title: name,
  unit: '',
  shown: { unit: '', factor: 1 },
  scale: 'linear',
  errors: true,
  ...(values ? { axis: { name: 'scan_rate', unit: 'V/s', values } } : {}),
});
const data = (): MapData => new MapData(path, [map('d'), map('peak', [1, 2])]);
const pixel = (row: number, column: number, ...values: number[]): PixelMessage => ({
  hop: 0,
  row,
  column,
  program: 0,
  status: 'ok',
  values: Float64Array.from(values),
  noise: Float64Array.from(values, (v) => v / 8),
  calibration: new Float64Array(values.length).fill(NaN),
});

describe('the data of the maps', () => {
  it('has a plane per value of an axis and starts without numbers', () => {
    const d = data();
    expect(d.planes.map((p) => [p.map.name, p.plane])).toEqual([
      ['d', 0],
      ['peak', 0],
      ['peak', 1],
    ]);
    expect(d.planes.every((p) => p.values.every(Number.isNaN))).toBe(true);
    expect(d.visits).toBe(0);
  });

  it('puts a pixel into every plane', () => {
    const d = data();
    d.write(pixel(2, 1, 8, 16, 24));
    expect(d.planes.map((p) => p.values[7])).toEqual([8, 16, 24]);
    expect(d.planes.map((p) => p.noise[7])).toEqual([1, 2, 3]);
    expect(d.latest).toEqual({ row: 2, column: 1 });
  });

  it('shows errors as planes of their own after the others, where they are looked at', () => {
    const d = new MapData(path, [{ ...map('d'), errorsShown: true }, map('peak', [1, 2])]);
    expect(d.planes.map((p) => p.map.title)).toEqual([
      'd',
      'peak',
      'peak',
      'u(d), noise',
      'u(d), calibration',
    ]);
    d.write({ ...pixel(2, 1, 8, 16, 24), calibration: Float64Array.of(2, NaN, NaN) });
    expect(d.planes.map((p) => p.values[7])).toEqual([8, 16, 24, 1, 2]);
    expect(d.planes[3]?.dirty).toEqual({ from: 0, to: 4 });
    expect(d.planes[3]?.revision).toBe(1);
  });

  it('counts a pixel once, however often it is visited', () => {
    const d = data();
    d.write(pixel(2, 1, 1, 1, 1));
    d.write({ ...pixel(2, 1, 2, 2, 2), hop: 1 });
    expect(d.visits).toBe(1);
    expect(d.planes[0]?.values[7]).toBe(2);
  });

  it('shows the latest good visit, in whatever order they come', () => {
    const d = data();
    const missed = (hop: number): PixelMessage => ({
      ...pixel(2, 1, NaN, NaN, NaN),
      hop,
      status: 'no_contact',
    });
    const value = (): number | undefined => d.planes[0]?.values[7];
    d.write(missed(1));
    expect([d.statuses[7], value()]).toEqual(['no_contact', NaN]);
    d.write({ ...pixel(2, 1, 5, 5, 5), hop: 5 });
    d.write({ ...pixel(2, 1, 3, 3, 3), hop: 3 });
    d.write(missed(7));
    expect([d.statuses[7], value()]).toEqual(['ok', 5]);
  });

  it('can be read and written again', () => {
    const d = data();
    d.write(pixel(2, 1, 8, 16, 24));
    d.write({ ...pixel(0, 2, NaN, NaN, NaN), status: 'no_contact' });
    const again = data();
    for (const visit of d.read()) again.write(visit);
    expect(again.planes.map((p) => [p.values, p.noise, p.calibration])).toEqual(
      d.planes.map((p) => [p.values, p.noise, p.calibration]),
    );
    expect(again.statuses).toEqual(d.statuses);
    expect(again.visits).toBe(2);
  });

  it('leaves visits off the grid out', () => {
    const d = data();
    d.write(pixel(-1, -1, 1, 1, 1));
    d.write(pixel(4, 0, 1, 1, 1));
    expect(d.visits).toBe(0);
    expect(d.latest).toBeNull();
  });

  it('keeps the span of changed rows until they are drawn', () => {
    const d = data();
    for (const p of d.planes) p.dirty = { from: 0, to: 0 };
    d.write(pixel(2, 0, 1, 1, 1));
    expect(d.planes[0]?.dirty).toEqual({ from: 2, to: 3 });
    d.write(pixel(0, 0, 1, 1, 1));
    expect(d.planes[0]?.dirty).toEqual({ from: 0, to: 3 });
    const first = d.planes[0];
    if (first) markAllDirty(first, d.rows);
    expect(first?.dirty).toEqual({ from: 0, to: 4 });
  });

  it('moves a cursor within the grid', () => {
    const d = data();
    expect(d.neighbour({ row: 0, column: 0 }, -1, 1)).toEqual({ row: 0, column: 1 });
    expect(d.neighbour({ row: 3, column: 2 }, 10, 10)).toEqual({ row: 3, column: 2 });
  });
});

it('has selected pixels back and forth, row by row', () => {
  const mask = Uint8Array.of(1, 0, 1, 1, 1, 1, 0, 1, 0);
  expect(pixelsOf(mask, { rows: 3, columns: 3 }).map(({ row, column }) => [row, column])).toEqual([
    [0, 0],
    [0, 2],
    [1, 2],
    [1, 1],
    [1, 0],
    [2, 1],
  ]);
});

describe('the drift of the surface', () => {
  const specs: readonly MapSpec[] = [HEIGHT, ...driftMaps({ referenceEvery: 2 })];
  const place = (row: number, column: number) => ({ x: column, y: row, row, column });
  const grid: Path = {
    points: [place(0, 0), place(0, 1), place(-1, -1), place(0, 2), place(-1, -1)],
    rows: 1,
    columns: 3,
    x: [0, 1, 2],
    y: [0],
  };
  const told = (hop: number, column: number, height: number, drift = NaN): Visit => {
    const values = Float64Array.of(height, drift, NaN);
    const none = new Float64Array(3).fill(NaN);
    return {
      hop,
      row: column < 0 ? -1 : 0,
      column,
      program: 0,
      status: 'ok',
      values,
      noise: none,
      calibration: none,
    };
  };
  const nanometres = (data: MapData, plane: number): number[] =>
    Array.from(data.planes[plane]?.values ?? [], (m) => Math.round(m * 1e9));

  it('is taken off anew for all pixels with every landing on the first point', () => {
    const data = new MapData(grid, specs);
    data.write(told(0, 0, 1000e-9));
    data.write(told(1, 1, 1100e-9));
    expect(nanometres(data, 1)).toEqual([0, 0, NaN]);
    data.write(told(2, -1, 1020e-9));
    expect(nanometres(data, 1)).toEqual([0, 10, NaN]);
    expect(nanometres(data, 2)).toEqual([1000, 1090, NaN]);
    data.write(told(3, 2, 1200e-9));
    data.write(told(4, -1, 1000e-9));
    expect(nanometres(data, 1)).toEqual([0, 10, 10]);
    expect(nanometres(data, 0)).toEqual([1000, 1100, 1200]);
    expect(data.visits).toBe(3);
  });

  it('stays as a file has it', () => {
    const data = new MapData(grid, specs);
    data.write(told(0, 0, 1000e-9, 0));
    data.write(told(1, 1, 1100e-9, 7e-9));
    expect(nanometres(data, 1)).toEqual([0, 7, NaN]);
    expect(nanometres(data, 2)).toEqual([1000, 1093, NaN]);
  });
});
