/** What can be known before the probe moves: whether this bridge can do this run. */
import type { Capabilities } from '../devices/instrument';
import type { Step } from '../experiments/step';
import { fault, type Fault } from '../fault';
import type { RunPlan } from './run-plan';

const nanometres = (metres: number): string => `${(metres * 1e9).toFixed(0)} nm`;

/** The first thing that the plan needs and the bridge lacks; null when it can be run. */
export function missingCapability(plan: RunPlan, capabilities: Capabilities): Fault | null {
  const { x, y } = capabilities.axes;
  const outside = plan.path.points.find((p) => p.x < x.min || p.x > x.max || p.y < y.min || p.y > y.max);
  if (outside) {
    return fault(
      'value-invalid',
      `The map reaches beyond the stage: x ${nanometres(outside.x)}, y ${nanometres(outside.y)} is outside its travel.`,
    );
  }
  for (const step of plan.program.steps) {
    const missing =
      step.verb === 'AMPLIFIER' ? amplifierLacks(step, capabilities) : samplingLacks(step, capabilities);
    if (missing) return missing;
  }
  return null;
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
  const rate = 'interval' in step && step.interval !== undefined ? 1 / step.interval : 0;
  return rate > capabilities.max_sample_rate * (1 + 1e-9)
    ? fault(
        'capability-missing',
        `Sampling: ${rate.toPrecision(3)} samples a second are needed, the bridge makes at most ${String(capabilities.max_sample_rate)}.`,
      )
    : null;
}
