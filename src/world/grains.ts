/**
 * A polycrystalline film as Voronoi cells around seeded sites, one per square of a grid, without end in any direction.
 * Every grain shows a three-sided facet pyramid (a spinel's (111) corner); how steep it stands and how fast ions diffuse
 * beneath it go together, as both come from the grain's orientation.
 */
import { hash, uniformOf } from './random';

/** Length of the grid's squares unless given, m: the mean grain has this width. */
const PITCH = 400e-9;
/** A site lies this part of a square away from its centre at most; grains are then 300 to 500 nm wide. */
const JITTER = 0.35;
/** Tangent of the facets, flattest and steepest. */
const FLATTEST = 0.06;
const STEEPEST = 0.2;
/** Mean of the triangular distance over a grain, in squares: levels steep and flat grains to one mean height. */
const MEAN_REACH = 0.32;
/** Grains stand out or lie low by up to this, m. */
const TERRACE = 8e-9;

export interface Grain {
  /** A number that no other grain nearby shares. */
  readonly id: number;
  /** Uniform in [0, 1): 0 the slowest, flattest facet, 1 the fastest, steepest. */
  readonly orientation: number;
  readonly siteX: number;
  readonly siteY: number;
}

export interface Grains {
  /** The grain at a point of the film, m. */
  readonly at: (x: number, y: number) => Grain;
  /** Height above the film's mean plane, m. */
  readonly height: (x: number, y: number) => number;
}

/** `pitch` is the width of the mean grain, m. */
export function createGrains(seed: number, pitch: number = PITCH): Grains {
  const at = (x: number, y: number): Grain => {
    const column = Math.floor(x / pitch);
    const row = Math.floor(y / pitch);
    let id = 0;
    let siteX = 0;
    let siteY = 0;
    let nearest = Infinity;
    for (let j = row - 2; j <= row + 2; j++) {
      for (let i = column - 2; i <= column + 2; i++) {
        const word = hash(seed, i, j);
        const sx = (i + 0.5 + JITTER * offset(word & 0xffff)) * pitch;
        const sy = (j + 0.5 + JITTER * offset(word >>> 16)) * pitch;
        const distance = (x - sx) ** 2 + (y - sy) ** 2;
        if (distance >= nearest) continue;
        nearest = distance;
        id = word;
        siteX = sx;
        siteY = sy;
      }
    }
    return { id, orientation: uniformOf(id, 1), siteX, siteY };
  };
  const height = (x: number, y: number): number => {
    const { id, orientation, siteX, siteY } = at(x, y);
    const slope = FLATTEST + (STEEPEST - FLATTEST) * orientation;
    const terrace = TERRACE * (2 * uniformOf(id, 2) - 1);
    const turn = 2 * Math.PI * uniformOf(id, 3);
    return terrace + slope * (MEAN_REACH * pitch - triangular(x - siteX, y - siteY, turn));
  };
  return { at, height };
}

/** From 16 bits to [−1, 1). */
const offset = (bits: number): number => bits / 32768 - 1;

/** Distance from the apex to the side of the triangle through (x, y): equal on equal heights of a three-sided pyramid. */
function triangular(x: number, y: number, turn: number): number {
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  const u = c * x + s * y;
  const v = (Math.sqrt(3) / 2) * (c * y - s * x);
  return Math.max(u, v - u / 2, -v - u / 2);
}
