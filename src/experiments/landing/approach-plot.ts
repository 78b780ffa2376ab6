/** The way down to the surface as a picture. */
import type { HopTraces } from '../../records/hop';
import type { Recorded } from '../experiment';
import type { Plot, Series } from '../shown';
import { approachOf, approachPlace } from './landed';
import { scaled } from '../voltammetry/plots';

const PICO = 1e12;
const NANO = 1e9;

/** Tip current against the height above the contact, or above the end of the approach where there was none. */
export function approachPlot(hop: HopTraces, recorded: Recorded, height: number | null): Plot[] {
  const { z, tip_current: current } = approachOf(hop, recorded)?.channels ?? {};
  if (!z || !current) return [];
  const origin = height ?? z.at(-1) ?? 0;
  const above = Float64Array.from(z, (v) => (v - origin) * NANO);
  const step = recorded.steps[approachPlace(hop, recorded)];
  const threshold = (step?.verb === 'APPROACH' ? step.threshold : NaN) * PICO;
  const ends = [Math.min(...above), Math.max(...above)];
  const mark = (level: number): Series => ({ kind: 'line', name: 'threshold', x: ends, y: [level, level] });
  return [
    {
      title: 'Approach curve',
      x: { label: 'z above contact', unit: 'nm' },
      // The transient of the contact is many times the threshold and would flatten all that led to it.
      y: { label: 'i', unit: 'pA', range: [-4 * threshold, 4 * threshold] },
      series: [
        { kind: 'line', name: 'tip current', x: above, y: scaled(current, PICO) },
        mark(threshold),
        mark(-threshold),
      ],
    },
  ];
}
