/** The swelling of a film over time, beside what the sample and the pipette did. */
import type { Plot, Timeline } from '../shown';
import { samplePanels } from '../track/sample-panels';
import { timePanel } from '../track/time-panel';
import type { SampleHistory } from '../track/sample-history';

interface Swelling {
  /** s since the bridge's boot, and when the run began. */
  readonly time: Float64Array;
  readonly begin: number;
  /** m above the first height; A clear of the surface; C by then and at most; m of the film. */
  readonly swelling: Float64Array;
  readonly current: Float64Array;
  readonly inserted: Float64Array;
  readonly most: number;
  readonly thickness: number;
}

export function swellingTimeline(
  { time, begin, swelling, current, inserted, most, thickness }: Swelling,
  history: SampleHistory,
): Timeline {
  const hops = time.map((t) => t - begin);
  const sample = samplePanels({ ...history, time: history.time.map((t) => t - begin) });
  const panel = (title: string, label: string, unit: string, x: Float64Array, y: Float64Array): Plot =>
    timePanel(title, label, unit, [{ kind: 'line', name: title, x, y }]);
  return {
    title: 'Height, volume, sample and ion current',
    panels: [
      panel(
        'height',
        'Δz',
        'µm',
        hops,
        swelling.map((h) => h * 1e6),
      ),
      panel(
        'volume change',
        'ΔV',
        '%',
        hops,
        swelling.map((h) => (100 * h) / thickness),
      ),
      sample.potential,
      sample.current,
      panel(
        'state of charge',
        'SOC',
        '%',
        hops,
        inserted.map((q) => (100 * q) / most),
      ),
      panel(
        'ion current',
        'i',
        'nA',
        hops,
        current.map((i) => i * 1e9),
      ),
    ],
  };
}
