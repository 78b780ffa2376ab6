import { expect, test } from 'vitest';
import { currentMap } from '../../experiments/current-map';
import { clustersOf, type Clusters } from '../../maps/clusters';
import type { ClusterChoice } from '../../maps/workspace';
import { clusterRows, clusterTable } from './cluster-table';
import { clusterPlane, isClusters } from '../maps/cluster-plane';
import { Clustering } from './clustering.svelte';
import { MapData } from '../maps/map-data';
import { MapWorkspace } from './map-workspace.svelte';
import { ShownPlanes } from '../maps/shown-planes';

const SIDE = 6;
const BY: ClusterChoice = { maps: [{ map: 'current', plane: 0 }], most: 4, seed: 1 };
const worker = { clusters: clustersOf };
const noFault = (): void => expect.unreachable();

/** A third of the pixels at about 10 pA, the others at about 1 pA. */
function measured() {
  const [preset] = currentMap.presets;
  const recipe = { ...preset!.recipe, columns: SIDE, rows: SIDE };
  const path = currentMap.path(recipe);
  const data = new MapData(path, currentMap.maps(recipe));
  for (let k = 0; k < SIDE * SIDE; k++) {
    const current = (k % 3 === 0 ? 10 : 1) * 1e-12 + (k % 5) * 1e-14;
    const values = Float64Array.from(data.planes, ({ map }) => (map.name === 'current' ? current : 1e-6));
    const none = values.map(() => NaN);
    const place = { row: Math.floor(k / SIDE), column: k % SIDE };
    data.write({ ...place, status: 'ok', values, noise: none, calibration: none });
  }
  const planes = new ShownPlanes(data, path, () => null);
  const painter = { select: () => undefined, replace: () => undefined };
  const workspace = new MapWorkspace(planes, painter, path, () => undefined);
  return {
    path,
    workspace,
    get shownPlanes() {
      return planes.planes;
    },
    layClusters: (clusters: Clusters | null) => {
      planes.lay('clusters', clusters && clusterPlane(clusters));
      workspace.showOperations();
    },
  };
}

test('clusters become one more map, with a word for each, and are taken away again', async () => {
  const view = measured();
  const before = view.shownPlanes.length;
  const clustering = new Clustering(worker, noFault);
  await clustering.follow(view, BY);
  const plane = view.shownPlanes.find(isClusters)!;
  expect(view.shownPlanes).toHaveLength(before + 1);
  expect(plane.map.enumeration).toEqual({ cluster_1: 0, cluster_2: 1 });
  expect([...plane.values].every((label, k) => label === (k % 3 === 0 ? 1 : 0))).toBe(true);
  await clustering.follow(view, null);
  expect(view.shownPlanes).toHaveLength(before);
  expect(clustering.found).toBeNull();
});

test('a cluster can be selected and hidden like other pixels', async () => {
  const view = measured();
  await new Clustering(worker, noFault).follow(view, BY);
  const pixels = { kind: 'ranges', ranges: [{ map: 'clusters', plane: 0, low: 1, high: 1 }] } as const;
  view.workspace.select(pixels);
  expect(view.workspace.mask?.reduce((n, v) => n + v, 0)).toBe((SIDE * SIDE) / 3);
  view.workspace.operate({ kind: 'mask', map: null, hide: 'selected', pixels });
  const current = view.shownPlanes.find((p) => p.map.name === 'current')!;
  expect([...current.values].filter(Number.isFinite)).toHaveLength((2 * SIDE * SIDE) / 3);
});

test('only the last of several choices is shown', async () => {
  const view = measured();
  const clustering = new Clustering(worker, noFault);
  await Promise.all([clustering.follow(view, BY), clustering.follow(view, null)]);
  expect(view.shownPlanes.some(isClusters)).toBe(false);
  expect(clustering.working).toBe(false);
});

test('says why there are none: a map that is gone, or too few pixels', async () => {
  const view = measured();
  const clustering = new Clustering(worker, noFault);
  await clustering.follow(view, { ...BY, maps: [{ map: 'gone', plane: 0 }] });
  expect(clustering.problem).toMatch(/not there/);
  const none = new Clustering({ clusters: () => Promise.resolve(null) }, noFault);
  await none.follow(view, BY);
  expect(none.problem).toMatch(/four pixels/);
});

test('a worker that ended is a fault', async () => {
  const faults: string[] = [];
  const broken = { clusters: () => Promise.reject(new Error('gone')) };
  await new Clustering(broken, ({ code }) => faults.push(code)).follow(measured(), BY);
  expect(faults).toEqual(['worker-died']);
});

test('statistics of clusters: for the page in the map’s unit, for a file in SI', async () => {
  const view = measured();
  const clustering = new Clustering(worker, noFault);
  await clustering.follow(view, BY);
  const table = clusterTable(clustering.found!, view.path);
  expect(table.columns).toEqual([{ title: 'Current', unit: 'pA' }]);
  expect(table.rows.map(({ cells }) => cells.slice(0, 2))).toEqual([
    ['24', '66.7'],
    ['12', '33.3'],
  ]);
  expect(table.rows[1]!.cells[2]).toMatch(/^10\.0 ± 0\.01\d$/);
  const [heads, , second] = clusterRows(clustering.found!, view.path);
  expect(heads).toEqual(['cluster', 'n', 'mean of current/A', 'sd of current/A', 'median of current/A']);
  expect(Number(second![2])).toBeCloseTo(1.002e-11, 14);
});
