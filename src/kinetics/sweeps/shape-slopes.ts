/**
 * How a shape changes: ∂χ/∂ln p = (∂G/∂ln p − G)/p of the contact's edge, and ∂χ/∂ρ = χ₁ + 2ρχ₂ of a small resistance, as
 * tables on the nodes of the shape's own.
 */
import { CELLS, FIRST, LOG_STEP, mixtureFor, ohmicTablesFor, PER_UNIT } from './shape-tables';
import type { Shape } from './template';

/** Fills a table with ∂χ/∂ln p. */
export function slopeByRadius({ p }: Shape, into: Float64Array): void {
  const { near, far, nearWeight, farWeight } = mixtureFor(p);
  const turned = (nearWeight + farWeight) / LOG_STEP;
  for (let k = 0; k < into.length; k++) {
    into[k] = (turned - farWeight) * (far[k] as number) - (turned + nearWeight) * (near[k] as number);
  }
}

/** Fills a table with ∂χ/∂ρ. */
export function slopeByDrop({ p, rho }: Shape, into: Float64Array): void {
  const { first, second } = ohmicTablesFor(p);
  for (let k = 0; k < into.length; k++) into[k] = (first[k] as number) + 2 * rho * (second[k] as number);
}

/** Fills `into` with a table's values at x = at[k] + shift: below the nodes 0, beyond them the last one. */
export function fillValues(table: Float64Array, at: Float64Array, shift: number, into: Float64Array): void {
  for (let k = 0; k < at.length; k++) {
    const place = ((at[k] as number) + shift - FIRST) * PER_UNIT;
    if (place < 0) {
      into[k] = 0;
    } else if (place >= CELLS) {
      into[k] = table[2 * CELLS] as number;
    } else {
      const i = 2 * (place | 0);
      const t = place - (place | 0);
      const f0 = table[i] as number;
      const d0 = table[i + 1] as number;
      const rise = (table[i + 2] as number) - f0;
      const a = d0 + (table[i + 3] as number) - 2 * rise;
      into[k] = f0 + t * (d0 + t * (rise - d0 - a + t * a));
    }
  }
}
