/** What holds recorded: times, means, and what the amplifier's noise leaves in a mean. */
import { ELEMENTARY_CHARGE } from '../../kinetics/constants';
import type { Estimate } from '../../kinetics/numerics/estimate';
import { BESSEL_NOISE_BANDWIDTH } from '../../kinetics/solver/bessel';
import type { ChannelName } from '../../records/record';
import type { HopTraces, StepTrace } from '../../records/hop';
import type { Recorded } from '../experiment';
import { approachPlace } from '../landing/landed';
import type { HoldStep } from '../program/step';

export interface Held {
  readonly step: HoldStep;
  readonly label: string;
  readonly trace: StepTrace;
  /** −3 dB frequency of the amplifier meanwhile, Hz. */
  readonly cutoff: number;
}

/** The holds that a hop made, in their order. */
export function holdsOf(hop: HopTraces, recorded: Recorded): Held[] {
  let cutoff = Infinity;
  return recorded.steps.flatMap((step, place) => {
    if (step.verb === 'AMPLIFIER') cutoff = step.cutoff;
    const trace = hop.steps.get(place);
    return step.verb === 'HOLD' && trace
      ? [{ step, label: recorded.labels[place] ?? '', trace, cutoff }]
      : [];
  });
}

/** Centres of the samples, s since the step began. */
export const timesOf = ({ count, interval }: StepTrace): Float64Array =>
  Float64Array.from({ length: count }, (_, k) => (k + 0.5) * interval);

/** A channel of a trace as numbers; empty where it was not recorded. */
export const channelOf = (trace: StepTrace, channel: ChannelName): Float64Array =>
  Float64Array.from(trace.channels[channel] ?? []);

/** Samples of an approach that tell of noise, and the part of it before the end that they are taken from. */
const LEAST_CLEAR = 32;
const CLEAR_PART = 0.8;
/** Standard deviation over median absolute deviation of normal noise. */
const MAD = 1.4826;

/**
 * rms noise of the tip current clear of the surface, A, from the approach curve: 1.4826 × the median absolute deviation,
 * so that a contact in it does not count, with what the samples' own interval has averaged away put back. NaN for a
 * curve that is too short to tell.
 */
export const clearNoise = (hop: HopTraces, recorded: Recorded): number =>
  clearNoiseAt(hop, recorded, approachPlace(hop, recorded));

/** The same of the approach at a place of the program. */
export function clearNoiseAt(hop: HopTraces, recorded: Recorded, place: number): number {
  const trace = hop.steps.get(place);
  const amplifier = recorded.steps.slice(0, Math.max(0, place)).findLast((s) => s.verb === 'AMPLIFIER');
  if (!trace || !amplifier) return NaN;
  const current = channelOf(trace, 'tip_current').subarray(0, Math.floor(CLEAR_PART * trace.count));
  const clear = current.filter(Number.isFinite);
  if (clear.length < LEAST_CLEAR) return NaN;
  const middle = medianOf(clear);
  const spread = MAD * medianOf(clear.map((i) => Math.abs(i - middle)));
  return spread / Math.sqrt(keptOf(trace.interval, amplifier.cutoff));
}

/**
 * Part of the variance of filtered white noise that is left in a mean over a time, 1/(1 + 2BT) with the noise bandwidth
 * B: all of it for times much shorter than the filter's, S/2T for much longer ones. In between it is near the truth.
 */
export const keptOf = (time: number, cutoff: number): number =>
  1 / (1 + 2 * BESSEL_NOISE_BANDWIDTH * cutoff * time);

/**
 * Mean of the tip current over a hold, A. Its error is from the noise clear of the surface (A rms) and the shot noise of
 * the current itself; samples that follow each other faster than the filter lets through are not independent.
 */
export function meanCurrent({ trace, cutoff }: Held, clear: number): Estimate {
  const current = channelOf(trace, 'tip_current').filter(Number.isFinite);
  const value = current.reduce((sum, i) => sum + i, 0) / current.length;
  const shot = 2 * ELEMENTARY_CHARGE * Math.abs(value) * BESSEL_NOISE_BANDWIDTH * cutoff;
  const kept = keptOf(current.length * trace.interval, cutoff);
  return { value, error: Math.sqrt((clear ** 2 + shot) * kept) };
}

/** Noise of the samples of a hold about their mean, A, from the differences of neighbours, which a slow drift does not enter. */
export const heldNoise = ({ trace }: Held): number =>
  neighbourNoise(trace.channels.tip_current ?? new Float32Array(0));

/** The same of any samples that follow each other. */
export function neighbourNoise(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 1; k < samples.length; k++) sum += ((samples[k] ?? NaN) - (samples[k - 1] ?? NaN)) ** 2;
  return Math.sqrt(sum / 2 / (samples.length - 1));
}

const medianOf = (values: Float64Array): number => {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
};
