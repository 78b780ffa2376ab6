/** A visit as one pulse: when its current flowed, what the body of the recipe makes of its potential, and whether to believe it. */
import {
  formulaDiffusion,
  pulseValidity,
  restValidity,
  trueDiffusion,
  type PulseValidity,
} from '../../kinetics/charge/gitt';
import {
  fitPulse,
  type Body,
  type NoFit,
  type PulseFit,
  type PulseRecord,
} from '../../kinetics/charge/titration-pulse';
import type { Estimate } from '../../kinetics/numerics/estimate';
import type { HopTraces } from '../../records/hop';
import type { Recipe, Recorded } from '../experiment';
import { channelOf, holdsOf, type Held } from '../holds/holds';
import { programOfHop } from '../landing/landed';
import { numberOf, textOf } from '../recipe/recipe';
import { lineThrough } from '../results/straight-line';
import { PULSE, pulseCurrent } from './titration-program';

export const PULSE_VERDICT = {
  good: 0,
  no_pulse: 1,
  overload: 2,
  too_long: 3,
  too_short: 4,
  unsettled: 5,
  ohmic: 6,
  misfit: 7,
  noisy: 8,
} as const;
export type PulseVerdict = keyof typeof PULSE_VERDICT;

/** Dτ/L² up to which a pulse tells D: beyond, the potential tells how full the body is. */
export const LONGEST_T = 0.2;
/** Part of the set current by which that of a pulse may be off. */
const OFF = 0.02;
/** Of the change by diffusion: ohmic drop from which on it drowns, and residuals that are no longer noise. */
const DROWNED = 20;
const MISFIT = 0.02;
/** Of D, 1σ of noise. */
const NOISY = 0.5;
/** Of ΔEs, drift before the pulse over its length, and how many σ of it make it one. */
const MOVING = 0.01;
const CLEAR = 3;
/** Fewest readings under current. */
const FEWEST = 5;
/** Readings after a switch that are left out: the mean over one is not the potential in its middle. */
const SKIPPED = 2;

interface Driven {
  /** s since the bridge's boot at which the current began. */
  readonly begin: number;
  /** A, anodic positive, mean. */
  readonly current: number;
  readonly record: PulseRecord;
}

export interface PulseReading extends Partial<Driven> {
  readonly verdict: PulseVerdict;
  readonly body: Body;
  readonly fit?: PulseFit;
  /** m²/s, with what residuals, bend and the rest before leave open. */
  readonly diffusion?: Estimate;
  readonly validity?: PulseValidity;
  /** Part of the pulse's change at the surface that is left after its rest. */
  readonly remaining?: number;
  /** How far the potential would have moved by itself within the pulse, as it did before, in parts of ΔEs. */
  readonly moving?: number;
  /** What Weppner and Huggins' formula reads, and D that it reads that of, m²/s. */
  readonly formula?: Estimate | null;
  readonly corrected?: number | null;
}

export const bodyOf = (recipe: Recipe): Body => {
  const shape = textOf(recipe, 'particleShape');
  const geometry = shape === 'plane' || shape === 'cylinder' ? shape : 'sphere';
  return { geometry, length: numberOf(recipe, 'particleRadius') };
};

const WHY_NOT: Readonly<Record<NoFit, PulseVerdict>> = {
  few: 'no_pulse',
  long: 'too_long',
  short: 'too_short',
};

export function readPulse(hop: HopTraces, recipe: Recipe, recorded: Recorded): PulseReading {
  const body = bodyOf(recipe);
  const driven = drivenOf(hop, recipe, recorded);
  if (!driven) return { verdict: 'no_pulse', body };
  const set = pulseCurrent(recipe, programOfHop(hop, recorded));
  if (Math.abs(driven.current / set - 1) > OFF) return { ...driven, verdict: 'overload', body };
  const fit = fitPulse(driven.record, body);
  if (typeof fit === 'string') return { ...driven, verdict: WHY_NOT[fit], body };
  const { duration, time } = driven.record;
  const { geometry, length } = body;
  const { value } = fit.diffusion;
  const validity = pulseValidity(geometry, value, duration, length);
  const rest = (time.at(-1) ?? NaN) - duration;
  const settled = restValidity(geometry, value, duration, rest, length);
  // The pulse before has left as much, after a rest as long; D goes with the square of the change.
  const diffusion = { value, error: Math.hypot(fit.diffusion.error, 2 * settled.remaining * value) };
  const moving = movingOf(driven.record, fit);
  const transient = { value: fit.transient, error: fit.jump.error };
  const formula = formulaDiffusion(geometry, length, duration, fit.equilibrium, transient);
  return {
    ...driven,
    body,
    fit,
    diffusion,
    validity,
    remaining: settled.remaining,
    moving,
    formula,
    corrected: formula && trueDiffusion(geometry, formula.value, duration, length),
    verdict: verdictOf(fit, validity.T, settled.enough && moving <= MOVING),
  };
}

function verdictOf(
  { diffusion, jump, transient, scatter }: PulseFit,
  T: number,
  enough: boolean,
): PulseVerdict {
  if (scatter > MISFIT * Math.abs(transient))
    return diffusion.error < NOISY * diffusion.value ? 'misfit' : 'noisy';
  if (T > LONGEST_T) return 'too_long';
  if (!enough) return 'unsettled';
  if (Math.abs(jump.value) > DROWNED * Math.abs(transient)) return 'ohmic';
  return diffusion.error < NOISY * diffusion.value ? 'good' : 'noisy';
}

/** 0 where no drift stands out of the noise. */
function movingOf({ time, potential, duration }: PulseRecord, { equilibrium }: PulseFit): number {
  const resting = time.findIndex((t) => t > 0);
  const line = lineThrough(time.subarray(0, resting), potential.subarray(0, resting));
  if (!line || Math.abs(line.slope) < CLEAR * line.slopeError) return 0;
  return Math.abs((line.slope * duration) / equilibrium.value);
}

/** The hold of a visit that its pulse lies in. */
export const pulseHold = (hop: HopTraces, recorded: Recorded): Held | undefined =>
  holdsOf(hop, recorded).find(({ label }) => label.startsWith(PULSE));

/** Null where the visit has no current that lasts. */
function drivenOf(hop: HopTraces, recipe: Recipe, recorded: Recorded): Driven | null {
  const held = pulseHold(hop, recorded);
  if (!held) return null;
  const { start, interval, count } = held.trace;
  const [potential, current] = [
    channelOf(held.trace, 'sample_potential'),
    channelOf(held.trace, 'sample_current'),
  ];
  const most = current.reduce((a, i) => Math.max(a, Math.abs(i)), 0);
  const flows = (k: number): boolean => Math.abs(current[k] ?? 0) > most / 2;
  const first = current.findIndex((_, k) => flows(k));
  if (first < 1 || potential.length !== count) return null;
  let last = first;
  while (flows(last + 1)) last++;
  if (last - first < FEWEST) return null;
  const inner = current.subarray(first + 1, last);
  const level = inner.reduce((a, b) => a + b, 0) / inner.length;
  // A reading is a mean, so that those in which the current switched tell when.
  const part = (k: number): number => (current[k] ?? 0) / level;
  const begin = (first + 1 - part(first) - part(first - 1)) * interval;
  const duration = (last + part(last) + part(last + 1)) * interval - begin;
  const centre = (k: number): number => (k + 0.5) * interval - begin;
  const used = Array.from({ length: count }, (_, k) => k).filter((k) => {
    const t = centre(k);
    const after = (switched: number): boolean => t > switched + SKIPPED * interval;
    if (!Number.isFinite(potential[k]) || t > duration + numberOf(recipe, 'pulseRest')) return false;
    return k < first - 1 || (after(0) && k < last) || after(duration);
  });
  return {
    begin: start - interval / 2 + begin,
    current: level,
    record: {
      time: Float64Array.from(used, centre),
      potential: Float64Array.from(used, (k) => potential[k] as number),
      duration,
    },
  };
}
