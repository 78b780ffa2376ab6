/**
 * The coarse axis by a distance, recorded, until a condition is met if there is one. A stepper has to come to rest before
 * it is read: it strides from sample to sample at full speed, and the rate is the mean over a sample interval.
 *
 * Before it goes down the fine axis is drawn up to its end: no height is met by the stepper that the fine axis has not
 * looked at, as long as it goes down by no more than the fine range at a time.
 */
import type { Step } from '../../experiments/program/step';
import { COARSE_INTERVAL } from '../../experiments/program/timing';
import { FLAG, maskOf } from '../../records/record';
import { acquire, type Bench } from './bench';
import { meets, readingsOf } from './contact';
import { NEXT, type StepEnd } from './step-end';

type CoarseStep = Extract<Step, { verb: 'COARSE' }>;

/** Time of a reading, s. */
const READING = 1e-3;

export async function coarse(bench: Bench, step: CoarseStep, place: number): Promise<StepEnd> {
  const { world, capabilities } = bench;
  const interval = step.interval ?? COARSE_INTERVAL;
  if (step.distance < 0) await bench.raise(Infinity);
  if (bench.interrupted) return NEXT;
  const mask = maskOf('z', 'tip_current', ...(step.until ? [step.until.channel] : []));
  const from = world.position.coarse;
  const { min, max } = capabilities.axes.coarse ?? { min: from, max: from };
  const target = Math.min(max, Math.max(min, from + step.distance));
  const samples = Math.max(1, Math.ceil(Math.abs(target - from) / (step.rate * interval) - 1e-6));

  bench.recorder.beginStep({
    step: place,
    channelMask: mask | bench.channelMask,
    interval,
    perSample: 1,
    begin: world.time,
  });
  const criterion = step.until && { ...step.until, threshold: step.until.value };
  const value = criterion ? readingsOf(criterion.channel, bench.readings) : null;
  let clear = NaN;
  for (let k = 0; k <= samples; k++) {
    const due = world.time + interval - READING;
    // The first sample is taken before any motion.
    if (k > 0) await bench.travel('coarse', from + ((target - from) * k) / samples);
    await bench.pass(due - world.time);
    const { ended } = await acquire(bench, { tick: READING, count: 1 });
    if (ended === 'interrupted') return NEXT;
    const now = value?.[0] ?? NaN;
    if (k === 0) clear = now;
    if (criterion && meets(criterion, now, clear))
      return { flags: k === 0 ? FLAG.early : FLAG.contact, then: 'next' };
  }
  const limit = target === from + step.distance ? 0 : FLAG.limit;
  return { flags: limit | (criterion ? FLAG.noContact : 0), then: 'next' };
}
