/** The current of a sweep on its levels. */
import type { HopTraces, StepTrace } from '../../records/hop';
import { channelOf } from '../holds/holds';
import type { Recorded } from '../experiment';
import { AWAY, BACK } from './sweep';

export interface SweepProfile {
  /** Middle of the sweep, s since the bridge's boot: the mean of there and back belongs to it at every level. */
  readonly time: number;
  /** Lowest height of the probe, m. */
  readonly lowest: number;
  /** A, mean of there and back; NaN where one of them is missing. */
  readonly current: Float64Array;
  /** V and A, means over the sweep. */
  readonly samplePotential: number;
  readonly sampleCurrent: number;
}

/** Null where there and back were not both recorded. `levels` are heights above the lowest, m, evenly apart. */
export function sweepProfile(
  hop: HopTraces,
  recorded: Recorded,
  levels: readonly number[],
): SweepProfile | null {
  const [away, back] = [AWAY, BACK].map((label) => legOf(hop, recorded, label));
  if (!away || !back) return null;
  const lowest = [away, back].reduce(
    (least, leg) => channelOf(leg, 'z').reduce((a, b) => Math.min(a, b), least),
    Infinity,
  );
  const [there, again] = [away, back].map((leg) => onLevels(leg, lowest, levels)) as [
    Float64Array,
    Float64Array,
  ];
  const meanOf = (channel: 'sample_potential' | 'sample_current'): number => {
    const samples = [...channelOf(away, channel), ...channelOf(back, channel)].filter(Number.isFinite);
    return samples.reduce((sum, v) => sum + v, 0) / samples.length;
  };
  return {
    time: (away.start + back.start + (back.count - 1) * back.interval) / 2,
    lowest,
    current: there.map((i, k) => (i + (again[k] as number)) / 2),
    samplePotential: meanOf('sample_potential'),
    sampleCurrent: meanOf('sample_current'),
  };
}

function legOf(hop: HopTraces, { labels }: Recorded, label: string): StepTrace | undefined {
  const place = labels.findIndex((each, k) => each === label && hop.steps.has(k));
  return hop.steps.get(place);
}

/** Mean of the samples nearer to a level than to its neighbours. */
function onLevels(leg: StepTrace, lowest: number, levels: readonly number[]): Float64Array {
  const pitch = (levels[1] ?? NaN) - (levels[0] ?? NaN);
  const [z, current] = [channelOf(leg, 'z'), channelOf(leg, 'tip_current')];
  const [sums, counts] = [new Float64Array(levels.length), new Float64Array(levels.length)];
  z.forEach((height, k) => {
    const level = Math.round((height - lowest) / pitch);
    const i = current[k] ?? NaN;
    if (!(level >= 0 && level < levels.length) || !Number.isFinite(i)) return;
    sums[level] = (sums[level] as number) + i;
    counts[level] = (counts[level] as number) + 1;
  });
  return sums.map((sum, k) => sum / (counts[k] as number));
}
