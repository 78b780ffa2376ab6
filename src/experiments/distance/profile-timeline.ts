/** Ion current at some distances, sample current and potential on one axis of time. */
import type { Plot, Series, Timeline, TrackTrace } from '../experiment';

interface Traces {
  /** A, sweep by sweep. */
  readonly traced: readonly { readonly name: string; readonly current: Float64Array }[];
  /** s since the bridge's boot, and when the run began. */
  readonly time: Float64Array;
  readonly begin: number;
}

export function profileTimeline({ traced, time, begin }: Traces, track: TrackTrace): Timeline {
  const sweeps = time.map((t) => t - begin);
  const driven = Float64Array.from(track.time, (t) => t - begin);
  const line = (name: string, x: Float64Array, y: Float64Array): Series => ({ kind: 'line', name, x, y });
  const panel = (label: string, unit: string, series: readonly Series[]): Plot => ({
    title: label,
    x: { label: 't', unit: 's' },
    y: { label, unit },
    series,
  });
  return {
    title: 'Ion current at some distances, and the sample',
    panels: [
      panel(
        'ion current',
        'nA',
        traced.map(({ name, current }) =>
          line(
            name,
            sweeps,
            current.map((i) => i * 1e9),
          ),
        ),
      ),
      panel('sample current', 'mA', [
        line(
          'sample current',
          driven,
          Float64Array.from(track.current, (i) => i * 1e3),
        ),
      ]),
      panel('sample potential', 'V', [line('sample potential', driven, Float64Array.from(track.potential))]),
    ],
  };
}
