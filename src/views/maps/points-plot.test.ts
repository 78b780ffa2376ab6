import { expect, it } from 'vitest';
import type { MapSpec, Path } from '../../experiments/experiment';
import { MapData } from './map-data';
import { pointsPlot } from './points-plot';

const spec: MapSpec = {
  name: 'height',
  title: 'Height',
  unit: 'm',
  shown: { unit: 'nm', factor: 1e9 },
  scale: 'linear',
  errors: true,
};
const path: Path = { points: [], rows: 1, columns: 3, listed: true, x: [1, 2, 3], y: [1] };

it('shows the points of a list with their noise, all or some, in the unit of the map', () => {
  const data = new MapData(path, [spec]);
  for (const column of [0, 1, 2]) {
    const values = Float64Array.of(2 ** column * 1e-9);
    data.write({ row: 0, column, status: 'ok', values, noise: values, calibration: values });
  }
  const [plane] = data.planes;
  if (!plane) throw new Error('There is a plane.');
  const points = (range: Parameters<typeof pointsPlot>[2]): unknown =>
    pointsPlot(plane, path, range).series[0];
  const near = (numbers: number[]): unknown => numbers.map((n) => expect.closeTo(n, 5) as unknown);
  expect(points(null)).toMatchObject({ x: [1, 2, 3], y: near([1, 2, 4]), error: near([1, 2, 4]) });
  expect(points({ from: 1, to: 2 })).toMatchObject({ x: [2], y: near([2]) });
});
