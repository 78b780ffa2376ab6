/**
 * When an approach has met the surface: the condition on a single reading that stops the motion, and the test at
 * standstill that confirms it.
 *
 * Filtered noise that crosses a threshold θ upward comes down with the filter's own decay; its charge after the crossing
 * is near θ/4fc. A contact leaves more: a steady level beyond the threshold, or, where it dies away (double layer,
 * depletion), a charge that no crossing of noise has.
 */
import type { Condition, HoldStep } from '../../experiments/program/step';
import type { ChannelName } from '../../records/record';
import type { Readings } from '../../world/world';

/** Charge that confirms a contact, in units of threshold / cut-off. */
const CHARGE_FACTOR = 0.75;

/** Waiting at standstill, in units of 1 / cut-off: before the approach to calm down, then to measure the clear level. */
export const CALM = 4;
/** Re-check: charge over the first part, level over the second. */
export const RECHECK = 2;

export interface Criterion {
  readonly channel: ChannelName;
  readonly condition: Condition;
  /** Channel's unit, or a fraction for `FALL`. */
  readonly threshold: number;
}

/** The readings that belong to a channel. */
export function readingsOf(channel: ChannelName, readings: Readings): Float64Array {
  switch (channel) {
    case 'z':
      return readings.z;
    case 'tip_potential':
      return readings.potential;
    case 'sample_potential':
      return readings.samplePotential;
    case 'sample_current':
      return readings.sampleCurrent;
    default:
      return readings.current;
  }
}

/** Whether the mean of a whole sample has passed a value; to be asked of every reading in turn, by its index. */
export function passing(
  { channel, condition, value }: NonNullable<HoldStep['until']>,
  perSample: number,
  readings: Readings,
): (index: number) => boolean {
  const values = readingsOf(channel, readings);
  let sum = 0;
  let phase = 0;
  return (index) => {
    sum += values[index] as number;
    if (++phase < perSample) return false;
    const mean = sum / perSample;
    sum = phase = 0;
    return condition === 'ABOVE' ? mean > value : mean < value;
  };
}

/** Whether a value meets the criterion; `clear` is the value away from the surface. */
export function meets({ condition, threshold }: Criterion, value: number, clear: number): boolean {
  switch (condition) {
    case 'ABOVE':
      return value > threshold;
    case 'BELOW':
      return value < threshold;
    case 'MAGNITUDE':
      return Math.abs(value) > threshold;
    case 'FALL':
      return Math.abs(value) < Math.abs(clear) * (1 - threshold);
  }
}

/**
 * Whether the charge of a current that died away tells of a contact all the same.
 * @param charge beyond the clear level since the motion stopped, C
 * @param clear level away from the surface, A
 * @param cutoff −3 dB frequency of the amplifier's filter, Hz
 */
export function chargeConfirms(criterion: Criterion, charge: number, clear: number, cutoff: number): boolean {
  if (criterion.channel !== 'tip_current') return false;
  const needed = (height: number): number => (CHARGE_FACTOR * height) / cutoff;
  switch (criterion.condition) {
    case 'ABOVE':
      return charge > needed(criterion.threshold - clear);
    case 'BELOW':
      return -charge > needed(clear - criterion.threshold);
    case 'MAGNITUDE':
      return Math.abs(charge) > needed(criterion.threshold);
    case 'FALL':
      return false;
  }
}
