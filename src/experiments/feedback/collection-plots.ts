/** What was collected as pictures: against the potential of the sample, and with what the sample did on one axis of time. */
import type { Estimate } from '../../kinetics/numerics/estimate';
import { NORMAL_95 } from '../../kinetics/numerics/statistics';
import type { Plot, Series, Timeline } from '../shown';
import { channelOf, timesOf, type Held } from '../holds/holds';
import { timePanel } from '../track/time-panel';

const PICO = 1e12;
const MICRO = 1e6;
const PPM = 1e6;

export interface CollectedCurve {
  readonly name: string;
  /** V, and A or a part. */
  readonly potentials: readonly number[];
  readonly values: readonly Estimate[];
}

function curveSeries({ name, potentials, values }: CollectedCurve, factor: number): Series[] {
  const scaled = (by: -1 | 1): number[] =>
    values.map(({ value, error }) => (value + by * NORMAL_95 * error) * factor);
  const [lower, upper] = [scaled(-1), scaled(1)];
  const known = lower.some(Number.isFinite);
  return [
    ...(known ? [{ kind: 'band', name: `${name}, 95 %`, x: potentials, lower, upper } as const] : []),
    { kind: 'line', name, x: potentials, y: values.map(({ value }) => value * factor) },
  ];
}

/** With a mark at the least level that counts as an onset, A. */
export function collectedPlot(curves: readonly CollectedCurve[], level: number): Plot {
  const all = curves.flatMap(({ potentials }) => potentials);
  const ends = [Math.min(...all), Math.max(...all)];
  return {
    title: 'Collected current',
    x: { label: 'E sample', unit: 'V' },
    y: { label: 'i', unit: 'pA' },
    series: [
      ...curves.flatMap((curve) => curveSeries(curve, PICO)),
      { kind: 'line', name: 'threshold', x: ends, y: [level * PICO, level * PICO] },
    ],
  };
}

export const efficiencyPlot = (curves: readonly CollectedCurve[]): Plot => ({
  title: 'Collection efficiency',
  x: { label: 'E sample', unit: 'V' },
  y: { label: 'i / I', unit: 'ppm' },
  series: curves.flatMap((curve) => curveSeries(curve, PPM)),
});

export const samplePlot = (curves: readonly CollectedCurve[]): Plot => ({
  title: 'Sample current',
  x: { label: 'E sample', unit: 'V' },
  y: { label: 'I', unit: 'µA' },
  series: curves.flatMap((curve) => curveSeries(curve, MICRO)),
});

/** Of one place, from its first background on. */
export function collectionTimeline(holds: readonly Held[]): Timeline[] {
  const [first] = holds;
  if (!first) return [];
  const begin = first.trace.start;
  const row = (of: ({ trace }: Held) => Float64Array): Float64Array =>
    Float64Array.from(holds.flatMap((held) => [...of(held)]));
  const time = row(({ trace }) => timesOf(trace).map((t) => t + trace.start - trace.interval / 2 - begin));
  const panel = (title: string, label: string, unit: string, y: Float64Array): Plot =>
    timePanel(title, label, unit, [{ kind: 'line', name: title, x: time, y }]);
  return [
    {
      title: 'Tip current, sample current and potential',
      panels: [
        panel(
          'tip current',
          'i',
          'pA',
          row(({ trace }) => channelOf(trace, 'tip_current').map((i) => i * PICO)),
        ),
        panel(
          'sample current',
          'I',
          'µA',
          row(({ trace }) => channelOf(trace, 'sample_current').map((i) => i * MICRO)),
        ),
        panel(
          'sample potential',
          'E',
          'V',
          row(({ trace }) => channelOf(trace, 'sample_potential')),
        ),
      ],
    },
  ];
}
