import type { ExponentialKernel } from './exponential-kernel';

/**
 * A disc-shaped contact on a film that goes on sideways, with a no-flux back wall. Spread sideways and reflection at the
 * wall are taken as independent, so that the disc's kernel is multiplied by the sum over mirror images of the contact,
 * 1 + 2Σ e^(−m²L²/Dt). That is exact for short times and for long ones (spread in two dimensions); the surface resistance
 * in between differs from the dual integral equations by up to 0.1 % for a film as thick as the contact radius, 0.6 %
 * for half of that.
 */

/** Times, and rates, at which the wall matters, in L²/D and D/L². */
const EARLIEST = 0.005;
const FASTEST = 30;
/** Distance of the times in ln t. */
const GRID = 0.3;
/** Keeps the nearly dependent exponentials apart. */
const RIDGE = 1e-9;

/** Weights of a disc's kernel with the film's wall added, by least squares on its value; `crossing` is L²/D, s. */
export function filmWeights(disc: ExponentialKernel, crossing: number, longest: number): Float64Array {
  const weights = disc.weights.slice();
  const count = disc.rates.findLastIndex((rate) => rate < FASTEST / crossing) + 1;
  const normal = Array.from({ length: count }, (_, k) => new Float64Array(count + 1).fill(RIDGE, k, k + 1));
  for (let time = EARLIEST * crossing; time < longest; time *= Math.exp(GRID)) {
    const plain = valueAt(disc, time);
    const images = reflections(time / crossing);
    const row = Float64Array.from({ length: count + 1 }, (_, k) =>
      k === count
        ? images / (1 + images)
        : (disc.weights[k]! * Math.exp(-disc.rates[k]! * time)) / (plain * (1 + images)),
    );
    normal.forEach((line, i) => {
      for (let j = 0; j <= count; j++) line[j] = line[j]! + row[i]! * row[j]!;
    });
  }
  eliminate(normal).forEach((share, k) => (weights[k] = weights[k]! * (1 + share)));
  return weights;
}

function valueAt({ rates, weights }: ExponentialKernel, time: number): number {
  return weights.reduce((sum, weight, k) => sum + weight * Math.exp(-rates[k]! * time), 0);
}

/** 2Σ e^(−m²/t) over m ≥ 1. */
function reflections(t: number): number {
  if (t > 1) return Math.sqrt(Math.PI * t) * (1 + 2 * Math.exp(-(Math.PI ** 2) * t)) - 1;
  let sum = 0;
  for (let m = 1; m <= 6; m++) sum += 2 * Math.exp((-m * m) / t);
  return sum;
}

/** Solves a symmetric positive definite system, its right side in the last column, in place. */
function eliminate(lines: readonly Float64Array[]): Float64Array {
  const count = lines.length;
  const solution = new Float64Array(count);
  for (let p = 0; p < count; p++) {
    for (let i = p + 1; i < count; i++) {
      const factor = lines[i]![p]! / lines[p]![p]!;
      for (let j = p; j <= count; j++) lines[i]![j] = lines[i]![j]! - factor * lines[p]![j]!;
    }
  }
  for (let p = count - 1; p >= 0; p--) {
    let value = lines[p]![count]!;
    for (let j = p + 1; j < count; j++) value -= lines[p]![j]! * solution[j]!;
    solution[p] = value / lines[p]![p]!;
  }
  return solution;
}
