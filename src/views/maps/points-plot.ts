/** A plane of a run over a list of points as a plot: the value of each point with its noise. */
import type { Path } from '../../experiments/experiment';
import type { Plot, PointRange } from '../../experiments/shown';
import { planeTitle } from '../../figures/map-words';
import type { Plane } from './map-data';

/** Of all points, or of some of them. */
export function pointsPlot(plane: Plane, { x }: Pick<Path, 'x'>, range: PointRange | null): Plot {
  const { map } = plane;
  const { from, to } = range ?? { from: 0, to: x.length };
  const { factor, unit } = map.shown;
  const scaled = (numbers: Float32Array): number[] =>
    Array.from(numbers.subarray(from, to), (v) => v * factor);
  return {
    title: planeTitle(plane),
    x: { label: 'point', unit: '', whole: true },
    y: { label: map.title, unit },
    series: [
      {
        kind: 'points',
        name: map.title,
        x: x.slice(from, to),
        y: scaled(plane.values),
        error: scaled(plane.noise),
      },
    ],
  };
}
