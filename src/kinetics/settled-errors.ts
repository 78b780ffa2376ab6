/**
 * How far off the settled D may be, from what it becomes when the shapes, the resistance, the leak or a peak are others. Each
 * is a derivative at the solution: a shape that rises by δχ acts as a current −A·δχ more at the bins.
 */
import { sweepsIn } from './shared-sums';
import { dropSlopeOf, fillSlope, radiusSlopeOf, type Slope } from './sweeps/blend';
import { LARGEST_RHO, type Shape } from './sweeps/template';
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

/** How a wave's shape changes, and how much of that it does. */
interface Change {
  readonly slope: Slope;
  readonly by: number;
}

/** 1σ of ln D; `doubt` and `leakSpread` are those of resistance, Ω, and leak, A per RT/F; `unit` is F/RT. */
export function logError(
  waves: readonly WaveTracks[],
  unit: number,
  doubt: number,
  leakSpread: number,
): number {
  const sensitivity = sensitivityOf(waves);
  /** The shapes go with p, and p with D^−½. */
  const byShape = shiftOf(waves, sensitivity, (shape) => ({ slope: radiusSlopeOf(shape.p), by: -0.5 }));
  const byResistance = shiftOf(waves, sensitivity, ({ p, rho }, amplitude) => ({
    slope: dropSlopeOf(p, rho),
    by: Math.min(unit * doubt * amplitude, LARGEST_RHO - rho),
  }));
  const gain = 1 / (1 - Math.max(-1, Math.min(0.8, byShape)));
  const peaks = peakErrors(waves, sensitivity);
  return gain * Math.hypot(peaks, byResistance, sensitivity.byLeak * leakSpread);
}

function sensitivityOf(waves: readonly WaveTracks[]): Sensitivity {
  const weights = waves.map(
    ({ wave, first }) => Math.sqrt(wave.scanRate) / (first.variance * first.amplitudeSpread),
  );
  const total = waves.reduce((sum, { first }, k) => sum + (weights[k] as number) * first.amplitude, 0);
  const byAmplitude = weights.map((weight) => (2 * weight) / total);
  const byLeak = waves.reduce((sum, { first }, k) => sum - (byAmplitude[k] as number) * first.leverage, 0);
  const information = waves.flatMap(sweepsIn).reduce((sum, t) => sum + t.information / t.variance, 0);
  return { byAmplitude, byLeak, information };
}

/** Change of ln D with a change of the shapes, of both sweeps and of the tails beneath the reverse ones. */
function shiftOf(
  waves: readonly WaveTracks[],
  { byAmplitude, byLeak, information }: Sensitivity,
  changeOf: (shape: Shape, amplitude: number) => Change,
): number {
  let shift = 0;
  let pull = 0;
  waves.forEach(({ first, reverse, sweeps }, i) => {
    if (!first.shape) return;
    const { slope, by } = changeOf(first.shape, first.amplitude);
    const { nodes, nodeAt } = first.sweep;
    const more = nodes.atNodes;
    fillSlope(slope, nodeAt, -first.place, more);
    for (let k = 0; k < more.length; k++) more[k] = -by * first.amplitude * (more[k] as number);
    const ahead = first.taken(more);
    shift += (byAmplitude[i] as number) * ahead.amplitude;
    pull += ahead.pull / first.variance;
    if (!reverse) return;
    const back = new Float64Array(reverse.sweep.nodes.count);
    const tail = reverse.sweep.nodes.atNodes;
    fillSlope(slope, reverse.sweep.nodeAt, -reverse.place, back);
    fillSlope(slope, reverse.sweep.nodeAt, 2 * sweeps.turn - first.place, tail);
    for (let k = 0; k < back.length; k++) {
      const standing = first.amplitude * (tail[k] as number);
      back[k] = by * (standing - reverse.amplitude * (back[k] as number));
    }
    pull += reverse.taken(back).pull / reverse.variance;
  });
  return shift + (byLeak * pull) / information;
}

/**
 * What the first sweeps' own noise does: to D through their amplitudes, and once more through the tails that the reverse
 * sweeps stand on and that look like a leak.
 */
function peakErrors(waves: readonly WaveTracks[], { byAmplitude, byLeak, information }: Sensitivity): number {
  const squares = waves.map(({ first, reverse }, k) => {
    const pull = reverse ? -reverse.taken(reverse.tail()).pull / reverse.variance : 0;
    const slope = (byAmplitude[k] as number) + (byLeak * pull) / information / first.amplitude;
    return slope * slope * first.variance * first.amplitudeSpread;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}
