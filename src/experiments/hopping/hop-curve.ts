/** The approach curve of a hop: what flows clear of the surface, how far it fell, and where the way down ended. */
import { mean } from 'd3-array';
import { BESSEL_DELAY } from '../../kinetics/solver/bessel';
import { FLAG } from '../../records/record';
import type { HopTraces } from '../../records/hop';
import type { Recorded } from '../experiment';
import { channelOf, keptOf } from '../holds/holds';
import { approachPlace } from '../landing/landed';

/** The bridge stands still before it goes down; nearer to the top than this it has not begun, m. */
const STANDING = 1e-9;
/** Part of that standstill in which the filter calms down. */
const CALM = 0.5;
/** Samples at the end, at standstill again. */
const STOPPED = 5;
const LEAST = 4;

export interface HopCurve {
  /** m and A, sample by sample: where the probe was when the current flowed, the filter's delay before it was read. */
  readonly z: Float64Array;
  readonly current: Float64Array;
  /** Whether the bridge stopped for the setpoint. */
  readonly felt: boolean;
  /** Where it ended, m. */
  readonly end: number;
  /** Current clear of the surface and its noise, A rms behind the filter. */
  readonly clear: number;
  readonly noise: number;
  /** Part of the clear current that was left at the end, and 1σ of it. */
  readonly left: number;
  readonly leftError: number;
}

/** Null where no approach was recorded. */
export function hopCurve(hop: HopTraces, recorded: Recorded): HopCurve | null {
  const place = approachPlace(hop, recorded);
  const trace = hop.steps.get(place);
  const amplifier = recorded.steps.slice(0, Math.max(0, place)).findLast((s) => s.verb === 'AMPLIFIER');
  if (!trace || !amplifier) return null;
  const [z, current] = [channelOf(trace, 'z'), channelOf(trace, 'tip_current')];
  const begun = z.findIndex((v) => v < (z[0] ?? NaN) - STANDING);
  const standing = current.subarray(0, begun < 0 ? current.length : begun);
  const calm = standing.subarray(Math.floor(CALM * standing.length)).filter(Number.isFinite);
  const clear = calm.length >= LEAST ? (mean(calm) ?? NaN) : NaN;
  const spread = Math.sqrt(calm.reduce((sum, i) => sum + (i - clear) ** 2, 0) / (calm.length - 1));
  const noise = spread / Math.sqrt(keptOf(trace.interval, amplifier.cutoff));
  const stopped = current.subarray(-STOPPED).filter(Number.isFinite);
  const meanError = (n: number): number => noise * Math.sqrt(keptOf(n * trace.interval, amplifier.cutoff));
  const left = (mean(stopped) ?? NaN) / clear;
  return {
    z: earlier(z, BESSEL_DELAY / amplifier.cutoff / trace.interval),
    current,
    felt: (trace.flags & FLAG.contact) !== 0,
    end: z.at(-1) ?? NaN,
    clear,
    noise,
    left,
    leftError: Math.hypot(meanError(stopped.length), left * meanError(calm.length)) / Math.abs(clear),
  };
}

/** Samples as they were so many intervals before, between two of them on the straight line. */
const earlier = (samples: Float64Array, by: number): Float64Array =>
  samples.map((_, k) => {
    const place = Math.max(0, k - by);
    const [below, above] = [samples[Math.floor(place)] ?? NaN, samples[Math.ceil(place)] ?? NaN];
    return below + (above - below) * (place - Math.floor(place));
  });
