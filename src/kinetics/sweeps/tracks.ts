/** The tracks of a wave: its first sweep's and, where the wave was complete, that of the way back. */
import { findPlace } from './peak-search';
import type { Shape } from './template';
import { Track } from './track';
import type { Sweep, Sweeps, Wave } from './wave';

/** The first sweep must have gone on this far beyond E½, RT/F, for the reverse wave to be that of a completed one. */
const COMPLETED = 4;
/** Nearest a half-wave point may be to the beginning of a sweep, and a peak to its end, RT/F. */
const MARGIN = 1;
const END_MARGIN = 0.5;

export interface WaveTracks {
  /** Among the candidates. */
  readonly index: number;
  readonly wave: Wave;
  readonly sweeps: Sweeps;
  readonly first: Track;
  reverse: Track | null;
  /** Where the planar shape has put the first half-wave point. */
  readonly planar: number;
}

/** Of a wave whose first half-wave point has been found near `place`, at first without the way back. */
export function tracksOf(index: number, wave: Wave, sweeps: Sweeps, place: number): WaveTracks | null {
  const { first } = sweeps;
  return first && { index, wave, sweeps, first: trackOf(first, place, wave), reverse: null, planar: place };
}

/** Adds the way back, once the first sweep's wave is known. */
export function goBack(tracks: WaveTracks): void {
  const { wave, sweeps, first } = tracks;
  const isComplete = sweeps.turn - first.place > COMPLETED;
  tracks.reverse = isComplete && sweeps.reverse ? trackOf(sweeps.reverse, NaN, wave) : null;
}

/** Until residuals tell, the noise has the same density in all waves. */
function trackOf(sweep: Sweep, place: number, { interval }: Wave): Track {
  const track = new Track(sweep, place);
  track.variance = 1 / (sweep.perBin * interval);
  return track;
}

/** One round's sums of both sweeps. False where the first sweep has no solution; a reverse sweep without one is dropped. */
export function lookAt(tracks: WaveTracks, shape: Shape): boolean {
  const { first, sweeps } = tracks;
  first.remember();
  if (!first.look(shape) || !isInside(first, shape)) return false;
  const { reverse } = tracks;
  if (!reverse) return true;
  reverse.standOn(first, sweeps.turn);
  // The search is one with the planar shape, too.
  if (Number.isNaN(reverse.place)) reverse.place = searched(reverse) + first.place - tracks.planar;
  if (!reverse.look(shape) || !isInside(reverse, shape)) tracks.reverse = null;
  return true;
}

/** The peak, too, lies on the sweep. */
function isInside({ sweep, place }: Track, { free }: Shape): boolean {
  const from = (sweep.binAt[0] ?? NaN) + MARGIN;
  const to = (sweep.binAt[sweep.bins - 1] ?? NaN) - END_MARGIN;
  return place >= from && place + free.x <= to;
}

function searched({ sweep, beneath }: Track): number {
  const { nodes, nodeSum } = sweep;
  const rest = nodes.atNodes;
  for (let k = 0; k < rest.length; k++) {
    rest[k] = (nodeSum[k] as number) - (nodes.weight[k] as number) * (beneath[k] as number);
  }
  return findPlace(sweep, rest);
}
