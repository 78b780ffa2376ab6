/** Particles: connected areas of a map above a threshold. */
import { pixelArea, type Grid, type Position } from './grid';

export interface Particle {
  readonly pixels: number;
  /** m². */
  readonly area: number;
  /** Of the circle with its area, m. */
  readonly diameter: number;
  /** Mean of its pixel centres, m. */
  readonly centre: Position;
  readonly max: number;
  readonly mean: number;
  /** Mean of the second map over its pixels with a number there; NaN without one. */
  readonly meanOfOther: number;
  /** Whether it reaches the edge of the map, where a part of it may be missing. */
  readonly atEdge: boolean;
}

/**
 * Areas of pixels at or above `threshold` that touch along a side, of at least `leastPixels`, the largest first. `other` is
 * another map of the grid, such as the current beside the height.
 */
export function findParticles(
  grid: Grid,
  values: ArrayLike<number>,
  {
    threshold,
    leastPixels,
    other,
  }: { threshold: number; leastPixels: number; other: ArrayLike<number> | null },
): Particle[] {
  const seen = new Uint8Array(values.length);
  const found: Particle[] = [];
  for (let start = 0; start < values.length; start++) {
    if (seen[start] === 1 || !((values[start] as number) >= threshold)) continue;
    const pixels = flood(grid, values, threshold, start, seen);
    if (pixels.length >= leastPixels) found.push(describe(grid, values, other, pixels));
  }
  return found.sort((a, b) => b.pixels - a.pixels);
}

/** Pixels of the area that a pixel belongs to; marks them as seen. */
function flood(
  { rows, columns }: Grid,
  values: ArrayLike<number>,
  threshold: number,
  start: number,
  seen: Uint8Array,
): number[] {
  const area = [start];
  seen[start] = 1;
  const visit = (k: number): void => {
    if (seen[k] === 1 || !((values[k] as number) >= threshold)) return;
    seen[k] = 1;
    area.push(k);
  };
  for (let i = 0; i < area.length; i++) {
    const k = area[i] as number;
    const column = k % columns;
    if (column > 0) visit(k - 1);
    if (column < columns - 1) visit(k + 1);
    if (k >= columns) visit(k - columns);
    if (k < (rows - 1) * columns) visit(k + columns);
  }
  return area;
}

function describe(
  grid: Grid,
  values: ArrayLike<number>,
  other: ArrayLike<number> | null,
  pixels: readonly number[],
): Particle {
  const n = pixels.length;
  const centre = { x: 0, y: 0 };
  let [sum, max, otherSum, others, atEdge] = [0, -Infinity, 0, 0, false];
  for (const k of pixels) {
    const [row, column] = [Math.floor(k / grid.columns), k % grid.columns];
    centre.x += (grid.x[column] as number) / n;
    centre.y += (grid.y[row] as number) / n;
    sum += values[k] as number;
    max = Math.max(max, values[k] as number);
    const beside = other?.[k] ?? NaN;
    if (Number.isFinite(beside)) {
      otherSum += beside;
      others += 1;
    }
    atEdge ||= row === 0 || column === 0 || row === grid.rows - 1 || column === grid.columns - 1;
  }
  const area = n * pixelArea(grid);
  return {
    pixels: n,
    area,
    diameter: 2 * Math.sqrt(area / Math.PI),
    centre,
    max,
    mean: sum / n,
    meanOfOther: others > 0 ? otherSum / others : NaN,
    atEdge,
  };
}
