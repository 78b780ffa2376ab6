/** What is made sure of before the probe moves: that this bridge can do this run, and that nothing touches the probe. */
import type { Capabilities, Instrument } from '../../devices/instrument';
import type { Path } from '../../experiments/experiment';
import { predict } from '../../experiments/program/prediction';
import { drivesSample } from '../../experiments/program/program';
import type { Step } from '../../experiments/program/step';
import { DEPTH } from '../../experiments/program/timing';
import { fault, type Fault } from '../../fault';
import { byteCount, count, significant } from '../../quantity';
import { channelsOf } from '../../records/record';
import { err, ok, type Result } from '../../result';
import type { Checklist } from '../link/checks';
import { landingOf, marginOf, measureClearCurrent, type ClearCurrent, type Landing } from './clear-current';
import { coarseLacks } from './coarse-room';
import type { RunPlan } from './run-plan';

/** A threshold of so many times the noise keeps false contacts rare. */
const SAFE_RATIO = 6;

/** Compares what the bridge says of itself with what the plan needs. Faults: value-invalid, capability-missing. */
export function checkPlan(
  checks: Checklist,
  plan: RunPlan,
  { capabilities }: Instrument,
): Result<void, Fault> {
  const missing = missingCapability(plan, capabilities);
  if (missing) {
    checks.fail('Capabilities', missing);
    return err(missing);
  }
  checks.pass('Capabilities', 'travel, ranges, filter, sampling and queue suffice');
  const hopBytes = predict(plan.experiment, plan.recipe).bytes / plan.path.points.length;
  const hops = Math.floor(capabilities.record_memory / hopBytes);
  const words = `${byteCount(capabilities.record_memory)} of the bridge hold ${count(hops)} hops`;
  if (hops >= 1) checks.pass('Memory', words);
  else
    checks.warn(
      'Memory',
      `${words}; one takes ${byteCount(hopBytes)}`,
      'Record fewer samples, or keep this tab in front and the cable in place: what the host is late for is lost.',
    );
  return ok(undefined);
}

/**
 * Measures the current with the probe clear of the surface and compares it, and its noise, with the threshold of the
 * approach; then reads the height, and whether the coarse axis has room above it. Overwrites program memory, moves nothing.
 * Faults: probe-not-clear, value-invalid, and those of the link.
 */
export async function checkClear(
  checks: Checklist,
  plan: RunPlan,
  instrument: Instrument,
): Promise<Result<void, Fault>> {
  const { program } = plan;
  const landing = landingOf(program.steps);
  const measured = landing ? await measureClearCurrent(instrument, landing) : null;
  if (measured && !measured.ok && measured.error.code !== 'command-refused') return measured;
  const current = measured?.ok ? measured.value : null;
  if (landing && current) judgeNoise(checks, landing, current);
  else if (measured && !measured.ok)
    checks.warn('Noise', `could not be measured: ${measured.error.happened}`, measured.error.remedy);
  else checks.pass('Noise', 'no step waits for a current');
  const state = await instrument.state();
  if (!state.ok) return state;
  const lacking = coarseLacks(plan, instrument.capabilities, state.value.z);
  if (lacking) {
    checks.fail('Height', lacking);
    return err(lacking);
  }
  const height = `z ${micrometres(state.value.z)}`;
  if (!landing || !current || !isMet(landing, current.mean)) {
    checks.pass('Height', current ? `${height}, ${picoamperes(current.mean)}: nothing touches` : height);
    return ok(undefined);
  }
  const touching = fault(
    'probe-not-clear',
    `At ${height} a current of ${picoamperes(current.mean)} flows already, beyond the contact threshold.`,
  );
  checks.fail('Height', touching);
  return err(touching);
}

function judgeNoise(checks: Checklist, { approach }: Landing, { mean, rms }: ClearCurrent): void {
  const ratio = marginOf(approach, mean) / rms;
  const words = `${picoamperes(rms)} rms, threshold ${significant(ratio, 2)} × that away`;
  if (ratio >= SAFE_RATIO) checks.pass('Noise', words);
  else
    checks.warn(
      'Noise',
      words,
      'Raise the contact threshold, lower the filter while approaching, or look for what disturbs; false contacts cost time.',
    );
}

/** Whether the approach would end before it has begun. A fall is relative to what flows now, so it is not. */
function isMet({ approach: { condition, threshold } }: Landing, current: number): boolean {
  switch (condition) {
    case 'ABOVE':
      return current > threshold;
    case 'BELOW':
      return current < threshold;
    case 'MAGNITUDE':
      return Math.abs(current) > threshold;
    case 'FALL':
      return false;
  }
}

const micrometres = (metres: number): string => `${(metres * 1e6).toFixed(2)} µm`;
const picoamperes = (amperes: number): string => `${significant(amperes * 1e12, 2)} pA`;

const nanometres = (metres: number): string => `${(metres * 1e9).toFixed(0)} nm`;

/** The first thing that the plan needs and the bridge lacks; null when it can be run. */
function missingCapability(plan: RunPlan, capabilities: Capabilities): Fault | null {
  if (capabilities.queue_length < DEPTH)
    return fault(
      'capability-missing',
      `Queue: the bridge takes ${String(capabilities.queue_length)} hops ahead, ${String(DEPTH)} are needed.`,
    );
  if (drivesSample(plan.program) && !capabilities.track)
    return fault(
      'capability-missing',
      'Sample track: the experiment drives the sample, and this bridge has no potentiostat for it.',
    );
  const unfitted = channelsOf(plan.program.channelMask).find(
    ({ bit }) => !capabilities.channels.some((fitted) => fitted.bit === bit),
  );
  if (unfitted)
    return fault(
      'capability-missing',
      `Channel: the experiment records the ${unfitted.name.replaceAll('_', ' ')}, which this bridge does not measure.`,
    );
  const beyond = stageLacks(plan.path, capabilities);
  if (beyond) return beyond;
  for (const step of [...plan.program.steps, ...(plan.program.track?.steps ?? [])]) {
    const missing =
      step.verb === 'AMPLIFIER' ? amplifierLacks(step, capabilities) : samplingLacks(step, capabilities);
    if (missing) return missing;
  }
  return null;
}

/** The first point of a path that the stage cannot reach, as a fault; null where it reaches all. */
export function stageLacks({ points }: Path, { axes: { x, y } }: Capabilities): Fault | null {
  const outside = points.find((p) => p.x < x.min || p.x > x.max || p.y < y.min || p.y > y.max);
  return outside
    ? fault(
        'value-invalid',
        `The map reaches beyond the stage: x ${nanometres(outside.x)}, y ${nanometres(outside.y)} is outside its travel.`,
      )
    : null;
}

function amplifierLacks(
  step: { readonly fullScale: number; readonly cutoff: number },
  { amplifier }: Capabilities,
): Fault | null {
  const largest = Math.max(...amplifier.ranges.map((r) => r.full_scale));
  if (step.fullScale > largest) {
    return fault(
      'capability-missing',
      `Full scale: the bridge’s largest range is ${(largest * 1e9).toPrecision(3)} nA.`,
    );
  }
  const [least, most] = amplifier.cutoff;
  if (step.cutoff < least || step.cutoff > most) {
    return fault(
      'capability-missing',
      `Filter: ${step.cutoff.toPrecision(3)} Hz is outside the bridge’s ${String(least)} to ${String(most)} Hz.`,
    );
  }
  return null;
}

function samplingLacks(step: Step, capabilities: Capabilities): Fault | null {
  if (step.verb === 'COARSE' && !capabilities.axes.coarse)
    return fault('capability-missing', 'Coarse axis: the bridge has none, and the program moves it.');
  const rate = 'interval' in step && step.interval !== undefined ? 1 / step.interval : 0;
  return rate > capabilities.max_sample_rate * (1 + 1e-9)
    ? fault(
        'capability-missing',
        `Sampling: ${rate.toPrecision(3)} samples a second are needed, the bridge makes at most ${String(capabilities.max_sample_rate)}.`,
      )
    : null;
}
