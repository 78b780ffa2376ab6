/** Ion current, sample current and sample potential on one axis of time, with what the ion current is made of. */
import type { Plot, Series, Timeline } from '../experiment';

export interface Listened {
  readonly name: string;
  /** s, A. */
  readonly time: Float64Array;
  readonly current: Float64Array;
}

interface Driven {
  /** s, V, A. */
  readonly time: Float64Array;
  readonly potential: Float64Array;
  readonly current: Float64Array;
}

export function listeningTimeline(
  tips: readonly Listened[],
  { time, potential, current }: Driven,
  more: readonly Plot[],
): Timeline {
  const line = (name: string, x: Float64Array, y: Float64Array): Series => ({ kind: 'line', name, x, y });
  return {
    title: 'Ion current, sample current and potential',
    panels: [
      timePanel(
        'ion current',
        'nA',
        tips.map((tip) =>
          line(
            tip.name,
            tip.time,
            tip.current.map((i) => i * 1e9),
          ),
        ),
      ),
      ...more,
      timePanel('sample current', 'mA', [
        line(
          'sample current',
          time,
          current.map((i) => i * 1e3),
        ),
      ]),
      timePanel('sample potential', 'V', [line('sample potential', time, potential)]),
    ],
  };
}

export const timePanel = (label: string, unit: string, series: readonly Series[]): Plot => ({
  title: label,
  x: { label: 't', unit: 's' },
  y: { label, unit },
  series,
});
