/** One hop: the steps of its program in order, each with its own noise, until the program's end or an abort. */
import type { Step } from '../../experiments/program/step';
import { FLAG } from '../../records/record';
import type { Hop } from '../instrument';
import type { Bench } from './bench';
import type { ProgramMemory } from './program-memory';
import { approach } from './step-approach';
import { coarse } from './step-coarse';
import { cycle } from './step-cycle';
import { NEXT, type StepEnd } from './step-end';
import { hold } from './step-hold';
import { rangeFor } from './step-limits';
import { move, sync, wait } from './step-move';
import { retract } from './step-retract';

/** Runs a hop to its end; `onStep` hears of each step. Answers whether the droplet still holds the probe. */
export async function runHop(
  bench: Bench,
  program: ProgramMemory,
  hop: Hop,
  onStep: (place: number) => void,
): Promise<{ readonly attached: boolean }> {
  const { recorder, world } = bench;
  let place = hop.firstStep ?? 0;
  let last = place;
  let attached = false;
  let closed = false;
  /** Flags of steps that are not recorded, for the next one that is. */
  let unsaid = 0;
  recorder.beginHop(hop.id);
  for (let step = program.at(place); step.verb !== 'END' && !closed; step = program.at(place)) {
    onStep(place);
    last = place;
    world.seed(hop.id, place);
    const end = await runStep(bench, step, hop, place);
    attached = (end.flags & FLAG.stillAttached) !== 0;
    const next = following(program, place, end);
    // A lift without a retract of its own still has to go up before the hop is over.
    const over = bench.interrupted || (end.then !== 'lift' && program.at(next).verb === 'END');
    const flags = end.flags | (bench.interrupted ? FLAG.aborted : 0) | (over ? FLAG.lastOfHop : 0);
    const recorded = recorder.endStep(flags | unsaid);
    unsaid = recorded ? 0 : unsaid | end.flags;
    closed = recorded && over;
    if (bench.interrupted) break;
    if (end.then === 'lift' && program.at(next).verb === 'END') await bench.raise();
    place = next;
  }
  if (!closed) recorder.endHop(last, world.time, unsaid | (bench.interrupted ? FLAG.aborted : 0));
  return { attached };
}

const BEYOND = Number.MAX_SAFE_INTEGER;

/** Place of the step that comes after one that ended so; beyond the program where there is none. */
function following(program: ProgramMemory, place: number, end: StepEnd): number {
  if (end.then === 'next') return place + 1;
  const retracts = end.then === 'lift' ? program.nextRetract(place) : -1;
  return retracts < 0 ? BEYOND : retracts;
}

async function runStep(bench: Bench, step: Step, hop: Hop, place: number): Promise<StepEnd> {
  switch (step.verb) {
    case 'MOVE':
      return move(bench, hop);
    case 'WAIT':
      return wait(bench, step.seconds);
    case 'AMPLIFIER':
      bench.setAmplifier(rangeFor(step.fullScale, bench.capabilities), step.cutoff);
      return NEXT;
    case 'BIAS':
      bench.potential = step.potential;
      return NEXT;
    case 'APPROACH':
      return approach(bench, step, place);
    case 'HOLD':
      return hold(bench, step, place);
    case 'CYCLE':
      return cycle(bench, step, place);
    case 'RETRACT':
      return retract(bench, step, place);
    case 'COARSE':
      return coarse(bench, step, place);
    case 'SYNC':
      return sync(bench, step.mark);
    case 'END':
      return NEXT;
  }
}
