/** How far off the settled D may be, from what it becomes when a shape, the resistance, the leak or a peak is another. */
import { diffusionOf, leakOf, sweepsIn, type ShapeFor, type State } from './shared-sums';
import type { Cell } from './lines/line';
import { lookAt, type WaveTracks } from './sweeps/tracks';

/** Change of ln D that tells how the shapes follow D. */
const PROBE = 0.02;

/** 1σ of ln D; `doubt` and `leakSpread` are those of resistance and leak. Leaves the tracks as they are in `state`. */
export function logError(
  waves: readonly WaveTracks[],
  cell: Cell,
  state: State,
  shapeFor: ShapeFor,
  doubt: number,
  leakSpread: number,
): number {
  /** ln D that a round gives when the shapes are those of another D or resistance. */
  const logFor = (changed: Partial<State>): number => {
    const other = { ...state, ...changed };
    for (const set of waves) lookAt(set, shapeFor(set, other));
    return logWith(leakOf(waves.flatMap(sweepsIn)).value);
  };
  const logWith = (leak: number): number =>
    Math.log(diffusionOf(waves, cell, leak, (track) => track.amplitudeWith(leak)));
  const other = logFor({ diffusion: state.diffusion * Math.exp(PROBE) });
  const resisted = logFor({ resistance: state.resistance + doubt });
  const base = logFor({});
  const gain = 1 / (1 - Math.max(-1, Math.min(0.8, (other - base) / PROBE)));
  const byResistance = resisted - base;
  const byLeak = logWith(state.leak + leakSpread) - logWith(state.leak);
  const peaks = peakErrors(waves, leakSpread > 0 ? byLeak / leakSpread : 0);
  return gain * Math.hypot(peaks, byResistance, byLeak);
}

/**
 * What the first sweeps' own noise does: to D through their amplitudes, and once more through the tails that the reverse
 * sweeps stand on and that look like a leak. `byLeak` is d ln D by leak.
 */
function peakErrors(waves: readonly WaveTracks[], byLeak: number): number {
  const information = waves.flatMap(sweepsIn).reduce((sum, t) => sum + t.information / t.variance, 0);
  const weightOf = ({ wave, first }: WaveTracks): number =>
    Math.sqrt(wave.scanRate) / (first.variance * first.amplitudeSpread);
  const total = waves.reduce((sum, tracks) => sum + weightOf(tracks) * tracks.first.amplitude, 0);
  const squares = waves.map((tracks) => {
    const { first, reverse } = tracks;
    const leak = reverse ? reverse.tailPull() / reverse.variance / information / first.amplitude : 0;
    const slope = (2 * weightOf(tracks)) / total + byLeak * leak;
    return slope * slope * first.variance * first.amplitudeSpread;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}
