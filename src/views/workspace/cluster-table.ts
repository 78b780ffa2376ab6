/** Statistics of clusters by the maps that they were found by: for the page with a common power of ten, for a file in SI. Pure. */
import { planeTitle } from '../../figures/map-words';
import type { Grid } from '../../maps/grid';
import { inRange } from '../../maps/mask';
import { statisticsOf, type Statistics } from '../../maps/statistics';
import { count, fixed, significant } from '../../quantity';
import type { FoundClusters } from './clustering.svelte';
import { scaleFor } from './region-table';

/** Of one cluster, one for each map. */
interface Measured {
  readonly label: number;
  readonly n: number;
  readonly maps: readonly Statistics[];
}

function measured({ clusters: { k, labels }, by }: FoundClusters, grid: Grid): Measured[] {
  return Array.from({ length: k }, (_, label) => {
    const mask = inRange(labels, label, label);
    const maps = by.map(({ values }) => statisticsOf(grid, values, mask));
    return { label, n: mask.reduce((sum, v) => sum + v, 0), maps };
  });
}

export interface ClusterTable {
  readonly columns: readonly { readonly title: string; readonly unit: string }[];
  readonly rows: readonly { readonly label: number; readonly cells: readonly string[] }[];
}

/** Pixels, share in %, and mean ± sd by each map. */
export function clusterTable(found: FoundClusters, grid: Grid): ClusterTable {
  const rows = measured(found, grid);
  const all = rows.reduce((sum, { n }) => sum + n, 0);
  const scales = found.by.map(({ map }, m) =>
    scaleFor(map, Math.max(...rows.map(({ maps }) => Math.abs(maps[m]?.mean ?? NaN) || 0))),
  );
  return {
    columns: found.by.map((plane, m) => ({ title: planeTitle(plane), unit: scales[m]?.unit ?? '' })),
    rows: rows.map(({ label, n, maps }) => ({
      label,
      cells: [
        count(n),
        fixed((100 * n) / all, 1),
        ...maps.map(({ mean, sd }, m) => {
          const { factor = 1 } = scales[m] ?? {};
          return `${significant(mean * factor)} ± ${significant(sd * factor, 2)}`;
        }),
      ],
    })),
  };
}

/** The same for a file, SI. */
export function clusterRows(found: FoundClusters, grid: Grid): (readonly string[])[] {
  const heads = found.by.flatMap((plane) => {
    const unit = plane.map.unit || '1';
    const name = plane.map.axis ? planeTitle(plane) : plane.map.name;
    return [`mean of ${name}/${unit}`, `sd of ${name}/${unit}`, `median of ${name}/${unit}`];
  });
  return [
    ['cluster', 'n', ...heads],
    ...measured(found, grid).map(({ label, n, maps }) => [
      String(label + 1),
      String(n),
      ...maps.flatMap(({ mean, sd, median }) => [mean, sd, median].map(String)),
    ]),
  ];
}
