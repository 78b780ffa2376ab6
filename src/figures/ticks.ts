/** Round numbers for axes, colour bars and scale bars. */
import { ticks as roundTicks } from 'd3-array';
import { exponentOf, fixed, outerExponent, powerOfTen } from '../quantity';

export interface Tick {
  readonly value: number;
  readonly text: string;
}

export interface TickSet {
  readonly ticks: readonly Tick[];
  /** Power of ten taken out of the texts, to stand with the unit; 0 for none. */
  readonly exponent: number;
}

/** About `n` round ticks from `low` to `high`, two or more, with a common power of ten and equal decimals. */
export function linearTicks(low: number, high: number, n: number): TickSet {
  // Asked for 4, there are never fewer than two.
  const sets = [n, 3, 4].map((asked) => roundTicks(low, high, asked));
  return tickSet(sets.find((values) => values.length >= 2) ?? roundTicks(low, high, n), low, high);
}

/** The same, at whole numbers alone. */
export const wholeTicks = (low: number, high: number, n: number): TickSet =>
  tickSet(
    roundTicks(low, high, Math.min(n, Math.max(1, Math.floor(high - low)))).filter(Number.isInteger),
    low,
    high,
  );

function tickSet(values: readonly number[], low: number, high: number): TickSet {
  const exponent = outerExponent(Math.max(Math.abs(low), Math.abs(high)));
  const scaled = values.map((v) => v / 10 ** exponent);
  const step = Math.abs((scaled[1] ?? 0) - (scaled[0] ?? 0));
  const decimals = Math.max(0, ...scaled.map((v) => decimalsOf(v, step)));
  return { exponent, ticks: values.map((value, k) => ({ value, text: fixed(scaled[k] ?? NaN, decimals) })) };
}

/** Decimals that tell a tick exactly, to a millionth of the step between ticks. */
function decimalsOf(value: number, step: number): number {
  for (let d = 0; d < 15; d++) {
    if (Math.abs(value - Math.round(value * 10 ** d) / 10 ** d) <= 1e-6 * step) return d;
  }
  return 15;
}

/** Multiples within a decade, finest first. */
const MULTIPLES = [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3], [1]] as const;

/** At most about `n` ticks at round multiples of each decade; linear ones over less than a factor of two. */
export function logTicks(low: number, high: number, n: number): TickSet {
  if (high / low < 2) return linearTicks(low, high, n);
  const sets = MULTIPLES.map((multiples) => withinDecades(low, high, multiples));
  const values = sets.find((s) => s.length <= n) ?? withinDecades(low, high, [1]);
  if (values.length < 2) return linearTicks(low, high, n);
  const exponent = outerExponent(high) === 0 ? 0 : exponentOf(Math.sqrt(low * high));
  const text = (value: number): string => {
    const scaled = Number((value / 10 ** exponent).toPrecision(3));
    return fixed(scaled, Math.max(0, -exponentOf(scaled)));
  };
  return { exponent, ticks: values.map((value) => ({ value, text: text(value) })) };
}

function withinDecades(low: number, high: number, multiples: readonly number[]): number[] {
  const decades: number[] = [];
  for (let e = Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++) decades.push(e);
  return decades
    .flatMap((e) => multiples.map((m) => Number(`${String(m)}e${String(e)}`)))
    .filter((v) => v >= low * (1 - 1e-9) && v <= high * (1 + 1e-9));
}

/** Unit with the power of ten that was taken out: `10⁻¹¹ cm²/s`. */
export const unitWithExponent = (unit: string, exponent: number): string =>
  exponent === 0 ? unit : `${powerOfTen(exponent)}${unit === '' ? '' : `\u00a0${unit}`}`;

/** The largest 1, 2 or 5 × 10ⁿ that is at most a quarter of the extent. */
export function scaleBarLength(extent: number): number {
  const most = extent / 4;
  const decade = 10 ** exponentOf(most);
  const lead = [5, 2, 1].find((m) => m * decade <= most * (1 + 1e-9)) ?? 1;
  return lead * decade;
}

/** A length in the unit that suits it: `500 nm`, `1 µm`, `2 mm`. */
export function lengthText(metres: number): string {
  const [factor, unit] =
    metres < 0.9999e-6 ? [1e9, 'nm'] : metres < 0.9999e-3 ? [1e6, 'µm'] : ([1e3, 'mm'] as const);
  return `${String(Number((metres * factor).toPrecision(3)))}\u00a0${unit}`;
}
