/**
 * Numbers for people: `2.47(12) × 10⁻¹¹ cm²/s`, `4 h 05 m`, `344 MB`. Digits never claim more than the uncertainty
 * allows. Values come in the unit that is to be shown; minus is U+2212, groups are parted by a narrow no-break space.
 */

const MINUS = '\u2212';
const NARROW_SPACE = '\u202f';
const NO_BREAK_SPACE = '\u00a0';
/** What stands where there is no number. */
export const NO_VALUE = '–';

const SUPERSCRIPT: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

/** An integer as superscript, e.g. −11 → `⁻¹¹`. */
export function superscript(n: number): string {
  let text = '';
  for (const digit of String(Math.trunc(n))) text += SUPERSCRIPT[digit] ?? '';
  return text;
}

/** `10⁻¹¹`. */
export const powerOfTen = (exponent: number): string => `10${superscript(exponent)}`;

/** Decimal exponent of a number, 0 for 0: 2.5e-11 → −11. */
export function exponentOf(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const size = Math.abs(value);
  const guess = Math.floor(Math.log10(size));
  // The logarithm of a number next to a power of ten may have been rounded across it.
  if (size >= tenTo(guess + 1)) return guess + 1;
  return size < tenTo(guess) ? guess - 1 : guess;
}

/** As they read, which 10 ** n are not all. */
const powersOfTen = new Map<number, number>();
function tenTo(n: number): number {
  let power = powersOfTen.get(n);
  if (power === undefined) powersOfTen.set(n, (power = Number(`1e${String(n)}`)));
  return power;
}

/** Power of ten to write outside of a number: 0 while it reads well without one, from 0.001 to 99 999. */
export function outerExponent(value: number): number {
  const exponent = exponentOf(value);
  return exponent < -3 || exponent > 4 ? exponent : 0;
}

/** A number with fixed decimals, grouped from 10 000 on. */
export function fixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const text = Math.abs(value).toFixed(Math.max(0, Math.min(20, decimals)));
  const point = text.indexOf('.');
  const end = point < 0 ? text.length : point;
  const grouped = end > 4 ? text.slice(0, end).replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE) : text.slice(0, end);
  const negative = value < 0 && /[1-9]/.test(text);
  return `${negative ? MINUS : ''}${grouped}${text.slice(end)}`;
}

/** A number to `digits` significant digits, with a power of ten where it is needed: `2.47 × 10⁻¹¹`, `0.0123`, `36.7`. */
export function significant(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const rounded = Number(value.toPrecision(digits));
  const outer = outerExponent(rounded);
  const text = fixed(rounded / 10 ** outer, digits - 1 - exponentOf(rounded) + outer);
  return outer === 0 ? text : `${text} × ${powerOfTen(outer)}`;
}

/** A number with as many digits as tell it from others within a spread: to a thousandth of that, `least` to 8. */
export function significantWithin(value: number, spread: number, least = 4): string {
  const wanted = spread > 0 && value !== 0 ? exponentOf(value) - exponentOf(spread) + 3 : least;
  return significant(value, Math.max(least, Math.min(8, wanted)));
}

/**
 * A number with its standard uncertainty in the last two digits: `2.47(12) × 10⁻¹¹`. Without a usable uncertainty three
 * significant digits. An uncertainty above the value itself is written out: `0.8 ± 1.3`.
 */
export function withError(value: number, error: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  if (!Number.isFinite(error) || error <= 0) return significant(value);
  const outer = outerExponent(Math.abs(value) > error ? value : error);
  const scaled = value / 10 ** outer;
  const spread = Number((error / 10 ** outer).toPrecision(2));
  const decimals = Math.max(0, 1 - exponentOf(spread));
  const number = fixed(scaled, decimals);
  const plain =
    spread > Math.abs(scaled)
      ? `${number} ± ${fixed(spread, decimals)}`
      : `${number}(${errorDigits(spread, decimals)})`;
  if (outer === 0) return plain;
  return plain.includes('±') ? `(${plain}) × ${powerOfTen(outer)}` : `${plain} × ${powerOfTen(outer)}`;
}

/** Digits in brackets; with the decimal point where the uncertainty reaches across it: `12.3(1.5)`. */
const errorDigits = (error: number, decimals: number): string =>
  decimals > 0 && error >= 1 ? error.toFixed(decimals) : String(Math.round(error * 10 ** decimals));

/** Number and unit with a no-break space; pure numbers have an empty unit. */
export const quantity = (text: string, unit: string): string =>
  unit === '' ? text : `${text}${NO_BREAK_SPACE}${unit}`;

/** A whole number, grouped: `4 096`. */
export function count(n: number): string {
  return Number.isFinite(n)
    ? String(Math.round(n))
        .replace('-', MINUS)
        .replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE)
    : NO_VALUE;
}

/** A duration by its two leading units: `4 h 05 m`, `2 m 10 s`, `8 s`, `3 d 04 h`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return NO_VALUE;
  const whole = Math.round(seconds);
  if (whole < 60) return pair(whole, 's');
  if (whole < 3600) return pair(Math.floor(whole / 60), 'm', whole % 60, 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'm');
  const hours = Math.round(seconds / 3600);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

const pair = (large: number, unit: string, small?: number, smallUnit = ''): string => {
  const first = `${String(large)}${NO_BREAK_SPACE}${unit}`;
  return small === undefined
    ? first
    : `${first}${NO_BREAK_SPACE}${String(small).padStart(2, '0')}${NO_BREAK_SPACE}${smallUnit}`;
};

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A number of bytes in decimal units: `344 MB`, `1.2 GB`. */
export function byteCount(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes < 0) return NO_VALUE;
  let value = bytes;
  let place = 0;
  while (value >= 999.5 && place < BYTE_UNITS.length - 1) {
    value /= 1000;
    place += 1;
  }
  const decimals = place === 0 || value >= 9.95 ? 0 : 1;
  return quantity(fixed(value, decimals), BYTE_UNITS[place] ?? '');
}

const PREFIXES = ['f', 'p', 'n', 'µ', 'm', '', 'k', 'M', 'G'] as const;

/** The unit with the SI prefix in which a value reads from 1 to 999, and the factor into it: 2e-6 A → µA, 1e6. */
export function prefixed(value: number, unit: string): { readonly unit: string; readonly factor: number } {
  const place = Math.floor(exponentOf(value) / 3);
  const step = Math.max(-5, Math.min(3, place));
  return { unit: `${PREFIXES[step + 5] ?? ''}${unit}`, factor: Number(`1e${String(-3 * step)}`) };
}
