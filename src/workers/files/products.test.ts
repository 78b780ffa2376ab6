import { describe, expect, it } from 'vitest';
import type { MapSpec, Path } from '../../experiments/experiment';
import { mapsOf, reduceRun } from './products';
import type { PixelMessage } from '../protocol';
import type { RunSource } from '../../bundles/run';

const shown = { unit: '', factor: 1 };
const specs: MapSpec[] = [
  { name: 'height', title: '', unit: 'm', shown, scale: 'linear', errors: false },
  {
    name: 'peak',
    title: '',
    unit: 'A',
    shown,
    scale: 'linear',
    errors: true,
    axis: { name: 'scan_rate', unit: 'V/s', values: [1, 10] },
  },
];
const path: Path = { points: [], rows: 1, columns: 2, x: [0, 1], y: [0] };

const pixel = (hop: number, column: number, change: Partial<PixelMessage> = {}): PixelMessage => ({
  hop,
  row: 0,
  column,
  program: 0,
  status: 'ok',
  values: Float64Array.of(hop, 10 + hop, 20 + hop),
  noise: Float64Array.of(NaN, 0.1, 0.2),
  calibration: Float64Array.of(NaN, 1, 2),
  ...change,
});

describe('maps from pixels', () => {
  it('lie plane by plane, row by row, NaN where nothing was measured', () => {
    const [height, peak] = mapsOf(specs, path, [pixel(1, 1)]);
    expect(height).toMatchObject({ data: Float64Array.of(NaN, 1), noise: null, calibration: null });
    expect(peak?.data).toEqual(Float64Array.of(NaN, 11, NaN, 21));
    expect(peak?.noise).toEqual(Float64Array.of(NaN, 0.1, NaN, 0.2));
    expect(peak?.calibration).toEqual(Float64Array.of(NaN, 1, NaN, 2));
  });

  it('show the latest good visit of a pixel', () => {
    const first = pixel(1, 0);
    const missed = pixel(2, 0, { status: 'no_contact', values: Float64Array.of(NaN, NaN, NaN) });
    const again = pixel(3, 0);
    expect(mapsOf(specs, path, [first, missed])[0]?.data[0]).toBe(1);
    expect(mapsOf(specs, path, [missed, again])[0]?.data[0]).toBe(3);
    expect(mapsOf(specs, path, [first, again])[0]?.data[0]).toBe(3);
  });

  it('show of each program the latest good visit by it, and subtract', () => {
    const map = (name: string, more: Partial<MapSpec>): MapSpec => ({
      ...{ name, title: '', unit: 'V', shown, scale: 'linear', errors: true },
      ...more,
    });
    const programs = [
      map('before', { program: 0 }),
      map('after', { program: 1 }),
      map('change', { difference: ['after', 'before'] }),
    ];
    const visit = (hop: number, program: number, value: number): PixelMessage =>
      pixel(hop, 1, {
        program,
        values: Float64Array.of(value, value, NaN),
        noise: Float64Array.of(3, 4, NaN),
        calibration: Float64Array.of(NaN, NaN, NaN),
      });
    const maps = mapsOf(programs, path, [visit(1, 0, 10), visit(2, 0, 11), visit(3, 1, 15)]);
    expect(maps.map((m) => [m.data[1], m.noise?.[1]])).toEqual([
      [11, 3],
      [15, 4],
      [4, 5],
    ]);
  });

  it('show in each plane of an axis the latest good visit by its program', () => {
    const axis = { name: 'sample_potential', unit: 'V', values: [1.7, 0.1], programs: [0, 1] };
    const series: MapSpec[] = [
      { name: 'height', title: '', unit: 'm', shown, scale: 'linear', errors: true, axis },
    ];
    const visit = (hop: number, program: number, status: PixelMessage['status'] = 'ok'): PixelMessage =>
      pixel(hop, 0, { program, status, values: Float64Array.of(hop, hop), noise: Float64Array.of(0, 0) });
    const [height] = mapsOf(series, path, [visit(1, 0), visit(2, 1), visit(3, 1, 'early'), visit(4, 0)]);
    expect(height?.data).toEqual(Float64Array.of(4, NaN, 2, NaN));
  });

  it('leave out points off the grid', () => {
    expect(mapsOf(specs, path, [pixel(1, -1, { row: -1 })])[0]?.data).toEqual(Float64Array.of(NaN, NaN));
  });
});

describe('reducing a run', () => {
  const hop = (id: number) =>
    ({ kind: 'hop', id, point: id, row: 0, column: id, visit: 0, x: 0, y: 0, z: null }) as const;
  const source = {
    header: { path },
    hops: [hop(0), hop(1), hop(2)],
    traces: (id: number) => (id === 1 ? null : { hop: id, flags: 0, steps: new Map() }),
  } as unknown as RunSource;

  it('asks only for hops that are not known, leaves out those without records, and tells of each', async () => {
    const asked: number[] = [];
    const told: number[] = [];
    const known = pixel(2, 2);
    const pixels = await reduceRun(
      source,
      (traces) => {
        asked.push(traces.hop);
        return Promise.resolve({ ...pixel(traces.hop, 0), reason: '' });
      },
      [known],
      (done) => told.push(done),
    );
    expect(asked).toEqual([0]);
    expect(pixels.map((p) => p.hop)).toEqual([0, 2]);
    expect(pixels[1]).toBe(known);
    expect(told.sort()).toEqual([1, 2, 3]);
  });
});
