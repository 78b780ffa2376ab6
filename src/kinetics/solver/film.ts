/**
 * A disc-shaped contact on a film that goes on sideways, with a no-flux back wall. If spread sideways and reflection at
 * the wall were independent, the disc's kernel would be multiplied by the sum over mirror images of the contact,
 * 1 + 2Σ e^(−m²L²/Dt); that is right early and late. In between the product is too large, by up to 11 % for a film much
 * thinner than the contact. This excess was computed from the dual integral equations of a disc on a film (Galerkin, 36
 * Legendre polynomials) for L/a from 0.05 to 2 and is kept as a formula; the kernel is left with an error below 0.35 %.
 */
import { solveNormal } from '../numerics/normal-equations';
import type { ExponentialKernel, Solid } from './solid';

/** Times, and rates, at which the wall matters, in L²/D and D/L². */
const EARLIEST = 0.005;
const FASTEST = 30;
/** Distance of the times in ln t. */
const GRID = 0.3;
/** Keeps the nearly dependent exponentials apart, so that there always is a solution. */
const RIDGE = 1e-9;

/** Weights of a disc's kernel with the film's wall added, by least squares on its value. */
export function filmWeights(disc: ExponentialKernel, solid: Solid, longest: number): Float64Array {
  const crossing = solid.thickness ** 2 / solid.diffusion;
  const radius = solid.discRadius / solid.thickness;
  const weights = disc.weights.slice();
  const count = disc.rates.findLastIndex((rate) => rate < FASTEST / crossing) + 1;
  const normal = Array.from({ length: count }, (_, k) => new Float64Array(count + 1).fill(RIDGE, k, k + 1));
  for (let time = EARLIEST * crossing; time < longest; time *= Math.exp(GRID)) {
    const plain = valueAt(disc, time);
    const images = wall(time / crossing, radius);
    const row = Float64Array.from({ length: count + 1 }, (_, k) =>
      k === count
        ? images / (1 + images)
        : (disc.weights[k]! * Math.exp(-disc.rates[k]! * time)) / (plain * (1 + images)),
    );
    normal.forEach((line, i) => {
      for (let j = 0; j <= count; j++) line[j] = line[j]! + row[i]! * row[j]!;
    });
  }
  solveNormal(normal)?.forEach((share, k) => (weights[k] = weights[k]! * (1 + share)));
  return weights;
}

function valueAt({ rates, weights }: ExponentialKernel, time: number): number {
  return weights.reduce((sum, weight, k) => sum + weight * Math.exp(-rates[k]! * time), 0);
}

/** What the wall adds to the disc's kernel, relative to it, at t in L²/D for a radius in L. */
function wall(t: number, radius: number): number {
  const spread = t / radius ** 2;
  const root = Math.sqrt(spread);
  const envelope = (0.30515878 * root) / (1 - 0.14866584 * root + spread * (0.76099756 + 1.37761354 * root));
  const onset = (1 - 1.30825348 / t) * Math.exp(-1.10185596 / t);
  return (1 + reflections(t)) / (1 + envelope * onset * Math.exp(-2.66902047 / radius)) - 1;
}

/** 2Σ e^(−m²/t) over m ≥ 1. */
function reflections(t: number): number {
  if (t > 1) return Math.sqrt(Math.PI * t) * (1 + 2 * Math.exp(-(Math.PI ** 2) * t)) - 1;
  let sum = 0;
  for (let m = 1; m <= 6; m++) sum += 2 * Math.exp((-m * m) / t);
  return sum;
}
