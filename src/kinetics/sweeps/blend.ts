/**
 * What shapes are mixed from: tables of the planar wave, of the contact's edge at the two p beside the one that is asked for,
 * and of a small resistance, each with a weight. A derivative of a shape is a blend of the same tables.
 */
import {
  CELLS,
  FIRST,
  LOG_STEP,
  mixtureFor,
  ohmicTablesFor,
  PER_UNIT,
  planarTable,
  type Mixture,
  type OhmicTables,
} from './shape-tables';

/** Planar wave, near and far edge, first and second ohmic term; the weights of all but the first. */
export class Blend {
  private readonly planar = planarTable();
  private readonly near: Float64Array;
  private readonly far: Float64Array;
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private readonly nearWeight: number;
  private readonly farWeight: number;
  private readonly rho: number;
  private readonly rhoSquared: number;

  constructor({ near, far, nearWeight, farWeight }: Mixture, { first, second }: OhmicTables, rho: number) {
    this.near = near;
    this.far = far;
    this.first = first;
    this.second = second;
    this.nearWeight = nearWeight;
    this.farWeight = farWeight;
    this.rho = rho;
    this.rhoSquared = rho * rho;
  }

  /** A number of the tables, weighted. */
  entry(k: number): number {
    return (
      (this.planar[k] as number) +
      this.nearWeight * (this.near[k] as number) +
      this.farWeight * (this.far[k] as number) +
      this.rho * (this.first[k] as number) +
      this.rhoSquared * (this.second[k] as number)
    );
  }
}

/** Of χ for p, from `SMALLEST_P` to Infinity, and ρ. */
export const blendOf = (p: number, rho: number): Blend => new Blend(mixtureFor(p), ohmicTablesFor(p), rho);

/** How a shape changes: two tables, each with a weight. */
export interface Slope {
  readonly one: Float64Array;
  readonly other: Float64Array;
  readonly weight: number;
  readonly otherWeight: number;
}

/** ∂χ/∂ln p = (∂G/∂ln p − G)/p. */
export function radiusSlopeOf(p: number): Slope {
  const { near, far, nearWeight, farWeight } = mixtureFor(p);
  const turned = (nearWeight + farWeight) / LOG_STEP;
  return { one: near, other: far, weight: -(turned + nearWeight), otherWeight: turned - farWeight };
}

/** ∂χ/∂ρ = χ₁ + 2ρχ₂. */
export function dropSlopeOf(p: number, rho: number): Slope {
  const { first, second } = ohmicTablesFor(p);
  return { one: first, other: second, weight: 1, otherWeight: 2 * rho };
}

/** Sum of a slope at x = at[k] + shift times `weights`: below the tables it is 0, beyond them the last value. */
export function sumSlope(slope: Slope, at: Float64Array, shift: number, weights: Float64Array): number {
  const { one, other, weight: v, otherWeight: w } = slope;
  let sum = 0;
  for (let k = 0; k < at.length; k++) {
    const place = ((at[k] as number) + shift - FIRST) * PER_UNIT;
    if (place < 0) continue;
    const i = 2 * Math.min(CELLS - 1, place | 0);
    const t = Math.min(1, place - i / 2);
    const f0 = v * (one[i] as number) + w * (other[i] as number);
    const d0 = v * (one[i + 1] as number) + w * (other[i + 1] as number);
    const rise = v * (one[i + 2] as number) + w * (other[i + 2] as number) - f0;
    const a = d0 + v * (one[i + 3] as number) + w * (other[i + 3] as number) - 2 * rise;
    sum += (weights[k] as number) * (f0 + t * (d0 + t * (rise - d0 - a + t * a)));
  }
  return sum;
}
