/**
 * All sweeps of a visit fitted together with the shapes of a reversible couple. Under a contact disc the shape depends,
 * through p = a·√(fv/D), on the D that is sought; a series resistance shifts and lowers the waves by their own current;
 * a leak tilts all of them alike. Peaks, D, resistance and leak are found in turn until they agree: in the first round from
 * the first sweeps alone, from then on with what earlier waves have left.
 */
import type { Candidate } from './sweeps/candidates';
import { thermal } from './constants';
import type { Estimate } from './numerics/estimate';
import { qualityOf, type FitQuality } from './fit-quality';
import { recall } from './sweeps/history';
import type { Filling } from './sweeps/leftover';
import { contactDisc, throughOrigin, type Cell, type LinePoint } from './lines/line';
import { foresee, ohmicShift, resistanceLeft, type OhmicShift } from './ohmic-shift';
import { logError } from './settled-errors';
import { shareNoise } from './shared-noise';
import { diffusionOf, leakOf, NO_LEAK, sweepsOfAll, type ShapeFor, type State } from './shared-sums';
import { SMALLEST_P } from './sweeps/shape-tables';
import { LARGEST_RHO, shapeOf } from './sweeps/template';
import type { Track } from './sweeps/track';
import { goBack, lookAt, tracksOf, type WaveTracks } from './sweeps/tracks';

/** Spread from the contact disc's edge, or none. */
export type Spread = 'disc' | 'planar';

const MOST_ROUNDS = 16;
/**
 * What ends the rounds: changes of ln D, of every half-wave point (RT/F), and of ρ. What is left to change is then smaller by
 * an order of magnitude.
 */
const SAME_D = 1.5e-3;
const SAME_PLACE = 1e-2;
const SAME_RHO = 5e-3;
/** A reverse wave is there when its amplitude exceeds this many of its standard deviations. */
const SIGNIFICANT = 5;

export interface Settled {
  readonly spread: Spread;
  /** Waves with a peak, in the order in which they were recorded. */
  readonly tracks: readonly WaveTracks[];
  /** m²/s; error with all that has been fitted beside it. */
  readonly diffusion: Estimate;
  /** Ω. */
  readonly resistance: Estimate;
  /** A/V. */
  readonly leak: Estimate;
  /** Potentials of zero current of both sweeps, and their distance. */
  readonly shift: OhmicShift;
  readonly quality: FitQuality;
}

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
  let waves = begin(candidates);
  if (waves.length === 0) return null;
  const radius = spread === 'disc' ? cell.contactRadius : Infinity;
  const shapeFor: ShapeFor = ({ wave, first }, state) => {
    const p = Math.max(SMALLEST_P, radius * Math.sqrt((unit * wave.scanRate) / state.diffusion));
    const rho = unit * state.resistance * first.amplitude;
    return shapeOf(p, Math.max(-LARGEST_RHO, Math.min(LARGEST_RHO, rho)));
  };
  let asked: State = { diffusion: startFor(candidates, cell, spread), resistance: 0 };
  let answer: Answer | null = null;
  let weighed = false;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if (answer) {
      foresee(waves, unit, answer.state.resistance - asked.resistance);
      asked = answer.state;
    }
    const seen: WaveTracks[] = [];
    for (const tracks of waves) {
      const shape = asked.diffusion > 0 ? shapeFor(tracks, asked) : shapeOf(Infinity);
      if (lookAt(tracks, shape)) seen.push(tracks);
    }
    waves = seen;
    answer = answered(waves, cell, asked, round === 0);
    if (!answer) return null;
    if (round === 0) {
      waves.forEach(goBack);
      recall(waves, unit, Math.sqrt(answer.state.diffusion) / radius, fillings);
    } else if (round === MOST_ROUNDS - 1 || hasSettled(waves, unit, asked, answer.state)) {
      if (weighed) break;
      // The same look again, with the weights that its residuals give.
      weigh(waves);
      weighed = true;
      answer = answered(waves, cell, asked, false);
      if (!answer) return null;
      if (hasSettled(waves, unit, asked, answer.state)) break;
    }
  }
  if (!answer) return null;
  let slowest = Infinity;
  for (const { wave } of waves) slowest = Math.min(slowest, wave.scanRate);
  if (radius * Math.sqrt((unit * slowest) / answer.state.diffusion) < SMALLEST_P) return null;
  const shift = ohmicShift(waves, unit, asked.resistance);
  for (const tracks of waves) if (!isSignificant(tracks.reverse)) tracks.reverse = null;
  return concluded(spread, waves, cell, answer, shift);
}

/** What the sums of a round make of D and resistance. */
interface Answer {
  readonly state: State;
  /** A per RT/F, with its standard deviation. */
  readonly leak: { readonly value: number; readonly spread: number };
}

/** Null where no D describes the peaks; `leakless` before the leak can be told from the waves. */
function answered(waves: readonly WaveTracks[], cell: Cell, asked: State, leakless: boolean): Answer | null {
  const unit = thermal(cell.temperature);
  const all = sweepsOfAll(waves);
  const leak = leakless ? NO_LEAK : leakOf(all);
  for (const track of all) track.settle(leak.value);
  const diffusion = followed(asked.diffusion, diffusionOf(waves, cell), waves);
  if (!(diffusion > 0)) return null;
  for (const { first } of waves) if (!(first.amplitude > 0)) return null;
  const limit = LARGEST_RHO / (unit * highestOf(waves));
  const found = asked.resistance + resistanceLeft(waves, unit, asked.resistance);
  const resistance = Math.max(-limit, Math.min(limit, found));
  return { state: { diffusion, resistance }, leak };
}

function highestOf(waves: readonly WaveTracks[]): number {
  let highest = -Infinity;
  for (const { first } of waves) highest = Math.max(highest, first.amplitude);
  return highest;
}

/** Whether the last round has changed next to nothing. */
function hasSettled(waves: readonly WaveTracks[], unit: number, before: State, after: State): boolean {
  for (const { step } of sweepsOfAll(waves)) if (!(Math.abs(step) < SAME_PLACE)) return false;
  return (
    Math.abs(Math.log(after.diffusion / before.diffusion)) < SAME_D &&
    Math.abs(after.resistance - before.resistance) * unit * highestOf(waves) < SAME_RHO
  );
}

/** D from the heights that a planar shape gave the peaks. */
function startFor(candidates: readonly Candidate[], cell: Cell, spread: Spread): number {
  const points: LinePoint[] = [];
  for (const { wave, found } of candidates) {
    if (found) points.push({ scanRate: wave.scanRate, current: found.current });
  }
  const model = spread === 'disc' ? contactDisc : throughOrigin;
  return model(points, cell)?.diffusion.value ?? NaN;
}

/** The next D to try: what a round answers goes against what it was asked with as the peaks' height goes with p. */
function followed(asked: number, answered: number, waves: readonly WaveTracks[]): number {
  if (!(asked > 0)) return answered;
  let slopes = 0;
  for (const { first } of waves) slopes += first.shape?.free.logSlope ?? 0;
  return asked * (answered / asked) ** (1 / (1 - slopes / waves.length));
}

/** Noise, and with it weights, from the residuals. */
function weigh(waves: readonly WaveTracks[]): void {
  for (const track of sweepsOfAll(waves)) track.assess();
  shareNoise(waves);
}

function begin(candidates: readonly Candidate[]): WaveTracks[] {
  const begun: WaveTracks[] = [];
  candidates.forEach(({ wave, sweeps, found }, k) => {
    const tracks = sweeps && found && tracksOf(k, wave, sweeps, found.place.value);
    if (tracks) begun.push(tracks);
  });
  return begun;
}

const isSignificant = (track: Track | null): boolean =>
  track !== null && track.amplitude > SIGNIFICANT * Math.sqrt(track.variance * track.amplitudeSpread);

function concluded(
  spread: Spread,
  tracks: readonly WaveTracks[],
  cell: Cell,
  { state, leak }: Answer,
  shift: OhmicShift,
): Settled {
  const unit = thermal(cell.temperature);
  const doubt = Number.isFinite(shift.resistance.error) ? shift.resistance.error : 0;
  const error = state.diffusion * logError(tracks, unit, doubt, leak.spread);
  return {
    spread,
    tracks,
    diffusion: { value: state.diffusion, error },
    resistance: { value: state.resistance, error: shift.resistance.error },
    leak: { value: leak.value * unit, error: leak.spread * unit },
    shift,
    quality: qualityOf(tracks, cell, state.diffusion),
  };
}
