import { expect, test, vi } from 'vitest';
import type { MapSpec, Path } from '../../experiments/experiment';
import type { ViewOperation } from '../../maps/view-operation';
import { EMPTY_WORKSPACE } from '../../maps/workspace';
import { MapData } from '../maps/map-data';
import { MapWorkspace } from './map-workspace.svelte';
import { ShownPlanes } from '../maps/shown-planes';

const spec: MapSpec = {
  name: 'height',
  title: 'Height',
  unit: 'm',
  shown: { unit: 'nm', factor: 1e9 },
  scale: 'log',
  errors: false,
};
const path: Path = { points: [], rows: 2, columns: 3, x: [0, 1e-6, 2e-6], y: [0, 1e-6] };
const level: ViewOperation = { kind: 'level-lines', map: 'height', by: 'mean', within: null };
const rows: ViewOperation = { ...level, by: 'median' };

function workspace() {
  const data = new MapData(path, [spec, { ...spec, name: 'current', title: 'Current' }]);
  const write = (at: number, height: number): void => {
    const values = Float64Array.of(height, 10 * height);
    data.write({
      row: Math.floor(at / 3),
      column: at % 3,
      status: 'ok',
      values,
      noise: values,
      calibration: values,
    });
  };
  for (let k = 0; k < 6; k++) write(k, k);
  const planes = new ShownPlanes(data, path, () => null);
  const painter = { select: vi.fn(), replace: vi.fn() };
  const changed = vi.fn();
  return { data, planes, painter, changed, write, made: new MapWorkspace(planes, painter, path, changed) };
}

const heights = (planes: ShownPlanes): number[] => [...(planes.planes[0]?.values ?? [])];

test('operations are done, undone and done again, and the measured numbers stay', () => {
  const { made, planes, data, painter, changed } = workspace();
  made.operate(level);
  expect(heights(planes)).toEqual([-1, 0, 1, -1, 0, 1]);
  expect(planes.planes[0]?.map.scale).toBe('linear');
  expect(planes.planes[1]).toBe(data.planes[1]);
  expect(painter.replace.mock.calls).toEqual([[0]]);
  expect(changed).toHaveBeenCalled();
  made.undo();
  expect(planes.planes[0]).toBe(data.planes[0]);
  expect([...data.planes[0]!.values]).toEqual([0, 1, 2, 3, 4, 5]);
  made.redo();
  expect(heights(planes)).toEqual([-1, 0, 1, -1, 0, 1]);
});

test('any operation of the list can be removed, and what is new ends what could be done again', () => {
  const { made } = workspace();
  made.operate(level);
  made.operate(rows);
  made.removeOperation(0);
  expect(made.kept.operations).toEqual([rows]);
  made.undo();
  expect(made.kept.operations).toEqual([level, rows]);
  expect(made.canRedo).toBe(true);
  made.operate(level);
  expect(made.canRedo).toBe(false);
});

test('nothing happens: undo at the start, redo at the end', () => {
  const { made, painter } = workspace();
  made.undo();
  made.redo();
  expect(made.kept).toBe(EMPTY_WORKSPACE);
  expect(painter.replace).not.toHaveBeenCalled();
});

test('a kept workspace is shown with nothing to undo', () => {
  const { made, planes } = workspace();
  made.load({ ...EMPTY_WORKSPACE, operations: [level] });
  expect(heights(planes)).toEqual([-1, 0, 1, -1, 0, 1]);
  expect(made.canUndo).toBe(false);
});

test('a drawn rectangle is a region, its pixels are selected, and it goes with undo', () => {
  const { made, painter } = workspace();
  made.take('rectangle');
  made.draw({ kind: 'press', at: { x: -1e-7, y: -1e-7 }, reach: 1e-8 });
  made.draw({ kind: 'release', at: { x: 1.2e-6, y: 2e-7 }, reach: 1e-8 });
  expect(made.kept.regions.map(({ name }) => name)).toEqual(['1']);
  expect([...(made.mask ?? [])]).toEqual([1, 1, 0, 0, 0, 0]);
  expect(made.tab).toBe('Regions');
  made.undo();
  expect(made.kept.regions).toEqual([]);
  expect(made.mask).toBeNull();
  expect(painter.select).toHaveBeenLastCalledWith(null);
});

test('selected values are those of the map as it is looked at, and follow what is measured', () => {
  const { made, write } = workspace();
  made.operate(level);
  made.select({ kind: 'ranges', ranges: [{ map: 'height', plane: 0, low: 0.5, high: 9 }] });
  expect([...(made.mask ?? [])]).toEqual([0, 0, 1, 0, 0, 1]);
  made.select({ kind: 'ranges', ranges: [{ map: 'current', plane: 0, low: 45, high: 99 }] });
  expect([...(made.mask ?? [])]).toEqual([0, 0, 0, 0, 0, 1]);
  write(0, 7);
  made.refreshSelection();
  expect([...(made.mask ?? [])]).toEqual([1, 0, 0, 0, 0, 1]);
});

test('three points level the map that they were asked for', () => {
  const { made, planes } = workspace();
  made.take('three-points', 'height');
  for (const at of [
    { x: 0, y: 0 },
    { x: 2e-6, y: 0 },
    { x: 0, y: 1e-6 },
  ]) {
    made.draw({ kind: 'press', at, reach: 1e-8 });
  }
  expect(made.tool).toBe('point');
  for (const height of heights(planes)) expect(height).toBeCloseTo(0, 6);
});

test('levelled planes are made anew when numbers come', () => {
  const { made, planes, write } = workspace();
  made.operate(level);
  write(0, 3);
  planes.refresh(0);
  expect(heights(planes)).toEqual([1, -1, 0, -1, 0, 1]);
  write(0, 6);
  planes.refreshAll();
  expect(heights(planes)).toEqual([3, -2, -1, -1, 0, 1]);
});

test('a difference has a title of its own and needs the other run only while that is there', () => {
  const { made, planes, data } = workspace();
  const other = { run: null, title: '', map: 'current', plane: 0 };
  made.operate({ kind: 'ratio', map: 'height', other, shift: { x: 0, y: 0 } });
  expect(planes.planes[0]?.map).toMatchObject({ title: 'Height ÷ Current', unit: '', shown: { factor: 1 } });
  made.undo();
  const gone = { run: 'gone', title: 'Before', map: 'height', plane: null };
  made.operate({ kind: 'difference', map: 'height', other: gone, shift: { x: 0, y: 0 } });
  expect(planes.planes[0]?.map.title).toBe('Height');
  expect(heights(planes)).toEqual([...data.planes[0]!.values]);
});

test('a landmark is a place on the micrograph and the next click on the map', () => {
  const { made } = workspace();
  made.layMicrograph('sem.tif');
  const [image, stage] = [
    { x: 12, y: 30 },
    { x: 1e-6, y: 5e-7 },
  ];
  made.markOn(image);
  expect(made.tool).toBe('landmark');
  made.draw({ kind: 'press', at: stage, reach: 0 });
  expect(made.kept.micrograph?.landmarks).toEqual([{ image, stage }]);
  expect([made.tool, made.mark]).toEqual(['point', null]);
  made.undo();
  expect(made.kept.micrograph?.landmarks).toEqual([]);
  made.markOn(image);
  made.draw({ kind: 'cancel' });
  made.draw({ kind: 'press', at: stage, reach: 0 });
  expect([made.tool, made.mark]).toEqual(['point', null]);
  expect(made.kept.micrograph?.landmarks).toEqual([]);
});

test('how a micrograph is shown is kept, but is no step that is undone', () => {
  const { made } = workspace();
  made.layMicrograph('sem.tif');
  made.showMicrograph({ opacity: 0.2 });
  made.showMicrograph({ shown: false });
  expect(made.kept.micrograph).toMatchObject({ opacity: 0.2, shown: false });
  made.undo();
  expect(made.kept.micrograph).toBeNull();
});
