/**
 * How far off the settled D may be, from what it becomes when the shapes, the resistance, the leak or a peak are others. Each
 * is a derivative at the solution: a shape that rises by δχ acts as a current −A·δχ more at the bins.
 */
import { sweepsIn } from './shared-sums';
import { emptyTable } from './sweeps/shape-tables';
import { fillValues, slopeByDrop, slopeByRadius } from './sweeps/shape-slopes';
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

/** Fills a table with the change of a wave's shape. */
type Change = (wave: WaveTracks, table: Float64Array) => void;

/** 1σ of ln D; `doubt` and `leakSpread` are those of resistance, Ω, and leak, A per RT/F; `unit` is F/RT. */
export function logError(
  waves: readonly WaveTracks[],
  unit: number,
  doubt: number,
  leakSpread: number,
): number {
  const sensitivity = sensitivityOf(waves);
  /** The shapes go with p, and p with D^−½. */
  const byShape = shiftOf(waves, sensitivity, ({ first }, table) => {
    if (!first.shape) return;
    slopeByRadius(first.shape, table);
    for (let k = 0; k < table.length; k++) table[k] = (table[k] as number) / -2;
  });
  const byResistance = shiftOf(waves, sensitivity, ({ first }, table) => {
    if (!first.shape) return;
    slopeByDrop(first.shape, table);
    const drop = Math.min(unit * doubt * first.amplitude, LARGEST_RHO - first.shape.rho);
    for (let k = 0; k < table.length; k++) table[k] = drop * (table[k] as number);
  });
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
  change: Change,
): number {
  const table = emptyTable();
  const most = Math.max(...waves.flatMap(sweepsIn).map(({ sweep }) => sweep.bins));
  const more = new Float64Array(most);
  const tail = new Float64Array(most);
  let shift = 0;
  let pull = 0;
  waves.forEach((tracks, i) => {
    const { first, reverse, sweeps } = tracks;
    change(tracks, table);
    fillValues(table, first.sweep.binAt, -first.place, more);
    for (let k = 0; k < first.sweep.bins; k++) more[k] = -first.amplitude * (more[k] as number);
    const ahead = first.taken(more);
    shift += (byAmplitude[i] as number) * ahead.amplitude;
    pull += ahead.pull / first.variance;
    if (!reverse) return;
    const { binAt, bins } = reverse.sweep;
    fillValues(table, binAt, -reverse.place, more);
    fillValues(table, binAt, 2 * sweeps.turn - first.place, tail);
    for (let k = 0; k < bins; k++) {
      more[k] = first.amplitude * (tail[k] as number) - reverse.amplitude * (more[k] as number);
    }
    pull += reverse.taken(more).pull / reverse.variance;
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
