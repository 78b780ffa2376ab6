/** Potential and current of the sample over time, with marks where its potentiostat was overloaded. */
import type { Plot, Series } from '../shown';
import { timePanel } from './time-panel';

export interface SampleTraces {
  /** s, as shown; V; A. */
  readonly time: Float64Array;
  readonly potential: Float64Array;
  readonly current: Float64Array;
  /** Not 0 where the potentiostat could not hold its level. */
  readonly overload?: ArrayLike<number>;
}

export function samplePanels({ time, potential, current, overload = [] }: SampleTraces): {
  readonly potential: Plot;
  readonly current: Plot;
} {
  const milliamperes = current.map((i) => i * 1e3);
  const line = (name: string, y: Float64Array): Series => ({ kind: 'line', name, x: time, y });
  const at = [...time.keys()].filter((k) => overload[k]);
  const marks: Series[] =
    at.length > 0
      ? [
          {
            kind: 'points',
            name: 'overload',
            x: at.map((k) => time[k] ?? NaN),
            y: at.map((k) => milliamperes[k] ?? NaN),
          },
        ]
      : [];
  return {
    potential: timePanel('sample potential', 'E', 'V', [line('sample potential', potential)]),
    current: timePanel('sample current', 'I', 'mA', [line('sample current', milliamperes), ...marks]),
  };
}
