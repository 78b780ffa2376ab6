/**
 * What a small resistance does to the wave of a reversible couple under a contact disc. The drop ρχ (in RT/F, with
 * ρ = f·R·FAC√(Dfv)) takes from the potential that the couple sees, c = 1/(1 + e^(ρχ−x)), and
 *
 *     χ(x; p, ρ) = χ(x; p) + ρ·first(x; p) + ρ²·second(x; p) + O(ρ³).
 *
 * Both terms come from stepping the wave itself at ±ρ, so that what the steps err by cancels.
 */
import { exponentialKernel } from './exponential-kernel';
import { FluxHistory } from './flux-history';

/** ρ at which both terms are taken; the next one leaves 2e-4 of the peak at twice this. */
const PROBE = 0.25;
const SPACING = 0.6;
const CLOSE = 1e-7;
const MOST_ROUNDS = 40;

/** `first` and `second` on nodes x = from + k·step, k = 0 … count − 1. */
export interface OhmicTerms {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** The terms for p = a√(fv/D), Infinity for planar diffusion. */
export function ohmicTerms(p: number, from: number, step: number, count: number): OhmicTerms {
  const plain = stepped(p, 0, from, step, count);
  const less = stepped(p, -PROBE, from, step, count);
  const more = stepped(p, PROBE, from, step, count);
  const first = new Float64Array(count);
  const second = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const [a, b, c] = [less[k] ?? NaN, plain[k] ?? NaN, more[k] ?? NaN];
    first[k] = (c - a) / (2 * PROBE);
    second[k] = (a + c - 2 * b) / (2 * PROBE ** 2);
  }
  return { first, second };
}

/** χ on the nodes, by steps of their distance; time in 1/(fv), lengths in √(D/fv). */
function stepped(p: number, rho: number, from: number, step: number, count: number): Float64Array {
  const solid = { diffusion: 1, discRadius: p, thickness: Infinity };
  const kernel = exponentialKernel(solid, { shortest: step, longest: count * step }, SPACING);
  const history = new FluxHistory(kernel, step);
  const wave = new Float64Array(count);
  let flux = 0;
  for (let k = 0; k < count; k++) {
    const left = history.begin(step);
    flux = balanced(from + k * step, rho, left, history.response, flux);
    history.end(flux);
    wave[k] = flux;
  }
  return wave;
}

/** The flux that brings the contact to the occupancy of its own potential, by Newton's method. */
function balanced(x: number, rho: number, left: number, response: number, start: number): number {
  let flux = start;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const occupancy = 1 / (1 + Math.exp(rho * flux - x));
    const excess = left + response * flux - occupancy;
    const correction = excess / (response + rho * occupancy * (1 - occupancy));
    flux -= correction;
    if (Math.abs(correction) < CLOSE) break;
  }
  return flux;
}
