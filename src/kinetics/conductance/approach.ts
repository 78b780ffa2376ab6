/**
 * Ion current of a conical pipette above an insulating plane: I/I∞ = R∞/(R∞ + ΔR). The resistance ΔR of the gap depends on
 * distance and wall alone, not on the cone: ΔR·σ·r = g(δ)/δ, δ = d/r for an opening of radius r. A fit to finite elements
 * (δ = 0.05 … 10, half cone angles of 3° to 10°, RG = 1.25 … 2) gives
 *
 *     g(δ) = ln RG/2π + aδ/(1 + bδ) − cδ/(1 + eδ),
 *
 * exact for δ → 0, with the rest off by at most 1.65 %, and the current by at most 0.42 %. The textbook's ΔR ∝ 1/d is off by
 * a factor of 2 near the surface.
 */
import { bisect } from '../numerics/search';
import { ACCESS_SHAPE, coneShape } from './pipette-resistance';

export interface Tip {
  /** Of the opening, m. */
  readonly radius: number;
  /** Half of the angle of the cone inside, rad. */
  readonly halfConeAngle: number;
  /** Outer over inner radius at the end, RG. */
  readonly wallRatio: number;
}

/** Walls for which the fit was made, and its a, b, c, e. */
const WALLS: readonly (readonly [wallRatio: number, a: number, b: number, c: number, e: number])[] = [
  [1.25, 0.6360055, 7.642923, 0.08644417, 0.9722302],
  [1.5, 0.6241178, 6.916616, 0.1524988, 1.218995],
  [2, 1.077635, 3.667818, 0.7439471, 1.988618],
];

/** Least and greatest RG that curves are known for; a wall beyond is taken as the nearest of them. */
const WALL_LIMITS = [1.25, 2] as const;

/** ΔR·σ·r as a function of δ = d/r for one wall; between the fitted walls quadratic in ln RG. Infinite at δ = 0. */
export function gapResistance(wallRatio: number): (delta: number) => number {
  const [least, greatest] = WALL_LIMITS;
  const wall = Math.log(Math.min(greatest, Math.max(least, wallRatio)));
  const terms = WALLS.map(([own, a, b, c, e]) => {
    const weight = WALLS.reduce(
      (w, [other]) => (other === own ? w : (w * (wall - Math.log(other))) / Math.log(own / other)),
      1,
    );
    return { weight, a, b, c, e };
  }).filter(({ weight }) => weight !== 0);
  const touching = wall / (2 * Math.PI);
  return (delta) => {
    let beyond = 0;
    for (const { weight, a, b, c, e } of terms) {
      beyond += weight * (a / (1 + b * delta) - c / (1 + e * delta));
    }
    return touching / delta + beyond;
  };
}

/** I/I∞ at a distance, m. */
export function approachCurve(tip: Tip): (distance: number) => number {
  const clear = coneShape(tip.halfConeAngle) + ACCESS_SHAPE;
  const gap = gapResistance(tip.wallRatio);
  return (distance) => (distance > 0 ? clear / (clear + gap(distance / tip.radius)) : 0);
}

const FARTHEST = 1e6;
/** From there down to far below a radius. */
const HALVINGS = 100;

/** Distance, m, at which the current is a fraction I/I∞ of its value clear of the surface; NaN unless 0 < fraction < 1. */
export function distanceAt(fraction: number, tip: Tip): number {
  if (!(fraction > 0 && fraction < 1)) return NaN;
  const curve = approachCurve(tip);
  return bisect((distance) => curve(distance) >= fraction, 0, FARTHEST * tip.radius, HALVINGS);
}
