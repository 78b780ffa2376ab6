/** Whether a potential has come to rest: a straight line through the end of its record. */
import { FLAG } from '../../records/record';
import type { Field, Recipe } from '../experiment';
import { seconds } from '../recipe/field-units';
import { numberOf } from '../recipe/recipe';
import { lineThrough } from '../results/straight-line';

/** Words of a map that says so. */
export const SETTLED = { settled: 0, drifting: 1, no_contact: 2, compliance: 3 } as const;

/** The word for a record under current control; at its compliance limit a galvanostat holds no current. */
export const stateOf = ({ settled }: Settling, flags: number): number => {
  if (flags & FLAG.overload) return SETTLED.compliance;
  return settled ? SETTLED.settled : SETTLED.drifting;
};

/** The criterion; it concerns the analysis alone. */
export const driftFields: readonly Field[] = [
  {
    key: 'driftLimit',
    analysis: 'drift-limit',
    group: 'Analysis',
    label: 'Settled below a drift of',
    unit: 'mV/s',
    factor: 1e3,
    kind: 'number',
    min: 1e-6,
    max: 10,
    explanation: 'A potential whose line through the end of its record is less steep than this has settled.',
  },
  seconds({
    key: 'driftWindow',
    analysis: 'drift-window',
    group: 'Analysis',
    label: 'Drift over the last',
    max: 600,
    explanation: 'Part of the record, from its end, that the line goes through.',
  }),
];

export const criterionOf = (recipe: Recipe): { readonly window: number; readonly limit: number } => ({
  window: numberOf(recipe, 'driftWindow'),
  limit: numberOf(recipe, 'driftLimit'),
});

/** What keeps the criterion from being used on records of a length, s. */
export const criterionProblems = (
  recipe: Recipe,
  recorded: number,
): { readonly key: string; readonly message: string }[] =>
  numberOf(recipe, 'driftWindow') > recorded * (1 + 1e-9)
    ? [{ key: 'driftWindow', message: 'Drift over the last: must not be longer than the record.' }]
    : [];

/** What the bundle says of the criterion. */
export const criterionAnalysis = (recipe: Recipe): Readonly<Record<string, number>> => ({
  drift_limit: numberOf(recipe, 'driftLimit'),
  drift_window: numberOf(recipe, 'driftWindow'),
});

export interface Settling {
  /** The line at the end of the record, V, with one standard deviation by the scatter about it. */
  readonly value: number;
  readonly error: number;
  /** Its slope, V/s, and one standard deviation. */
  readonly drift: number;
  readonly driftError: number;
  /** The slope is below the limit in magnitude. */
  readonly settled: boolean;
}

/** Samples that a line and its scatter need. */
const LEAST = 4;

/**
 * Line of least squares through the samples of the last `window` s.
 * @param times of samples, s, ascending
 * @param potentials V; samples that are no number are left out
 * @param limit greatest drift of a potential that has settled, V/s
 * Null where the record is shorter than the window, or has fewer than four samples in it.
 */
export function settlingOf(
  times: Float64Array,
  potentials: Float64Array,
  { window, limit }: { readonly window: number; readonly limit: number },
): Settling | null {
  const end = times.at(-1) ?? NaN;
  const interval = end - (times.at(-2) ?? NaN);
  const recorded = end - (times[0] ?? NaN) + interval;
  if (!(recorded >= window * (1 - 1e-6))) return null;
  const inside = [...times.keys()].filter(
    (k) => (times[k] ?? NaN) > end - window && Number.isFinite(potentials[k]),
  );
  if (inside.length < LEAST) return null;
  // From the end of the record, so that the line is read where it meets 0.
  const line = lineThrough(
    Float64Array.from(inside, (k) => (times[k] ?? NaN) - end),
    Float64Array.from(inside, (k) => potentials[k] ?? NaN),
  );
  if (!line) return null;
  const { intercept: value, interceptError: error, slope: drift, slopeError: driftError } = line;
  return { value, error, drift, driftError, settled: Math.abs(drift) < limit };
}
