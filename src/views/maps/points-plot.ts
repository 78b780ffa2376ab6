/** A plane of a run over a list of points as a plot: the value of each point with its noise. */
import type { Path, Plot } from '../../experiments/experiment';
import { planeTitle } from '../../figures/map-words';
import type { Plane } from './map-data';

export function pointsPlot(plane: Plane, { x }: Pick<Path, 'x'>): Plot {
  const { map, values, noise } = plane;
  const { factor, unit } = map.shown;
  const scaled = (numbers: Float32Array): number[] => Array.from(numbers, (v) => v * factor);
  return {
    title: planeTitle(plane),
    x: { label: 'point', unit: '', whole: true },
    y: { label: map.title, unit },
    series: [{ kind: 'points', name: map.title, x, y: scaled(values), error: scaled(noise) }],
  };
}
