/** What looks odd in a recorded voltammogram. Nothing is changed for it; people are told. */
import { median } from 'd3-array';
import { rangeOf, turnsOf, type Range } from './sweeps';

/** Steps that differ by more from the usual one are not the sweep's own spread. */
const STEP_TOLERANCE = 0.25;
/** A turn and its neighbours make steps of another size by nature. */
const AROUND_TURN = 1;

/** As many steps tell the usual one. */
const SAMPLED = 20_000;

/** Steps of the potential that differ from the usual one, as a remark; null where the steps are even. */
export function unevenSteps(potential: Float64Array): string | null {
  const steps = potential.length - 1;
  const stepAt = (k: number): number => Math.abs((potential[k + 1] as number) - (potential[k] as number));
  const stride = Math.ceil(steps / SAMPLED);
  const usual =
    median(Float64Array.from({ length: Math.ceil(steps / stride) }, (_, k) => stepAt(k * stride))) ?? 0;
  if (!(usual > 0)) return null;
  const isOdd = (k: number): boolean => Math.abs(stepAt(k) - usual) > STEP_TOLERANCE * usual;
  let odd = 0;
  for (let k = 0; k < steps; k++) if (isOdd(k)) odd += 1;
  for (const turn of turnsOf(potential)) {
    const last = Math.min(steps, turn + 1 + AROUND_TURN);
    for (let k = Math.max(0, turn - 1 - AROUND_TURN); k < last; k++) if (isOdd(k)) odd -= 1;
  }
  if (odd <= 0) return null;
  return `The potential steps are uneven: ${String(odd)} of ${String(steps)} differ by more than a quarter from the usual ${millivolts(usual)} mV.`;
}

const millivolts = (volts: number): string => String(Number((1e3 * volts).toPrecision(3)));

/** Part of the current's range below which rising and falling branches are one, as on a resistor. */
const LEAST_OPENING = 0.02;

/** Mean of the current over the part of the window that both directions share, by potential. */
interface Means {
  readonly rising: number;
  readonly falling: number;
}

/**
 * Whether the current runs lower on rising than on falling potential, or, in a single sweep, against its direction. The
 * double layer and every simple redox couple do the opposite where anodic currents are positive, so it hints at the other
 * sign. Null where a single sweep has currents of both signs.
 */
export function looksReversed(potential: Float64Array, current: Float64Array): boolean | null {
  const shared = sharedRange(potential);
  const { low, high } = rangeOf(current);
  if (!shared) return againstItsSweep(potential, { low, high });
  const means = meanCurrents(potential, current, shared);
  return means.falling - means.rising > LEAST_OPENING * (high - low);
}

/** Part of the highest current that a sweep of one sign may have of the other. */
const OTHER_SIGN = 0.2;

function againstItsSweep(potential: Float64Array, { low, high }: Range): boolean | null {
  const rises = (potential.at(-1) ?? NaN) > (potential[0] ?? NaN);
  if (high > 0 && -low <= OTHER_SIGN * high) return !rises;
  if (low < 0 && high <= OTHER_SIGN * -low) return rises;
  return null;
}

function meanCurrents(potential: Float64Array, current: Float64Array, { low, high }: Range): Means {
  let [rising, falling, risen, fallen] = [0, 0, 0, 0];
  for (let i = 1; i < potential.length; i++) {
    const from = potential[i - 1] as number;
    const to = potential[i] as number;
    const middle = (from + to) / 2;
    if (middle < low || middle > high) continue;
    const step = to - from;
    const charge = (step * ((current[i - 1] as number) + (current[i] as number))) / 2;
    if (step > 0) {
      rising += charge;
      risen += step;
    } else {
      falling += charge;
      fallen += step;
    }
  }
  return { rising: rising / risen, falling: falling / fallen };
}

function sharedRange(potential: Float64Array): Range | null {
  const ends = [0, ...turnsOf(potential), potential.length - 1];
  const rising = { low: Infinity, high: -Infinity };
  const falling = { low: Infinity, high: -Infinity };
  for (let k = 1; k < ends.length; k++) {
    const from = potential[ends[k - 1] as number] as number;
    const to = potential[ends[k] as number] as number;
    const range = to > from ? rising : falling;
    range.low = Math.min(range.low, from, to);
    range.high = Math.max(range.high, from, to);
  }
  const low = Math.max(rising.low, falling.low);
  const high = Math.min(rising.high, falling.high);
  return high > low ? { low, high } : null;
}
