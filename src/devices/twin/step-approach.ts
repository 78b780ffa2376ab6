/**
 * Down until the surface is felt. The loop looks at every reading and stops the motion first; then it listens at
 * standstill whether the contact is real, and goes on only if it is not. All of it is recorded, standstill too.
 */
import type { ApproachStep } from '../../experiments/program/step';
import { CURVE_INTERVAL } from '../../experiments/program/timing';
import { FLAG, maskOf } from '../../records/record';
import { acquire, type Bench } from './bench';
import { CALM, chargeConfirms, meets, readingsOf, RECHECK } from './contact';
import { NEXT, type StepEnd } from './step-end';

/** The loop's own pace, s. */
const LOOP = 50e-6;

export async function approach(bench: Bench, step: ApproachStep, place: number): Promise<StepEnd> {
  const mask = maskOf('z', 'tip_current', step.channel);
  const { tick } = bench.record(place, mask, step.interval ?? CURVE_INTERVAL, LOOP);
  const ticksOf = (filterTimes: number): number => Math.max(4, Math.ceil(filterTimes / bench.cutoff / tick));
  const values = readingsOf(step.channel, bench.readings);

  await standstill(bench, step, tick, ticksOf(CALM));
  const clear = await standstill(bench, step, tick, ticksOf(CALM));
  if (bench.interrupted) return NEXT;
  if (meets(step, clear, clear)) return { flags: FLAG.early, then: 'lift' };

  const confirmed = async (): Promise<boolean> => {
    const count = ticksOf(RECHECK);
    const charge = ((await standstill(bench, step, tick, count)) - clear) * count * tick;
    const level = await standstill(bench, step, tick, count);
    return meets(step, level, clear) || chargeConfirms(step, charge, clear, bench.cutoff);
  };

  for (let left = Math.ceil(step.maxTravel / (step.rate * tick) - 1e-6); left > 0;) {
    const stop = (index: number): boolean => meets(step, values[index] as number, clear);
    const { made, ended } = await acquire(bench, { tick, count: left, velocity: -step.rate, stop });
    if (ended === 'interrupted') return NEXT;
    if (ended === 'limit') return { flags: FLAG.noContact | FLAG.limit, then: 'lift' };
    if (ended === 'complete') break;
    left -= made;
    if (await confirmed()) return contact(bench, tick);
  }
  return bench.interrupted ? NEXT : { flags: FLAG.noContact, then: 'lift' };
}

/** Fills the sample that is begun, so that the curve ends at standstill. */
async function contact(bench: Bench, tick: number): Promise<StepEnd> {
  await acquire(bench, { tick, count: bench.recorder.missing });
  return { flags: FLAG.contact, then: 'next' };
}

/** Mean of the step's channel over readings without motion. */
async function standstill(
  bench: Bench,
  { channel }: ApproachStep,
  tick: number,
  count: number,
): Promise<number> {
  let sum = 0;
  await acquire(bench, {
    tick,
    count,
    tap: (readings, made) => {
      const values = readingsOf(channel, readings);
      for (let k = 0; k < made; k++) sum += values[k] as number;
    },
  });
  return sum / count;
}
