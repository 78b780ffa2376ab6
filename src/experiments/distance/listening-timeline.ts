/** Ion current, sample current and sample potential on one axis of time, with what the ion current is made of. */
import type { Plot, Series, Timeline } from '../experiment';
import { timePanel } from '../track/time-panel';

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
  more: readonly Plot[] = [],
): Timeline {
  const line = (name: string, x: Float64Array, y: Float64Array): Series => ({ kind: 'line', name, x, y });
  return {
    title: 'Ion current, sample current and potential',
    panels: [
      timePanel(
        'ion current',
        'i',
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
      timePanel('sample current', 'I', 'mA', [
        line(
          'sample current',
          time,
          current.map((i) => i * 1e3),
        ),
      ]),
      timePanel('sample potential', 'E', 'V', [line('sample potential', time, potential)]),
    ],
  };
}
