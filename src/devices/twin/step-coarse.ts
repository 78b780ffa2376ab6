/**
 * The coarse axis by a distance, recorded, until a condition is met if there is one. The stepper moves from sample to
 * sample and is read at rest.
 */
import type { Step } from '../../experiments/step';
import { CURVE_INTERVAL } from '../../experiments/timing';
import { FLAG, maskOf } from '../../records/record';
import { acquire, type Bench } from './bench';
import { meets, readingsOf } from './contact';
import { NEXT, type StepEnd } from './step-end';

type CoarseStep = Extract<Step, { verb: 'COARSE' }>;

/** Time of a reading, s, and the greatest part of a sample interval that it takes. */
const READING = 50e-6;
const READING_PART = 0.1;

export async function coarse(bench: Bench, step: CoarseStep, place: number): Promise<StepEnd> {
  const { world, capabilities } = bench;
  const interval = step.interval ?? CURVE_INTERVAL;
  const tick = Math.min(READING, READING_PART * interval);
  const mask = maskOf('z', 'tip_current', ...(step.until ? [step.until.channel] : []));
  bench.recorder.beginStep({
    step: place,
    channelMask: mask | bench.channelMask,
    interval,
    perSample: 1,
    begin: world.time,
  });

  const from = world.position.coarse;
  const { min, max } = capabilities.axes.coarse ?? { min: from, max: from };
  const target = Math.min(max, Math.max(min, from + step.distance));
  const samples = Math.max(1, Math.ceil(Math.abs(target - from) / (step.rate * interval) - 1e-6));
  const met = await conditionOf(bench, step, tick);
  for (let k = 1; k <= samples; k++) {
    const stride = (target - from) / samples;
    world.travel('coarse', from + k * stride, Math.abs(stride) / (interval - tick));
    const { ended } = await acquire(bench, { tick, count: 1 });
    if (ended === 'interrupted') return NEXT;
    if (met?.()) return { flags: FLAG.contact, then: 'next' };
  }
  const limit = target === from + step.distance ? 0 : FLAG.limit;
  return { flags: limit | (met ? FLAG.noContact : 0), then: 'next' };
}

/** Looks at the reading just taken; the first one, before any motion, is the clear value. */
async function conditionOf(
  bench: Bench,
  { until }: CoarseStep,
  tick: number,
): Promise<(() => boolean) | null> {
  if (!until) return null;
  const values = readingsOf(until.channel, bench.readings);
  await acquire(bench, { tick, count: 1 });
  const clear = values[0] as number;
  const criterion = { ...until, threshold: until.value };
  return () => meets(criterion, values[0] as number, clear);
}
