/** Ion current, sample current and sample potential on one axis of time, with what the ion current is made of. */
import type { Plot, Series, Timeline } from '../shown';
import { samplePanels, type SampleTraces } from '../track/sample-panels';
import { timePanel } from '../track/time-panel';

export interface Listened {
  readonly name: string;
  /** s, A. */
  readonly time: Float64Array;
  readonly current: Float64Array;
}

export function listeningTimeline(
  tips: readonly Listened[],
  driven: SampleTraces,
  more: readonly Plot[] = [],
): Timeline {
  const line = (name: string, x: Float64Array, y: Float64Array): Series => ({ kind: 'line', name, x, y });
  const sample = samplePanels(driven);
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
      sample.current,
      sample.potential,
    ],
  };
}
