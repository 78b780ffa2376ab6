/** Whether a potential runs at one rate, where a file tells the times of its points. */
import { inWords, sameRate } from './stated-rate';
import { rangeOf, turnsOf } from './sweeps';

/** Part of a sweep's span by which the potential may leave the straight line over time, beside one step and a half. */
const STRAIGHT = 0.015;
const STEPS = 1.5;
/** Part of the window within which a potential rests at the ends of a sweep, and below which a sweep is left alone. */
const REST = 0.02;
const SHORT = 0.2;

interface Line {
  readonly rate: number;
  /** The furthest from the straight line, V, and the potential there. */
  readonly furthest: number;
  readonly at: number;
  /** Mean step, V. */
  readonly step: number;
}

/** Why a sweep has no scan rate to speak of, as a sentence; null where it has, or where the times do not rise. */
export function unsteadyRate(potential: Float64Array, time: Float64Array): string | null {
  for (let k = 1; k < time.length; k++) if (!(valueAt(time, k) > valueAt(time, k - 1))) return null;
  const { low, high } = rangeOf(potential);
  const ends = [0, ...turnsOf(potential), potential.length - 1];
  const rates: number[] = [];
  for (let k = 1; k < ends.length; k++) {
    const [from, to] = [ends[k - 1] ?? 0, ends[k] ?? 0];
    const span = Math.abs(valueAt(potential, to) - valueAt(potential, from));
    if (span < SHORT * (high - low)) continue;
    const line = lineOf(potential, time, from, to, REST * (high - low));
    if (!line) continue;
    if (line.furthest > STRAIGHT * span + STEPS * line.step) {
      return `The potential does not run at a constant rate: at ${line.at.toFixed(3)} V it is ${(1e3 * line.furthest).toFixed(0)} mV from a straight line over time.`;
    }
    rates.push(line.rate);
  }
  const [first] = rates;
  const other = rates.find((rate) => first !== undefined && !sameRate(rate, first));
  return first === undefined || other === undefined
    ? null
    : `The sweeps run at different rates, ${inWords(first)} and ${inWords(other)}.`;
}

const valueAt = (values: Float64Array, place: number): number => values[place] ?? NaN;

/** The straight line between the places where a sweep has left its ends; null where there is nothing between. */
function lineOf(
  potential: Float64Array,
  time: Float64Array,
  begin: number,
  end: number,
  rest: number,
): Line | null {
  const isAtEnd = (k: number, of: number): boolean =>
    Math.abs(valueAt(potential, k) - valueAt(potential, of)) < rest;
  let from = begin;
  let to = end;
  while (from < to && isAtEnd(from, begin)) from += 1;
  while (to > from && isAtEnd(to, end)) to -= 1;
  if (to - from < 2) return null;
  const slope =
    (valueAt(potential, to) - valueAt(potential, from)) / (valueAt(time, to) - valueAt(time, from));
  let furthest = 0;
  let at = NaN;
  for (let k = from + 1; k <= to; k++) {
    const e = valueAt(potential, k);
    const straight = valueAt(potential, from) + slope * (valueAt(time, k) - valueAt(time, from));
    const off = Math.abs(e - straight);
    if (off > furthest) [furthest, at] = [off, e];
  }
  const step = Math.abs(valueAt(potential, to) - valueAt(potential, from)) / (to - from);
  return { rate: Math.abs(slope), furthest, at, step };
}
