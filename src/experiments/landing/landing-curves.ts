/** Every approach that a hop made, where there are several. */
import type { HopTraces } from '../../records/hop';
import { FLAG } from '../../records/record';
import type { Recorded } from '../experiment';
import type { Plot } from '../shown';
import { channelOf, clearNoiseAt } from '../holds/holds';

export interface Curve {
  readonly label: string;
  /** Whether the bridge stopped for a contact. */
  readonly contact: boolean;
  /** m and A, sample by sample. */
  readonly z: Float64Array;
  readonly current: Float64Array;
  /** Height where the curve ends, m. */
  readonly end: number;
  /** Current of the last sample, A. */
  readonly atContact: number;
  /** C that passed from the first current beyond the threshold to the end of the curve. */
  readonly charge: number;
  /** rms of the current clear of the surface, A. */
  readonly noise: number;
}

/** In the order of the program. */
export const curvesOf = (hop: HopTraces, recorded: Recorded): Curve[] =>
  recorded.steps.flatMap((step, place): Curve[] => {
    const trace = hop.steps.get(place);
    if (step.verb !== 'APPROACH' || !trace) return [];
    const [z, current] = [channelOf(trace, 'z'), channelOf(trace, 'tip_current')];
    const from = current.findIndex((i) => Math.abs(i) > step.threshold);
    const beyond = from < 0 ? current.subarray(0, 0) : current.subarray(from);
    return [
      {
        label: recorded.labels[place] ?? '',
        contact: (trace.flags & FLAG.contact) !== 0,
        z,
        current,
        end: z.at(-1) ?? NaN,
        atContact: current.at(-1) ?? NaN,
        charge: beyond.reduce((sum, i) => sum + i, 0) * trace.interval,
        noise: clearNoiseAt(hop, recorded, place),
      },
    ];
  });

/** All curves over the height above their own contact, or above their end. */
export function curvePlot(curves: readonly Curve[]): Plot[] {
  if (curves.length === 0) return [];
  return [
    {
      title: 'Approach curves, aligned at contact',
      x: { label: 'z above contact', unit: 'nm' },
      y: { label: 'i', unit: 'pA' },
      series: curves.map(({ label, z, current, end }) => ({
        kind: 'line',
        name: label,
        x: z.map((v) => (v - end) * 1e9),
        y: current.map((i) => i * 1e12),
      })),
    },
  ];
}
