import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { MapSpec, Path } from '../../experiments/experiment';
import { transformed, type Landmark } from '../../maps/landmarks';
import type { Picture } from '../../maps/picture';
import type { Micrograph } from '../../maps/workspace';
import { MapData } from '../maps/map-data';
import { Micrographs, sharesOf } from './micrographs';
import { ShownPlanes } from '../maps/shown-planes';
import { TestCanvas } from '../graphs/test-canvas';

const spec: MapSpec = {
  name: 'height',
  title: 'Height',
  unit: 'm',
  shown: { unit: 'nm', factor: 1e9 },
  scale: 'linear',
  errors: false,
};
/** 3 × 2 pixels of 1 µm. */
const path: Path = { points: [], rows: 2, columns: 3, x: [1e-6, 2e-6, 3e-6], y: [5e-6, 6e-6] };
/** A pixel of the picture is one of the map; its rows run downward. */
const picture: Picture = { width: 3, height: 2, grey: Float32Array.of(10, 20, 30, 40, 50, 60) };
const mark = (x: number, y: number): Landmark => ({
  image: { x, y },
  stage: { x: (x + 0.5) * 1e-6, y: (6.5 - y) * 1e-6 },
});
const landmarks = [mark(0, 0), mark(3, 0), mark(0, 2)];
const file = { name: 'sem.png', bytes: Uint8Array.of(1, 2, 3) };

beforeEach(() => {
  vi.stubGlobal('OffscreenCanvas', TestCanvas);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function laid() {
  const data = new MapData(path, [spec]);
  const planes = new ShownPlanes(data, path, () => null);
  const painter = { setOverlay: vi.fn() };
  const micrographs = new Micrographs(planes, painter, path);
  const name = micrographs.add(file, picture);
  const with_ = (part: Partial<Micrograph>): Micrograph => ({
    file: name,
    landmarks,
    shown: true,
    opacity: 0.5,
    ...part,
  });
  return { data, planes, painter, micrographs, name, with_ };
}

test('a micrograph without enough landmarks changes nothing', () => {
  const { micrographs, planes, painter, data, with_ } = laid();
  micrographs.lay(with_({ landmarks: landmarks.slice(1) }));
  expect(planes.planes).toEqual(data.planes);
  expect(painter.setOverlay).toHaveBeenLastCalledWith(null);
});

test('a registered one is a plane of greys after the measured ones, and lies over the map', () => {
  const { micrographs, planes, data, with_ } = laid();
  expect(micrographs.lay(with_({}))).toBe(true);
  expect(planes.planes).toHaveLength(2);
  expect(planes.planes[0]).toBe(data.planes[0]);
  expect(planes.planes[1]?.map.name).toBe('micrograph');
  expect([...(planes.planes[1]?.values ?? [])]).toEqual([40, 50, 60, 10, 20, 30]);
  const over = micrographs.over;
  expect(over?.opacity).toBe(0.5);
  expect(transformed(over!.affine, { x: 0, y: 0 }).x).toBeCloseTo(0, 12);
  const end = transformed(over!.affine, { x: 3, y: 2 });
  expect([end.x, end.y].map((v) => Number(v.toFixed(9)))).toEqual([1, 1]);
});

test('how it is shown does not make its greys anew', () => {
  const { micrographs, planes, painter, with_ } = laid();
  micrographs.lay(with_({}));
  const [, greys] = planes.planes;
  expect(micrographs.lay(with_({ opacity: 0.9 }))).toBe(false);
  expect(micrographs.over?.opacity).toBe(0.9);
  expect(micrographs.lay(with_({ shown: false }))).toBe(false);
  expect(painter.setOverlay).toHaveBeenLastCalledWith(null);
  expect(planes.planes[1]).toBe(greys);
});

test('other landmarks replace its plane, and without it the plane is gone', () => {
  const { micrographs, planes, with_ } = laid();
  micrographs.lay(with_({}));
  const up = landmarks.map((l) => ({ ...l, stage: { ...l.stage, y: l.stage.y + 1e-6 } }));
  expect(micrographs.lay(with_({ landmarks: up }))).toBe(true);
  expect([...(planes.planes[1]?.values ?? [])]).toEqual([NaN, NaN, NaN, 40, 50, 60]);
  micrographs.lay(null);
  expect(planes.planes).toHaveLength(1);
  expect(micrographs.over).toBeNull();
});

test('its greys mask the maps, and are masked with them', () => {
  const { micrographs, planes, data, with_ } = laid();
  for (let k = 0; k < 6; k++) {
    const values = Float64Array.of(k);
    const pixel = { row: Math.floor(k / 3), column: k % 3, status: 'ok' as const };
    data.write({ ...pixel, values, noise: values, calibration: values });
  }
  micrographs.lay(with_({}));
  const ranges = [{ map: 'micrograph', plane: 0, low: 25, high: 45 }];
  planes.show([{ kind: 'mask', map: null, hide: 'others', pixels: { kind: 'ranges', ranges } }]);
  expect([...planes.planes[0]!.values]).toEqual([0, NaN, NaN, NaN, NaN, 5]);
  expect([...planes.planes[1]!.values]).toEqual([40, NaN, NaN, NaN, NaN, 30]);
});

test('two files of one name are two, and one that cannot be read is kept', () => {
  const { micrographs } = laid();
  const second = { ...file, bytes: Uint8Array.of(9) };
  expect(micrographs.add(second, null)).toBe('sem.png (2)');
  expect(micrographs.fileOf('sem.png')?.bytes).toEqual(file.bytes);
  expect(micrographs.fileOf('sem.png (2)')).toEqual({ name: 'sem.png (2)', bytes: second.bytes });
  expect(micrographs.named('sem.png (2)')).toBeNull();
});

test('greys are drawn from black to white, large files from means', () => {
  const { micrographs } = laid();
  const grey = Float32Array.from({ length: 5000 * 2 }, (_, k) => 1000 + (k % 5000));
  const name = micrographs.add({ ...file, name: 'wide.tif' }, { width: 5000, height: 2, grey });
  const { levels, bytes } = micrographs.named(name)!.drawn;
  expect(levels.map(({ factor }) => factor)).toEqual([3, 5, 10]);
  expect(bytes[0]).toBe(0);
  expect(bytes.at(-1)).toBe(255);
  expect(Math.abs(bytes[bytes.length >> 1]! - 128)).toBeLessThan(3);
});

test('shares of a map are counted from its upper left corner', () => {
  const shares = sharesOf(path);
  const corner = transformed(shares, { x: 0.5e-6, y: 6.5e-6 });
  expect(Math.abs(corner.x) + Math.abs(corner.y)).toBeLessThan(1e-12);
  const middle = transformed(shares, { x: 2e-6, y: 5.5e-6 });
  expect([middle.x, middle.y].map((v) => Number(v.toFixed(12)))).toEqual([0.5, 0.5]);
});
