/** For tests: the traces of a visit as a program records them, from laws of time. */
import { randomLcg, randomNormal } from 'd3-random';
import type { HopTraces, StepTrace } from '../../records/hop';
import { FLAG } from '../../records/record';
import type { Program } from '../experiment';
import { firstSteps, stepsOf } from './program';
import type { Step } from './step';

type Law = (time: number, label: string) => number;

interface Laws {
  /** Channels of holds: s since the hold began, and its label. */
  readonly current?: Law;
  readonly potential?: Law;
  /** Channels of the sample beside them. */
  readonly samplePotential?: Law;
  readonly sampleCurrent?: Law;
  /** z at contact, m; none where the surface is not met. */
  readonly height?: number;
  /** rms of the tip current of approaches, A; white. */
  readonly noise?: number;
  /** Which of several programs. */
  readonly program?: number;
  readonly seed?: number;
}

/** Samples of an approach. */
const CURVE = 400;

export function visitBy(program: Program, laws: Laws): HopTraces {
  const own = stepsOf(program, laws.program ?? 0);
  const first = firstSteps(program.steps)[laws.program ?? 0] ?? 0;
  const gauss = randomNormal.source(randomLcg(laws.seed ?? 0.5))(0, laws.noise ?? 0);
  const steps = new Map<number, StepTrace>();
  let start = 100;
  let flags = 0;
  for (const [k, step] of own.entries()) {
    const place = first + k;
    const made = traceOf(step, program.labels[place] ?? '', laws, gauss);
    if (!made || flags & FLAG.noContact) continue;
    flags |= made.flags;
    steps.set(place, { ...made, step: place, start: start + made.interval / 2 });
    start += made.count * made.interval;
  }
  return { hop: 1, flags: flags | FLAG.lastOfHop, steps };
}

type Made = Omit<StepTrace, 'step' | 'start'>;

function traceOf(
  step: Step,
  label: string,
  { current, potential, samplePotential, sampleCurrent, height }: Laws,
  gauss: () => number,
): Made | null {
  if (step.verb === 'APPROACH') {
    const interval = step.interval ?? 0.2e-3;
    const to = height ?? 0;
    return {
      flags: height === undefined ? FLAG.noContact : FLAG.contact,
      interval,
      count: CURVE,
      channels: {
        z: Float32Array.from({ length: CURVE }, (_, j) => to + (CURVE - 1 - j) * step.rate * interval),
        tip_current: Float32Array.from({ length: CURVE }, gauss),
      },
    };
  }
  if (step.verb !== 'HOLD') return null;
  const count = Math.round(step.seconds / step.interval);
  const sampled = (law: Law | undefined): Float32Array =>
    Float32Array.from({ length: count }, (_, j) => law?.((j + 0.5) * step.interval, label) ?? step.level);
  return {
    flags: 0,
    interval: step.interval,
    count,
    channels: {
      tip_current: sampled(current),
      tip_potential: sampled(potential),
      ...(samplePotential ? { sample_potential: sampled(samplePotential) } : {}),
      ...(sampleCurrent ? { sample_current: sampled(sampleCurrent) } : {}),
    },
  };
}
