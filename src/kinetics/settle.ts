/**
 * All sweeps of a visit fitted together with the shapes of a reversible couple. Under a contact disc the shape depends,
 * through p = a·√(fv/D), on the D that is sought; a series resistance shifts and lowers the waves by their own current;
 * a leak tilts all of them alike. Peaks, D, resistance and leak are found in turn until they agree.
 */
import type { Candidate } from './candidates';
import { REVERSIBLE_PEAK, thermal } from './constants';
import type { Estimate } from './estimate';
import { recall } from './history';
import type { Filling } from './leftover';
import { contactDisc, currentScale, throughOrigin, type Cell } from './line';
import { ohmicShift, type OhmicShift } from './ohmic-shift';
import { blockRatio } from './roughness';
import { shareNoise } from './shared-noise';
import { LARGEST_RHO, shapeOf, SMALLEST_P, type Shape } from './template';
import { BLOCK, type Track } from './track';
import { lookAt, tracksOf, type WaveTracks } from './tracks';

/** Spread from the contact disc's edge, or none. */
export type Spread = 'disc' | 'planar';

const MOST_ROUNDS = 16;
/** What ends the rounds: changes of ln D, of every half-wave point (RT/F), and of ρ. */
const SAME_D = 5e-4;
const SAME_PLACE = 3e-3;
const SAME_RHO = 5e-3;
/** A reverse wave is there when its amplitude exceeds this many of its standard deviations. */
const SIGNIFICANT = 5;
/** No template is believed to better than this part of an amplitude. */
const FINEST = 2e-3;
/** Change of ln D that tells how the shapes follow D. */
const PROBE = 0.02;

export interface Settled {
  readonly spread: Spread;
  /** Waves with a peak, in the order in which they were recorded; the index is that among the candidates. */
  readonly tracks: ReadonlyMap<number, WaveTracks>;
  /** m²/s; error with all that has been fitted beside it. */
  readonly diffusion: Estimate;
  /** Ω. */
  readonly resistance: Estimate;
  /** A/V. */
  readonly leak: Estimate;
  /** Potentials of zero current of both sweeps, and their distance. */
  readonly shift: OhmicShift;
  /** Weighted squares of the amplitudes about FAC√(Dfv), and their degrees of freedom. */
  readonly chiSquared: number;
  readonly freedom: number;
  /**
   * Mean square of the residuals between blocks of bins over that within them, in units of what noise alone gives: about 1
   * where the shape is right; and the number of blocks.
   */
  readonly misfit: number;
  readonly blocks: number;
  /** Root mean square of the blocks' residuals, in units of the peaks. */
  readonly crudeness: number;
}

type ShapeFor = (tracks: WaveTracks, state: State) => Shape;

interface State {
  diffusion: number;
  resistance: number;
  leak: number;
}

/** Rounds in which weights are found anew. */
const WEIGHED = 3;
/** The round after which D is good enough to say what earlier waves have left. */
const RECALL = 1;

/**
 * Null where no D describes the peaks with this spread, or none was found. `fillings` are times at which the contact was
 * full before the first wave.
 */
export function settle(
  candidates: readonly Candidate[],
  cell: Cell,
  spread: Spread,
  fillings: readonly Filling[] = [],
): Settled | null {
  const unit = thermal(cell.temperature);
  const begun = begin(candidates);
  if (begun.size === 0) return null;
  let waves = [...begun.values()];
  const radius = spread === 'disc' ? cell.contactRadius : Infinity;
  const shapeFor: ShapeFor = ({ wave, first, table }, state) => {
    const p = Math.max(SMALLEST_P, radius * Math.sqrt((unit * wave.scanRate) / state.diffusion));
    const rho = unit * state.resistance * first.amplitude;
    return shapeOf(p, Math.max(-LARGEST_RHO, Math.min(LARGEST_RHO, rho)), table);
  };
  const state: State = { diffusion: startFor(candidates, cell, spread), resistance: 0, leak: 0 };
  let shift: OhmicShift | null = null;
  let leakSpread = NaN;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (const [k, tracks] of begun) {
      const shape = state.diffusion > 0 ? shapeFor(tracks, state) : shapeOf(Infinity);
      if (!lookAt(tracks, shape)) begun.delete(k);
    }
    waves = [...begun.values()];
    if (waves.length === 0) return null;
    const all = waves.flatMap(sweepsIn);
    const shared = round === 0 ? NO_LEAK : leakOf(all);
    for (const track of all) track.settle(shared.value);
    if (round < WEIGHED) weigh(waves, all);
    leakSpread = shared.spread;
    const before = { ...state };
    state.leak = shared.value;
    state.diffusion = followed(
      before.diffusion,
      diffusionOf(waves, cell, state.leak, (t) => t.amplitude),
      waves,
    );
    if (!(state.diffusion > 0) || waves.some(({ first }) => !(first.amplitude > 0))) return null;
    shift = ohmicShift(waves, unit, state.resistance);
    const fastest = unit * Math.max(...waves.map(({ first }) => first.amplitude));
    const limit = LARGEST_RHO / fastest;
    state.resistance = Math.max(-limit, Math.min(limit, state.resistance + shift.resistance.value));
    if (round === RECALL) recall(waves, unit, Math.sqrt(state.diffusion) / radius, fillings);
    const moved = Math.max(...all.map(({ step }) => Math.abs(step)));
    if (
      round > RECALL &&
      Math.abs(Math.log(state.diffusion / before.diffusion)) < SAME_D &&
      moved < SAME_PLACE &&
      Math.abs(state.resistance - before.resistance) * fastest < SAME_RHO
    ) {
      break;
    }
  }
  if (!shift) return null;
  weigh(waves, waves.flatMap(sweepsIn));
  const slowest = Math.min(...waves.map(({ wave }) => wave.scanRate));
  if (radius * Math.sqrt((unit * slowest) / state.diffusion) < SMALLEST_P) return null;
  for (const tracks of waves) if (!isSignificant(tracks.reverse)) tracks.reverse = null;
  return { spread, ...concluded(begun, cell, state, shift, leakSpread, shapeFor) };
}

/** D from the heights that a planar shape gave the peaks. */
function startFor(candidates: readonly Candidate[], cell: Cell, spread: Spread): number {
  const points = candidates.flatMap(({ wave, found }) =>
    found ? [{ scanRate: wave.scanRate, current: found.current }] : [],
  );
  const model = spread === 'disc' ? contactDisc : throughOrigin;
  return model(points, cell)?.diffusion.value ?? NaN;
}

/** The next D to try: what a round answers goes against what it was asked with as the peaks' height goes with p. */
function followed(asked: number, answered: number, waves: readonly WaveTracks[]): number {
  if (!(asked > 0)) return answered;
  const slope = waves.reduce((sum, { first }) => sum + (first.shape?.free.logSlope ?? 0), 0) / waves.length;
  return asked * (answered / asked) ** (1 / (1 - slope));
}

const sweepsIn = ({ first, reverse }: WaveTracks): Track[] => (reverse ? [first, reverse] : [first]);

/** Noise, and with it weights, from the residuals. */
function weigh(waves: readonly WaveTracks[], all: readonly Track[]): void {
  for (const track of all) track.assess();
  shareNoise(waves);
}

function begin(candidates: readonly Candidate[]): Map<number, WaveTracks> {
  const begun = new Map<number, WaveTracks>();
  candidates.forEach(({ wave, sweeps, found }, k) => {
    const tracks = sweeps && found && tracksOf(wave, sweeps, found.place.value);
    if (tracks) begun.set(k, tracks);
  });
  return begun;
}

const NO_LEAK = { value: 0, spread: 0 };

/** Leak of all sweeps together, A per RT/F, and its standard deviation; a sweep alone cannot tell it from its wave. */
function leakOf(tracks: readonly Track[]): { readonly value: number; readonly spread: number } {
  if (tracks.length < 2) return NO_LEAK;
  let information = 0;
  let pull = 0;
  for (const track of tracks) {
    information += track.information / track.variance;
    pull += track.pull / track.variance;
  }
  return { value: pull / information, spread: information ** -0.5 };
}

/** D, m²/s, from the amplitudes of the first sweeps, which are FAC√(Dfv). */
function diffusionOf(
  waves: readonly WaveTracks[],
  cell: Cell,
  leak: number,
  amplitudeOf: (track: Track, leak: number) => number,
): number {
  let xx = 0;
  let xy = 0;
  for (const { wave, first } of waves) {
    const weight = 1 / (first.variance * first.amplitudeSpread);
    xx += weight * wave.scanRate;
    xy += weight * Math.sqrt(wave.scanRate) * amplitudeOf(first, leak);
  }
  const root = xy / xx / currentScale(cell);
  return root > 0 ? root * root : NaN;
}

const isSignificant = (track: Track | null): boolean =>
  track !== null && track.amplitude > SIGNIFICANT * Math.sqrt(track.variance * track.amplitudeSpread);

/** Errors, from what D becomes when a shape, the resistance or the leak is another. */
function concluded(
  tracks: ReadonlyMap<number, WaveTracks>,
  cell: Cell,
  state: State,
  shift: OhmicShift,
  leakSpread: number,
  shapeFor: ShapeFor,
): Omit<Settled, 'spread'> {
  const waves = [...tracks.values()];
  const unit = thermal(cell.temperature);
  /** ln D that a round gives when the shapes are those of another D or resistance. */
  const logFor = (changed: Partial<State>): number => {
    const other = { ...state, ...changed };
    for (const set of waves) lookAt(set, shapeFor(set, other));
    return logWith(leakOf(waves.flatMap(sweepsIn)).value);
  };
  const logWith = (leak: number): number =>
    Math.log(diffusionOf(waves, cell, leak, (track) => track.amplitudeWith(leak)));
  const doubt = Number.isFinite(shift.resistance.error) ? shift.resistance.error : 0;
  const other = logFor({ diffusion: state.diffusion * Math.exp(PROBE) });
  const resisted = logFor({ resistance: state.resistance + doubt });
  const base = logFor({});
  const gain = 1 / (1 - Math.max(-1, Math.min(0.8, (other - base) / PROBE)));
  const byResistance = resisted - base;
  const byLeak = logWith(state.leak + leakSpread) - logWith(state.leak);
  const nuisance = Math.hypot(byResistance, byLeak);
  const xx = waves.reduce((sum, { wave, first }) => {
    return sum + (wave.scanRate * currentScale(cell) ** 2) / (first.variance * first.amplitudeSpread);
  }, 0);
  const peaks = 2 / Math.sqrt(state.diffusion * xx);
  return {
    tracks,
    diffusion: { value: state.diffusion, error: state.diffusion * gain * Math.hypot(peaks, nuisance) },
    resistance: { value: state.resistance, error: shift.resistance.error },
    leak: { value: state.leak * unit, error: leakSpread * unit },
    shift,
    ...fitOf(waves, cell, state),
  };
}

/** How well amplitudes and shapes agree with what was settled upon. */
function fitOf(
  waves: readonly WaveTracks[],
  cell: Cell,
  { diffusion }: State,
): Pick<Settled, 'chiSquared' | 'freedom' | 'misfit' | 'blocks' | 'crudeness'> {
  let chiSquared = 0;
  let [between, blocks, squared] = [0, 0, 0];
  for (const { wave, first, reverse } of waves) {
    const expected = currentScale(cell) * Math.sqrt(diffusion * wave.scanRate);
    const variance = first.variance * first.amplitudeSpread + (FINEST * expected) ** 2;
    chiSquared += (first.amplitude - expected) ** 2 / variance;
    const ratio = blockRatio(first.sweep);
    for (const track of reverse ? [first, reverse] : [first]) {
      const squares = track.blocks();
      between += squares.between / squares.within / ratio;
      squared += squares.between / (track.amplitude * REVERSIBLE_PEAK) ** 2;
      blocks += squares.count;
    }
  }
  return {
    chiSquared,
    freedom: waves.length - 1,
    misfit: between / blocks,
    blocks,
    crudeness: Math.sqrt(squared / blocks / BLOCK),
  };
}
