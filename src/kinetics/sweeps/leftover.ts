/**
 * What earlier waves of a visit still make flow. A reversible couple imposes the occupancy of the contact, from 0 before a
 * wave to 1 beyond its half-wave potential and back; each step of it, at time 0, leaves the current
 *
 *     i(t) = FAC√D·[1/√(πt) + (√D/a)·h(Dt/a²)],   ĥ(s) = β(√s)/s,
 *
 * with β as in `disc.ts` (h = 1 early, 4/π late; the second term is absent for planar diffusion). An insertion and the
 * removal after it nearly cancel; the rest fades as t^(−3/2).
 */
import { discSpread } from '../solver/disc';
import { inverseLaplace } from '../solver/inverse-laplace';

/** A time, s, during which the contact was full. */
export interface Filling {
  readonly from: number;
  readonly to: number;
}

/** Nodes of h in ln t. */
const FIRST = -9;
const LAST = 9;
const PER_UNIT = 4;

let table: Float64Array | undefined;

function tabulated(): Float64Array {
  return Float64Array.from({ length: (LAST - FIRST) * PER_UNIT + 2 }, (_, k) =>
    inverseLaplace((s) => discSpread(Math.sqrt(s)) / s, Math.exp(FIRST + k / PER_UNIT)),
  );
}

function spreading(time: number): number {
  table ??= tabulated();
  const place = Math.min(LAST - FIRST, Math.max(0, Math.log(time) - FIRST)) * PER_UNIT;
  const node = Math.floor(place);
  const part = place - node;
  return (1 - part) * (table[node] as number) + part * (table[node + 1] as number);
}

/** Current left at time t, over FAC√D, s^−½; `rate` = √D/a, s^−½, 0 for planar diffusion. */
export function leftover(fillings: readonly Filling[], rate: number, time: number): number {
  let sum = 0;
  for (const { from, to } of fillings)
    if (to < time) sum += stepped(time - from, rate) - stepped(time - to, rate);
  return sum;
}

/** The same of one step, so long ago. */
function stepped(since: number, rate: number): number {
  const spread = rate > 0 ? rate * spreading(rate * rate * since) : 0;
  return 1 / Math.sqrt(Math.PI * since) + spread;
}
