/** How long steps take and how many samples they make: for predictions before a run and for the time left during it. */
import { maskOf } from '../../records/record';
import type { CycleStep, Step } from './step';

/** Visits that the bridge has in its queue or at work. */
export const DEPTH = 16;
/** Samples of the bridge's approach and retract curves when the step does not say otherwise, s. */
export const CURVE_INTERVAL = 0.2e-3;
/** The same of the coarse axis, whose first sample is taken before it moves, s. */
export const COARSE_INTERVAL = 0.1;

/** Potential range that a cycle sweeps in all, V: start → (vertex 1 → vertex 2) × cycles → end. */
export function sweptPotential(step: CycleStep): number {
  const inner = Math.abs(step.vertex2 - step.vertex1);
  return (
    Math.abs(step.vertex1 - step.start) + inner * (2 * step.cycles - 1) + Math.abs(step.end - step.vertex2)
  );
}

const ELECTRIC = maskOf('tip_current', 'tip_potential');

export interface StepCost {
  readonly seconds: number;
  readonly samples: number;
  /** What is recorded by the step's own need. */
  readonly channelMask: number;
}

/**
 * At standstill the bridge lets the filter calm down before an approach, takes the current clear of the surface, and listens
 * twice whether the contact is real: so many times 1 / cut-off in all.
 */
const APPROACH_STANDSTILL = 12;

/**
 * Expected cost of a step; one that waits for a value is counted as if that never came. `travel` is the way down that an
 * approach is expected to need, m; `cutoff` that of the filter at the time, Hz; a move is counted with `moveSeconds`.
 */
export function stepCost(step: Step, travel: number, moveSeconds: number, cutoff = Infinity): StepCost {
  switch (step.verb) {
    case 'MOVE':
      return { seconds: moveSeconds, samples: 0, channelMask: 0 };
    case 'WAIT':
      return { seconds: step.seconds, samples: 0, channelMask: 0 };
    case 'APPROACH':
      return curve(
        Math.min(travel, step.maxTravel) / step.rate + APPROACH_STANDSTILL / cutoff,
        step.interval,
      );
    case 'HOLD':
      return {
        seconds: step.seconds,
        samples: Math.round(step.seconds / step.interval),
        channelMask: ELECTRIC,
      };
    case 'CYCLE': {
      const seconds = sweptPotential(step) / step.scanRate;
      return { seconds, samples: Math.round(seconds / step.interval), channelMask: ELECTRIC };
    }
    case 'COARSE': {
      const { interval = COARSE_INTERVAL } = step;
      const samples = 1 + Math.ceil(Math.abs(step.distance) / (step.rate * interval) - 1e-6);
      return curve(samples * interval, interval);
    }
    case 'RETRACT':
      return curve(Math.abs(step.distance) / step.rate, step.interval);
    case 'AMPLIFIER':
    case 'BIAS':
    case 'SYNC':
    case 'END':
      return { seconds: 0, samples: 0, channelMask: 0 };
  }
}

const curve = (seconds: number, interval = CURVE_INTERVAL): StepCost => ({
  seconds,
  samples: Math.round(seconds / interval),
  channelMask: maskOf('z', 'tip_current'),
});
