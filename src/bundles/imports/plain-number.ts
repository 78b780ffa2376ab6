/**
 * Plain decimal numbers read where their bytes stand in a file, without making text of them: what makes files of ten million
 * rows a matter of a second or two. Everything else is left to the careful reader of cells.
 */

/** Powers of ten that are exact, as integers below 2⁵³ are: one product or quotient of both is rounded rightly (Clinger 1990). */
const TENS = Array.from({ length: 23 }, (_, power) => 10 ** power);
const LARGEST = (Number.MAX_SAFE_INTEGER - 9) / 10;
const SAFE_DIGITS = 15;

const ZERO = 48;
const PLUS = 43;
const MINUS = 45;
const SPACE = 32;
const UPPER_E = 69;
const LOWER_E = 101;

/** The number between two places of ASCII text; `mark` is the code of the decimal mark, −1 for none. NaN where it is not plain. */
export function plainNumber(bytes: Uint8Array, from: number, to: number, mark: number): number {
  let k = from;
  while (k < to && bytes[k] === SPACE) k++;
  let end = to;
  while (end > k && bytes[end - 1] === SPACE) end--;
  const sign = bytes[k];
  if (sign === MINUS || sign === PLUS) k++;
  let mantissa = 0;
  let digits = 0;
  let marked = -1;
  let scale = 0;
  for (; k < end; k++) {
    const code = bytes[k] as number;
    const digit = code - ZERO;
    if (digit >= 0 && digit <= 9) {
      if (digits >= SAFE_DIGITS && mantissa > LARGEST) return NaN;
      mantissa = 10 * mantissa + digit;
      digits++;
    } else if (code === mark && marked < 0) marked = digits;
    else if (code === LOWER_E || code === UPPER_E) {
      scale = exponentAt(bytes, k + 1, end);
      k = end;
    } else return NaN;
  }
  if (marked >= 0) scale -= digits - marked;
  const power = TENS[Math.abs(scale)];
  if (digits === 0 || power === undefined) return NaN;
  const size = scale < 0 ? mantissa / power : mantissa * power;
  return sign === MINUS ? -size : size;
}

/** NaN where there is none. */
function exponentAt(bytes: Uint8Array, from: number, end: number): number {
  const sign = bytes[from];
  let k = sign === MINUS || sign === PLUS ? from + 1 : from;
  if (k >= end || end - k > 3) return NaN;
  let value = 0;
  for (; k < end; k++) {
    const digit = (bytes[k] as number) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = 10 * value + digit;
  }
  return sign === MINUS ? -value : value;
}
