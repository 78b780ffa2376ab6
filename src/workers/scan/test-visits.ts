/** For tests: work over points in a line, and visits of them by their numbers. */
import type { Path, Point, Program } from '../../experiments/experiment';
import { withVisit, type Travel } from './travel';
import type { Visit } from './visits';
import { wholePath, type ScanWork } from './work';

/** Points in a line, so near to one another that each tells of all. */
export const pathOf = (points: readonly Partial<Point>[]): Path => {
  const x = points.map((_, k) => k * 1e-9);
  return {
    points: points.map((point, column) => ({ x: x[column] ?? NaN, y: 0, row: 0, column, ...point })),
    rows: 1,
    columns: points.length,
    x,
    y: [0],
  };
};
export const program = (change: Partial<Program> = {}): Program => ({
  steps: [],
  labels: [],
  channelMask: 0,
  clearance: 1e-6,
  travelHeight: null,
  ...change,
});
export const workOf = (total: number, change: Partial<Program> = {}): ScanWork =>
  wholePath(pathOf(Array.from({ length: total }, () => ({}))), program(change));
/** What is known after a contact at a height. */
export const met = ({ travel }: ScanWork, z: number): Travel => withVisit(travel, { x: 0, y: 0 }, z, null);

export const visit = (id: number, change: Partial<Visit> = {}): Visit => ({
  id,
  point: id,
  visit: 0,
  tries: 0,
  place: 'own',
  z: null,
  ...change,
});
export const visits = (from: number, to: number, z?: number): Visit[] =>
  Array.from({ length: to - from }, (_, k) => visit(from + k, z === undefined ? {} : { z }));
