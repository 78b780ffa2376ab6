/** Whether the simple picture, a reversible couple behind a small resistance, has anything against it. */
import { thermal } from './constants';
import type { Cell } from './lines/line';
import type { Settled } from './settle';
import { chiSquaredTail } from './numerics/statistics';

/** Chance with which a right picture may fail a test. */
const RARE = 1e-4;
/** The same in standard deviations, two-sided. */
const FAR = 3.9;
/** A distance of the half-wave potentials below this says nothing, V. */
const LEAST_GAP = 1e-3;
/** ρ at the fastest rate up to which the shapes are right whatever shifts the waves, resistance or a slow couple. */
const SMALL_RHO = 0.35;
/** Standard deviations by which ρ may exceed that where noise hides it. */
const HIDDEN = 3;
/** Residuals below this part of a peak move D by less than they could be worth. */
const FINE = 2e-3;
/** What the noise's own colour may add to the residuals' misfit. */
const SLACK = 0.1;

/** Numbers that a referee asks for, each with what it should be. */
export interface Tests {
  /** Misfit of the waves' shapes (1), and whether it is that of noise. */
  readonly shape: { readonly value: number; readonly passed: boolean };
  /** Chance of the amplitudes' scatter about √v. */
  readonly amplitudes: { readonly value: number; readonly passed: boolean };
  /** Half-wave potential of the first sweep less that of the reverse one, V, without the resistance. */
  readonly gap: { readonly value: number; readonly error: number; readonly passed: boolean } | null;
  /** Ohmic drop of the fastest wave, ρ. */
  readonly drop: { readonly value: number; readonly passed: boolean };
}

export function testsOf(settled: Settled, cell: Cell): Tests {
  const { quality, shift, resistance, tracks } = settled;
  const { misfit, blocks, crudeness, chiSquared, freedom } = quality;
  let most = 0;
  for (const { first } of tracks) most = Math.max(most, first.amplitude);
  const rho = thermal(cell.temperature) * resistance.value * most;
  const limit = Math.max(SMALL_RHO, HIDDEN * Math.abs((rho * resistance.error) / resistance.value));
  const chance = chiSquaredTail(chiSquared, freedom);
  const { gap } = shift;
  return {
    shape: {
      value: misfit,
      passed: crudeness < FINE || misfit < 1 + SLACK + FAR * Math.sqrt(8 / (3 * blocks)),
    },
    amplitudes: { value: chance, passed: chance > RARE },
    gap: gap && {
      value: gap.value,
      error: gap.error,
      passed: Math.abs(gap.value) < Math.max(LEAST_GAP, FAR * gap.error),
    },
    drop: { value: rho, passed: !(Math.abs(rho) >= limit) },
  };
}

export const allPassed = ({ shape, amplitudes, gap, drop }: Tests): boolean =>
  shape.passed && amplitudes.passed && gap?.passed !== false && drop.passed;
