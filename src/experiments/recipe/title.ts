import type { Experiment, Path } from '../experiment';

/** What a run is called: its experiment and how much of the sample it goes over. */
export function titleOf({ title }: Experiment, { listed, points, columns, rows }: Path): string {
  if (!listed) {
    const pixels = points.filter(({ row }) => row >= 0).length;
    const part = pixels < columns * rows ? `, ${String(pixels)} pixels` : '';
    return `${title}, ${String(columns)} × ${String(rows)}${part}`;
  }
  return columns === 1 ? `${title}, 1 point` : `${title}, ${String(columns)} points`;
}
