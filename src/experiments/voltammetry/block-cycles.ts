/** What the cycles of a block have passed: the charge of each, and how far the second has come down from the first. */
import { thermal } from '../../kinetics/constants';
import { cycleCharges } from '../../kinetics/charge/cycle-charges';
import type { Estimate } from '../../kinetics/numerics/estimate';
import type { Wave } from '../../kinetics/sweeps/wave';
import type { HopTraces } from '../../records/hop';
import type { Recipe, Recorded } from '../experiment';
import { channelOf, clearNoise, holdsOf, keptOf } from '../holds/holds';
import type { CycleStep } from '../program/step';
import { numberOf } from '../recipe/recipe';
import { setupOf } from '../recipe/setup';
import type { LabelledWave } from './plots';
import { wavesOf } from './voltammetry';

export interface Cycled {
  readonly block: number;
  readonly charges: Float64Array;
  /** C, one standard deviation of each. */
  readonly error: number;
  readonly peak: number;
}

/** Which block's program a visit ran, and what its cycles passed; null where they were not recorded. */
export function cycledOf(hop: HopTraces, recipe: Recipe, recorded: Recorded): Cycled | null {
  const [first] = wavesOf(hop, recorded, recipe);
  const step = first && recorded.steps[first.step];
  if (step?.verb !== 'CYCLE' || first?.wave.clipped !== false) return null;
  const rest = holdsOf(hop, recorded).findLast((h) => h.step.control === 'POTENTIAL')?.trace;
  if (!rest) return null;
  const settled = [...channelOf(rest, 'tip_current').subarray(Math.floor(rest.count / 2))];
  const found = cycleCharges(first.wave, {
    vertex: step.vertex1,
    cycles: step.cycles,
    rest: settled.reduce((sum, i) => sum + i, 0) / settled.length,
    unit: thermal(setupOf(recipe).temperature),
  });
  if (!found) return null;
  const { charges, peak, period } = found;
  const cutoff = numberOf(recipe, 'approachCutoff');
  const kept = keptOf(period, cutoff) + keptOf(settled.length * rest.interval, cutoff);
  const error = clearNoise(hop, recorded) * Math.sqrt(kept) * period;
  const block = recorded.steps.slice(0, first.step).filter(({ verb }) => verb === 'END').length;
  return { block, charges, error, peak };
}

/** The cycles of a wave one by one, as curves of their own. */
export function curvesOf(wave: Wave, { start, vertex1, cycles }: CycleStep): LabelledWave[] {
  const samples = (2 * Math.abs(vertex1 - start)) / wave.scanRate / wave.interval;
  return Array.from({ length: cycles }, (_, k) => {
    const part = (values: ArrayLike<number>): Float64Array =>
      Float64Array.from(values).slice(Math.round(k * samples), Math.round((k + 1) * samples));
    return {
      label: `cycle ${String(k + 1)}`,
      wave: { ...wave, potential: part(wave.potential), current: part(wave.current) },
    };
  });
}

/** A first charge of fewer standard deviations has no ratio to it. */
const LEAST_CHARGE = 3;

/** Charge of the second cycle over that of the first; null where the first is none. */
export function ratioOf({ charges: [first = NaN, second = NaN], error }: Cycled): Estimate | null {
  if (!(first > LEAST_CHARGE * error)) return null;
  const value = second / first;
  return { value, error: Math.abs(error / first) * Math.hypot(1, value) };
}
