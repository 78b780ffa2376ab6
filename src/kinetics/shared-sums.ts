/** What all sweeps of a visit say together: the leak, and D from the amplitudes of the first ones. */
import { currentScale, type Cell } from './lines/line';
import type { Shape } from './sweeps/template';
import type { Track } from './sweeps/track';
import type { WaveTracks } from './sweeps/tracks';

/** Makes the shape of a wave for a state. */
export type ShapeFor = (tracks: WaveTracks, state: State) => Shape;

export interface State {
  readonly diffusion: number;
  readonly resistance: number;
}

/** First and reverse sweeps of all waves. */
export function sweepsOfAll(waves: readonly WaveTracks[]): Track[] {
  const all: Track[] = [];
  for (const { first, reverse } of waves) {
    all.push(first);
    if (reverse) all.push(reverse);
  }
  return all;
}

export const NO_LEAK = { value: 0, spread: 0 };

/** Leak of all sweeps together, A per RT/F, and its standard deviation; a sweep alone cannot tell it from its wave. */
export function leakOf(tracks: readonly Track[]): { readonly value: number; readonly spread: number } {
  if (tracks.length < 2) return NO_LEAK;
  const information = leakInformation(tracks);
  let pull = 0;
  for (const track of tracks) pull += track.pull / track.variance;
  return { value: pull / information, spread: information ** -0.5 };
}

/** All that sweeps say of a leak. */
export function leakInformation(tracks: readonly Track[]): number {
  let information = 0;
  for (const track of tracks) information += track.information / track.variance;
  return information;
}

/** D, m²/s, from the amplitudes of the first sweeps, which are FAC√(Dfv). */
export function diffusionOf(waves: readonly WaveTracks[], cell: Cell): number {
  let xx = 0;
  let xy = 0;
  for (const { wave, first } of waves) {
    const weight = 1 / (first.variance * first.amplitudeSpread);
    xx += weight * wave.scanRate;
    xy += weight * Math.sqrt(wave.scanRate) * first.amplitude;
  }
  const root = xy / xx / currentScale(cell);
  return root > 0 ? root * root : NaN;
}
