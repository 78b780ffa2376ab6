/** Whether a step can be done by an instrument at all: its ranges, rates, channels and what is fitted. */
import type { Step } from '../../experiments/program/step';
import { COARSE_INTERVAL } from '../../experiments/program/timing';
import type { ChannelName } from '../../records/record';
import type { Capabilities } from '../instrument';
import { COARSE_REST, COARSE_STRIDE } from './coarse-times';
import { scpiError, type ScpiError } from './scpi-error';

/** The first thing that the instrument cannot do, as the fault that refuses the step; null when all is well. */
export function stepProblem(step: Step, can: Capabilities): ScpiError | null {
  switch (step.verb) {
    case 'MOVE':
    case 'WAIT':
    case 'BIAS':
    case 'END':
      return null;
    case 'AMPLIFIER':
      return amplifier(step.fullScale, step.cutoff, can);
    case 'APPROACH':
      return (
        velocity(step.rate, can.axes.z.max_velocity) ??
        channel(step.channel, can) ??
        atMost('travel', step.maxTravel, can.axes.z.max - can.axes.z.min) ??
        interval(step.interval, can)
      );
    case 'HOLD':
      return (
        (step.control === 'CURRENT' ? atMost('current', Math.abs(step.level), greatestScale(can)) : null) ??
        channel(step.until?.channel, can) ??
        interval(step.interval, can)
      );
    case 'CYCLE':
      return interval(step.interval, can);
    case 'RETRACT':
      return velocity(step.rate, can.axes.z.max_velocity) ?? interval(step.interval, can);
    case 'COARSE':
      return coarse(step, can);
    case 'SYNC':
      return can.track ? null : scpiError(-241, 'SYNC needs a track; track not fitted');
  }
}

/** The same of a step in the track's own program. */
export function trackProblem(step: Step, can: Capabilities): ScpiError | null {
  switch (step.verb) {
    case 'HOLD':
    case 'CYCLE': {
      const by = step.verb === 'HOLD' ? step.until?.channel : undefined;
      if (by !== undefined && by !== 'sample_potential' && by !== 'sample_current')
        return scpiError(-241, `channel ${by} is not the sample's`);
      return interval(step.interval, can);
    }
    case 'WAIT':
    case 'SYNC':
    case 'END':
      return null;
    default:
      return scpiError(-200, `${step.verb} is no step of the track`);
  }
}

/** Full scale of the smallest range that holds the current, or the fault when none does. */
export function rangeFor(fullScale: number, can: Capabilities): number {
  return Math.min(
    ...can.amplifier.ranges.map((r) => r.full_scale).filter((scale) => scale >= fullScale * (1 - 1e-9)),
  );
}

const greatestScale = (can: Capabilities): number =>
  Math.max(...can.amplifier.ranges.map((r) => r.full_scale));

function amplifier(fullScale: number, cutoff: number, can: Capabilities): ScpiError | null {
  const [least, greatest] = can.amplifier.cutoff;
  if (!Number.isFinite(rangeFor(fullScale, can))) {
    return scpiError(-222, `full scale ${String(fullScale)} A above ${String(greatestScale(can))} A`);
  }
  return cutoff >= least && cutoff <= greatest
    ? null
    : scpiError(-222, `cut-off ${String(cutoff)} Hz outside ${String(least)} to ${String(greatest)} Hz`);
}

function coarse(step: Extract<Step, { verb: 'COARSE' }>, can: Capabilities): ScpiError | null {
  const axis = can.axes.coarse;
  if (!axis) return scpiError(-241, 'coarse axis not fitted');
  const time = step.interval ?? COARSE_INTERVAL;
  if (time <= COARSE_REST) {
    return scpiError(-222, `sample interval ${String(time)} s not above ${String(COARSE_REST)} s`);
  }
  const stride = Math.min(time, COARSE_STRIDE);
  return (
    velocity(step.rate, axis.max_velocity * (1 - COARSE_REST / stride)) ??
    atMost('distance', Math.abs(step.distance), axis.max - axis.min) ??
    channel(step.until?.channel, can)
  );
}

const velocity = (value: number, greatest: number): ScpiError | null => atMost('rate', value, greatest);

const atMost = (what: string, value: number, greatest: number): ScpiError | null =>
  value <= greatest ? null : scpiError(-222, `${what} ${String(value)} above ${String(greatest)}`);

const channel = (name: ChannelName | undefined, can: Capabilities): ScpiError | null =>
  name === undefined || can.channels.some((c) => c.name === name)
    ? null
    : scpiError(-241, `channel ${name} not fitted`);

const interval = (value: number | undefined, can: Capabilities): ScpiError | null =>
  value === undefined || value >= (1 - 1e-9) / can.max_sample_rate
    ? null
    : scpiError(-222, `sample interval ${String(value)} s below ${String(1 / can.max_sample_rate)} s`);
