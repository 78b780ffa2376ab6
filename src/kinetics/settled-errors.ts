/**
 * How far off the settled D may be, from what it becomes when the shapes, the resistance, the leak or a peak are others. Each
 * is a derivative at the solution: a shape that rises by δχ acts as a current −A·δχ more at the bins.
 */
import { leakInformation, sweepsOfAll } from './shared-sums';
import { dropSlopeOf, radiusSlopeOf, sumSlope, type Slope } from './sweeps/blend';
import { LARGEST_RHO } from './sweeps/template';
import type { WaveTracks } from './sweeps/tracks';

/** ln D of the visit as a function of amplitudes and leak. */
interface Sensitivity {
  /** d ln D by the amplitude of each first sweep, 1/A. */
  readonly byAmplitude: readonly number[];
  /** By the leak, RT/F per A. */
  readonly byLeak: number;
  /** All that the sweeps say of the leak. */
  readonly information: number;
}

/** 1σ of ln D; `doubt` and `leakSpread` are those of resistance, Ω, and leak, A per RT/F; `unit` is F/RT. */
export function logError(
  waves: readonly WaveTracks[],
  unit: number,
  doubt: number,
  leakSpread: number,
): number {
  const sensitivity = sensitivityOf(waves);
  let byShape = 0;
  let byResistance = 0;
  let squares = 0;
  waves.forEach((tracks, k) => {
    const { first } = tracks;
    if (!first.shape) return;
    const { p, rho } = first.shape;
    const shift = shiftsOf(tracks, k, sensitivity, radiusSlopeOf(p), dropSlopeOf(p, rho));
    // The shapes go with p, and p with D^−½.
    byShape -= shift.byRadius / 2;
    byResistance += Math.min(unit * doubt * first.amplitude, LARGEST_RHO - rho) * shift.byDrop;
    squares += shift.byAmplitude ** 2 * first.variance * first.amplitudeSpread;
  });
  const gain = 1 / (1 - Math.max(-1, Math.min(0.8, byShape)));
  return gain * Math.hypot(Math.sqrt(squares), byResistance, sensitivity.byLeak * leakSpread);
}

function sensitivityOf(waves: readonly WaveTracks[]): Sensitivity {
  const weights: number[] = [];
  let total = 0;
  for (const { wave, first } of waves) {
    const weight = Math.sqrt(wave.scanRate) / (first.variance * first.amplitudeSpread);
    weights.push(weight);
    total += weight * first.amplitude;
  }
  const byAmplitude: number[] = [];
  let byLeak = 0;
  for (const { first } of waves) {
    const own = (2 * (weights[byAmplitude.length] as number)) / total;
    byAmplitude.push(own);
    byLeak -= own * first.leverage;
  }
  return { byAmplitude, byLeak, information: leakInformation(sweepsOfAll(waves)) };
}

/** Changes of ln D with those of one wave's shape, in both sweeps and in the tail beneath the reverse one, and of its amplitude. */
function shiftsOf(
  { first, reverse, sweeps }: WaveTracks,
  place: number,
  { byAmplitude, byLeak, information }: Sensitivity,
  radius: Slope,
  drop: Slope,
): { readonly byRadius: number; readonly byDrop: number; readonly byAmplitude: number } {
  const own = byAmplitude[place] as number;
  const { nodes, nodeAt } = first.sweep;
  const weights = nodes.atNodes;
  first.weights(own, byLeak / information / first.variance, weights);
  const ahead = (slope: Slope): number => -first.amplitude * sumSlope(slope, nodeAt, -first.place, weights);
  const byRadius = ahead(radius);
  const byDrop = ahead(drop);
  if (!reverse) return { byRadius, byDrop, byAmplitude: own };
  const { nodeAt: backAt, nodes: backNodes } = reverse.sweep;
  const backWeights = backNodes.atNodes;
  reverse.weights(0, byLeak / information / reverse.variance, backWeights);
  const back = (slope: Slope): number =>
    first.amplitude * sumSlope(slope, backAt, 2 * sweeps.turn - first.place, backWeights) -
    reverse.amplitude * sumSlope(slope, backAt, -reverse.place, backWeights);
  // The first sweep's own noise comes in once more through the tail that the reverse one stands on.
  let tail = 0;
  for (let k = 0; k < backWeights.length; k++) {
    const standing = (reverse.beneath[k] as number) - first.amplitude * (reverse.left[k] as number);
    tail += standing * (backWeights[k] as number);
  }
  return {
    byRadius: byRadius + back(radius),
    byDrop: byDrop + back(drop),
    byAmplitude: own - tail / first.amplitude,
  };
}
