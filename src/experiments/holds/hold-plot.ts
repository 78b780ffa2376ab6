/** What was recorded during holds as a picture: a channel against the time since the first of them began. */
import type { ChannelName } from '../../records/record';
import type { Plot } from '../shown';
import { channelOf, timesOf, type Held } from './holds';

const SHOWN = {
  tip_current: { title: 'Current while held', label: 'i', unit: 'pA', factor: 1e12 },
  tip_potential: { title: 'Potential while held', label: 'E', unit: 'V', factor: 1 },
} as const satisfies Partial<Record<ChannelName, unknown>>;

/** Longest time that is shown in ms, s. */
const SHORT = 10;

export function heldPlot(holds: readonly Held[], channel: keyof typeof SHOWN): Plot[] {
  const [first] = holds;
  const last = holds.at(-1)?.trace;
  if (!first || !last) return [];
  const begin = first.trace.start - first.trace.interval / 2;
  const long = last.start + last.count * last.interval - begin > SHORT;
  const { title, label, unit, factor } = SHOWN[channel];
  return [
    {
      title,
      x: { label: 't', unit: long ? 's' : 'ms' },
      y: { label, unit },
      series: holds.map(({ trace, label: name }) => {
        const offset = trace.start - trace.interval / 2 - begin;
        return {
          kind: 'line',
          name,
          x: timesOf(trace).map((t) => (t + offset) * (long ? 1 : 1e3)),
          y: channelOf(trace, channel).map((v) => v * factor),
        };
      }),
    },
  ];
}
