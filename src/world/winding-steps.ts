/** Parallel steps of a layered crystal, each a little off its place, that wind along their way. */
import { uniformOf } from './random';

export interface StepField {
  /** Distance of neighbours, m, and the part of it by which one lies off its place at most. */
  readonly spacing: number;
  readonly jitter: number;
  /** How far they wind, and over which length, m. */
  readonly winding: { readonly amplitude: number; readonly length: number };
}

export interface WindingSteps {
  /** Coordinate across the steps, m, in which they are straight lines. */
  readonly across: (x: number, y: number) => number;
  /** Where a step, by its number, lies in that coordinate, m. */
  readonly place: (step: number) => number;
  /** Number of the last step at or before a coordinate, m. */
  readonly before: (u: number) => number;
}

export function windingSteps(seed: number, { spacing, jitter, winding }: StepField): WindingSteps {
  const turn = Math.PI * uniformOf(seed, 601);
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  const place = (step: number): number => (step + jitter * (2 * uniformOf(seed, 602, step) - 1)) * spacing;
  return {
    across: (x, y) =>
      c * x + s * y + winding.amplitude * Math.sin((2 * Math.PI * (c * y - s * x)) / winding.length),
    place,
    before: (u) => {
      const near = Math.round(u / spacing);
      return u < place(near) ? near - 1 : near;
    },
  };
}
