/**
 * Diffusion in the solid as a sum of exponentials. Every kernel here decays monotonically, K(t) = ∫ g(λ) e^(−λt) d ln λ,
 * and the trapezoidal rule in ln λ turns the integral into few nodes; with spacing h the ripple of K is √2·e^(−π²/h),
 * 7e-5 for h = 1.
 */
import { erfc } from '../numerics/error-function';
import { discDensity } from './disc';
import { filmWeights } from './film';
import type { ExponentialKernel, Solid, Timescale } from './solid';

/** Slowest node · longest time, and fastest node · shortest time: what lies beyond is lumped. */
const SLOW = 0.1;
const FAST = 30;
/** e-folds summed beyond the nodes on either side; the rest of the fast side is a geometric series. */
const TAIL = 30;

/** Weight of a mode of rate λ, per unit of ln λ. */
type Density = (rate: number) => number;

/**
 * Kernel for a solid and the times asked for; `spacing` is the distance of nodes in ln λ.
 * A planar contact on a semi-infinite solid has K̂ = 1/√(Ds), a layer coth(L√(s/D))/√(Ds); with a disc radius the layer
 * is a film that goes on beyond the contact.
 */
export function exponentialKernel(solid: Solid, timescale: Timescale, spacing: number): ExponentialKernel {
  const { diffusion, discRadius, thickness } = solid;
  const planar: Density = (rate) => Math.sqrt(rate / diffusion) / Math.PI;
  const unit = discRadius ** 2 / diffusion;
  const disc: Density = (rate) => discDensity(rate * unit) / discRadius;
  const hasEdge = Number.isFinite(discRadius);
  if (!Number.isFinite(thickness)) return quadrature(hasEdge ? disc : planar, [], timescale, spacing);
  if (!hasEdge) {
    return layerKernel(planar, (Math.PI / thickness) ** 2 * diffusion, thickness, timescale, spacing);
  }
  const kernel = quadrature(disc, [], timescale, spacing);
  return { ...kernel, weights: filmWeights(kernel, solid, timescale.longest) };
}

/** Rate and weight. */
type Mode = readonly [number, number];

/** Where the sum over a layer's modes passes into an integral, in modes, and over how many e-folds. */
const CROSSOVER = 4;
const CROSSOVER_WIDTH = 0.5;
const MODES = 16;
/** Share below which a node is left out. */
const NEGLIGIBLE = 1e-6;

/**
 * A layer's modes have rates m²·λ₁ and weights 2/L (1/L for m = 0). Those below the crossover are kept one by one, those
 * beyond are dense enough to be an integral; a smooth partition of unity between both keeps the quadrature spectral.
 */
function layerKernel(
  planar: Density,
  first: number,
  thickness: number,
  timescale: Timescale,
  spacing: number,
): ExponentialKernel {
  const discrete = (mode: number): number => erfc(Math.log(mode / CROSSOVER) / CROSSOVER_WIDTH) / 2;
  const modes: Mode[] = [[0, 1 / thickness]];
  for (let m = 1; m <= MODES; m++) modes.push([m * m * first, (2 * discrete(m)) / thickness]);
  const dense: Density = (rate) => {
    const share = 1 - discrete(Math.sqrt(rate / first));
    return share < NEGLIGIBLE ? 0 : share * planar(rate);
  };
  return quadrature(dense, modes, timescale, spacing);
}

function quadrature(
  density: Density,
  modes: readonly Mode[],
  timescale: Timescale,
  spacing: number,
): ExponentialKernel {
  const slowest = SLOW / timescale.longest;
  const fastest = FAST / timescale.shortest;
  const count = Math.max(1, Math.ceil(Math.log(fastest / slowest) / spacing));
  const grid = gridOf(slowest, count, spacing);
  const tail = Math.ceil(TAIL / spacing);
  const weights = grid.map((rate, k) => (k < 2 ? 0 : spacing * density(rate)));
  // What is slower than the grid: two nodes with its sum and its first moment.
  for (let k = 1; k <= tail; k++) {
    const rate = slowest * Math.exp(-k * spacing);
    const weight = spacing * density(rate);
    const part = rate / grid[1]!;
    weights[0]! += weight * (1 - part);
    weights[1]! += weight * part;
  }
  let instant = 0;
  let lag = 0;
  for (let k = count; k < count + tail; k++) {
    const rate = slowest * Math.exp(k * spacing);
    let weight = spacing * density(rate);
    if (k === count + tail - 1) weight /= 1 - Math.exp(-spacing / 2);
    instant += weight / rate;
    lag += weight / rate ** 2;
  }
  if (modes.length === 0) return { rates: grid, weights, instant, lag };
  const nodes: Mode[] = Array.from(grid, (rate, k): Mode => [rate, weights[k]!]).filter(([, w]) => w > 0);
  for (const [rate, weight] of modes) {
    if (rate < fastest) {
      nodes.push([rate, weight]);
    } else {
      instant += weight / rate;
      lag += weight / rate ** 2;
    }
  }
  nodes.sort((a, b) => a[0] - b[0]);
  return {
    rates: Float64Array.from(nodes, ([rate]) => rate),
    weights: Float64Array.from(nodes, ([, weight]) => weight),
    instant,
    lag,
  };
}

/** Grids in use, so that electrodes of the same timescale have the same object of rates. */
const grids = new Map<string, Float64Array>();
const GRIDS = 16;

/** Rate 0, the one below the slowest, and `count` from the slowest on. */
function gridOf(slowest: number, count: number, spacing: number): Float64Array {
  const key = `${String(slowest)} ${String(count)} ${String(spacing)}`;
  let grid = grids.get(key);
  if (!grid) {
    grid = Float64Array.from({ length: count + 2 }, (_, k) =>
      k === 0 ? 0 : slowest * Math.exp((k - 2) * spacing),
    );
    if (grids.size >= GRIDS) grids.clear();
    grids.set(key, grid);
  }
  return grid;
}
