/**
 * The current that flows before the probe comes down, measured by the bridge itself: a program that sets range, filter
 * and bias of the approach and holds them for a moment, without any motion.
 */
import type { Instrument } from '../../devices/instrument';
import type { ApproachStep, Step } from '../../experiments/program/step';
import { fault, type Fault } from '../../fault';
import { assembleHop } from '../../records/hop';
import { FLAG, type BridgeRecord } from '../../records/record';
import { err, ok, type Result } from '../../result';

/** Independent readings that the noise is told from: one each half period of the filter's cut-off. */
const READINGS = 400;
const LONGEST = 0.5;
const SHORTEST = 0.05;
/** Samples in a period of the cut-off, so that averaging over a sample hides little of the noise. */
const OVERSAMPLING = 8;
/** The program is given up when it has not ended so long after its own time, ms. */
const PATIENCE_MS = 5000;
const POLL_MS = 5;

/** Id of the hop that measures: no run has it. */
export const CLEAR_HOP = 0xfffffffe;

/** A. */
export interface ClearCurrent {
  readonly mean: number;
  readonly rms: number;
}

type Amplifier = Extract<Step, { verb: 'AMPLIFIER' }>;

/** The first step of a program that comes down on a current, with what is set before it. */
export interface Landing {
  readonly approach: ApproachStep;
  readonly amplifier: Amplifier;
  readonly bias: number;
}

/** Null where no step waits for a current. */
export function landingOf(steps: readonly Step[]): Landing | null {
  let amplifier: Amplifier | null = null;
  let bias = 0;
  for (const step of steps) {
    if (step.verb === 'AMPLIFIER') amplifier = step;
    else if (step.verb === 'BIAS') bias = step.potential;
    else if (step.verb === 'APPROACH' && step.channel === 'tip_current' && amplifier)
      return { approach: step, amplifier, bias };
  }
  return null;
}

/** How far the current may stray from what flows away from the surface before it counts as contact, A. */
export function marginOf({ condition, threshold }: ApproachStep, mean: number): number {
  if (condition === 'FALL') return threshold * Math.abs(mean);
  return Math.abs(threshold - (condition === 'MAGNITUDE' ? Math.abs(mean) : mean));
}

/**
 * Measures on a bridge at rest; its program memory is overwritten. Faults: command-refused, link-silent when the program
 * does not end, and those of the link.
 */
export async function measureClearCurrent(
  instrument: Instrument,
  landing: Landing,
): Promise<Result<ClearCurrent, Fault>> {
  const before = await instrument.state();
  if (!before.ok) return before;
  const hold = holdOf(landing, instrument.capabilities.max_sample_rate);
  const loaded = await instrument.loadProgram([landing.amplifier, hold, { verb: 'END' }], 0);
  if (!loaded.ok) return loaded;
  for (const order of [() => instrument.queueHops([{ id: CLEAR_HOP, x: 0, y: 0 }]), () => instrument.run()]) {
    const done = await order();
    if (!done.ok) return done;
  }
  const records = await recordsOfHop(instrument, before.value.nextRecord, hold.seconds);
  if (!records.ok) return records;
  const current = [...assembleHop(records.value).steps.values()][0]?.channels.tip_current;
  return current && current.length > 1
    ? ok(statisticsOf(current.subarray(current.length >> 1)))
    : err(fault('command-refused', 'The bridge recorded no current.'));
}

function holdOf({ amplifier: { cutoff }, bias }: Landing, maxRate: number) {
  const seconds = Math.min(LONGEST, Math.max(SHORTEST, READINGS / (2 * cutoff)));
  const interval = 1 / Math.min(maxRate, OVERSAMPLING * cutoff);
  return { verb: 'HOLD', control: 'POTENTIAL', level: bias, seconds, interval } as const;
}

async function recordsOfHop(
  instrument: Instrument,
  from: number,
  seconds: number,
): Promise<Result<readonly BridgeRecord[], Fault>> {
  const records: BridgeRecord[] = [];
  const end = performance.now() + 1000 * seconds + PATIENCE_MS;
  while (performance.now() < end) {
    const next = (from + records.length) >>> 0;
    const block = await instrument.records(next);
    if (!block.ok) return block;
    records.push(...block.value.records);
    const state = await instrument.state();
    if (!state.ok) return state;
    if (records.some(({ flags }) => flags & FLAG.lastOfHop) && state.value.state !== 'RUNNING') {
      const released = await instrument.release((from + records.length) >>> 0);
      return released.ok ? ok(records) : released;
    }
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
  return err(fault('link-silent', 'The bridge did not end the measurement of its noise.'));
}

/** The first half, in which range and bias settle, is left out before. */
function statisticsOf(current: Float32Array): ClearCurrent {
  const mean = current.reduce((sum, i) => sum + i, 0) / current.length;
  const squares = current.reduce((sum, i) => sum + (i - mean) ** 2, 0);
  return { mean, rms: Math.sqrt(squares / (current.length - 1)) };
}
