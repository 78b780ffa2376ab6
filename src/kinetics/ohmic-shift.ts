/**
 * Series resistance from how the half-wave points move with the waves' own current: the drop of a first sweep delays it, that
 * of a reverse sweep too, but for the tail of the first wave beneath it, which advances it.
 */
import type { Estimate } from './numerics/estimate';
import type { Track } from './sweeps/track';
import type { WaveTracks } from './sweeps/tracks';

/** By how much a fitted half-wave point moves with an ohmic drop that its shape does not include, in units of ρ. */
const FOLLOWED = 0.38;

/** Where all currents are alike, to this part of their square, they tell of no resistance. */
const LEAST_LEVER = 1e-3;

export interface OhmicShift {
  /** What is left beyond the resistance that the shapes include, Ω. */
  readonly resistance: Estimate;
  /** Half-wave potentials without current, V; null of sweeps that are not there. */
  readonly first: Estimate;
  readonly reverse: Estimate | null;
  /** First less reverse, V: 0 for a couple without hysteresis and the right shape. */
  readonly gap: Estimate | null;
  /** Weighted squares of what a common resistance leaves, and their degrees of freedom. */
  readonly chiSquared: number;
  readonly freedom: number;
}

interface Place {
  /** RT/F along the sweep's direction. */
  readonly at: number;
  /** RT/F per Ω. */
  readonly lever: number;
  readonly weight: number;
}

/** Places of the sweeps in one direction, and their weighted means. */
interface Group {
  readonly places: readonly Place[];
  readonly weight: number;
  readonly at: number;
  readonly lever: number;
}

/** `unit` is F/RT; the shapes include `resistance`. */
export function ohmicShift(waves: readonly WaveTracks[], unit: number, resistance: number): OhmicShift {
  const groups = groupsOf(waves, unit, resistance);
  const left = slopeOf(groups);
  const { value, error } = left;
  const told = Number.isFinite(error);
  let chiSquared = 0;
  let count = 0;
  for (const { places, at, lever } of groups) {
    for (const p of places) chiSquared += p.weight * (p.at - at - value * (p.lever - lever)) ** 2;
    count += places.length;
  }
  const direction = waves[0]?.sweeps.direction ?? 1;
  const potential = (k: number): Estimate | null => {
    const group = groups[k];
    if (!group) return null;
    const along = group.at - value * group.lever;
    const doubt = told ? group.lever * error : 0;
    const deviation = Math.hypot(group.weight ** -0.5, doubt) / unit;
    return { value: ((k === 0 ? direction : -direction) * along) / unit, error: deviation };
  };
  const a = groups[0];
  const b = groups[1];
  const gap = a &&
    b && {
      value: (direction * (a.at + b.at - value * (a.lever + b.lever))) / unit,
      error: Math.hypot(a.weight ** -0.5, b.weight ** -0.5, told ? (a.lever + b.lever) * error : 0) / unit,
    };
  return {
    gap: gap ?? null,
    resistance: left,
    first: potential(0) ?? { value: NaN, error: NaN },
    reverse: potential(1),
    chiSquared,
    freedom: count - groups.length - 1,
  };
}

/** What is left of a resistance beyond that which the shapes include, Ω. */
export const resistanceLeft = (waves: readonly WaveTracks[], unit: number, resistance: number): number =>
  slopeOf(groupsOf(waves, unit, resistance)).value;

function groupsOf(waves: readonly WaveTracks[], unit: number, resistance: number): Group[] {
  const first: Place[] = [];
  const reverse: Place[] = [];
  for (const { first: track, reverse: back, sweeps } of waves) {
    const origin = sweeps.direction * unit * sweeps.origin;
    const lever = FOLLOWED * unit * track.amplitude;
    first.push({ at: track.place + origin, lever, weight: weightOf(track) });
    if (!back || !(back.amplitude > 0)) continue;
    const tail = unit * tailAt(back);
    reverse.push({
      at: back.place - origin + resistance * tail,
      lever: lever - tail,
      weight: weightOf(back),
    });
  }
  return reverse.length > 0 ? [centre(first), centre(reverse)] : [centre(first)];
}

/** Ω; 0 with an infinite error where the currents are too much alike to tell. */
function slopeOf(groups: readonly Group[]): Estimate {
  let xx = 0;
  let xy = 0;
  let all = 0;
  for (const { places, at, lever, weight } of groups) {
    for (const p of places) {
      xx += p.weight * (p.lever - lever) ** 2;
      xy += p.weight * (p.lever - lever) * (p.at - at);
    }
    all += weight * lever ** 2;
  }
  return xx > LEAST_LEVER * all ? { value: xy / xx, error: xx ** -0.5 } : { value: 0, error: Infinity };
}

/** Moves half-wave points to where they will be found once the shapes include so much more resistance, Ω. */
export function foresee(waves: readonly WaveTracks[], unit: number, resistance: number): void {
  for (const { first, reverse } of waves) {
    const moved = FOLLOWED * unit * first.amplitude * resistance;
    first.place -= moved;
    if (reverse) reverse.place -= moved;
  }
}

const weightOf = (track: Track): number => track.amplitude ** 2 / (track.variance * track.placeSpread);

/** Current of the first wave's tail at the reverse half-wave point, A, against the reverse wave. */
function tailAt({ sweep, place, beneath }: Track): number {
  const { nodeAt } = sweep;
  let node = 1;
  while (node < nodeAt.length - 1 && (nodeAt[node] as number) < place) node++;
  const from = nodeAt[node - 1] as number;
  const to = nodeAt[node] as number;
  const part = (place - from) / (to - from);
  return -((1 - part) * (beneath[node - 1] as number) + part * (beneath[node] as number));
}

function centre(places: readonly Place[]): Group {
  let weight = 0;
  let at = 0;
  let lever = 0;
  for (const p of places) {
    weight += p.weight;
    at += p.weight * p.at;
    lever += p.weight * p.lever;
  }
  return { places, weight, at: at / weight, lever: lever / weight };
}
