/** Maps of a bundle as panels of a figure, coloured as the page shows them at first. */
import { InvalidArgumentError } from 'commander';
import type { MapData, RunSource } from '../bundles/run';
import type { Path } from '../experiments/experiment';
import { WIDTHS, type PanelContent } from '../figures/figure';
import { summarise, USUAL_CLIPPING } from '../figures/limits';

/** A width in mm from the command line. */
export function widthOf(text: string): number {
  const width = Number(text);
  if (width >= WIDTHS.least && width <= WIDTHS.most) return width;
  throw new InvalidArgumentError(`Give a width from ${String(WIDTHS.least)} to ${String(WIDTHS.most)} mm.`);
}

/** 1 for every pixel of the path that was visited, row by row. */
export function visitedOf({ header, hops }: Pick<RunSource, 'header' | 'hops'>): Uint8Array {
  const { rows, columns } = header.path;
  const visited = new Uint8Array(rows * columns);
  for (const { point, row, column } of hops) if (point >= 0) visited[row * columns + column] = 1;
  return visited;
}

/** A panel for every plane of the maps. */
export function panelsOf(maps: readonly MapData[], path: Path, visited: Uint8Array): PanelContent[] {
  const size = path.rows * path.columns;
  return maps.flatMap(({ spec, data }) =>
    (spec.axis?.values ?? [null]).map((_, plane): PanelContent => {
      const values = data.subarray(plane * size, (plane + 1) * size);
      const log = spec.scale === 'log';
      const { limits } = summarise(values, log, USUAL_CLIPPING);
      return { kind: 'map', map: { map: spec, plane, path, values, visited, limits, log } };
    }),
  );
}
