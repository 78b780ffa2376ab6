/**
 * Plain decimal numbers read where they stand in a line, without cutting it up: what makes files of ten million rows a
 * matter of seconds. Everything else is left to the careful reader of cells.
 */

/** Powers of ten that are exact, as integers below 2⁵³ are: one product or quotient of both is rounded rightly (Clinger 1990). */
const TENS = Array.from({ length: 23 }, (_, power) => 10 ** power);
const LARGEST = (Number.MAX_SAFE_INTEGER - 9) / 10;

const [ZERO, PLUS, MINUS, SPACE, UPPER_E, LOWER_E] = [48, 43, 45, 32, 69, 101];

/** The number between two places of a line; `mark` is the code of the decimal mark, −1 for none. NaN where it is not plain. */
export function plainNumber(line: string, from: number, to: number, mark: number): number {
  let k = from;
  while (k < to && line.charCodeAt(k) === SPACE) k++;
  let end = to;
  while (end > k && line.charCodeAt(end - 1) === SPACE) end--;
  const sign = line.charCodeAt(k);
  if (sign === MINUS || sign === PLUS) k++;
  let mantissa = 0;
  let digits = 0;
  let scale = 0;
  let marked = false;
  for (; k < end; k++) {
    const code = line.charCodeAt(k);
    const digit = code - ZERO;
    if (digit >= 0 && digit <= 9) {
      if (mantissa > LARGEST) return NaN;
      mantissa = 10 * mantissa + digit;
      digits++;
      if (marked) scale--;
    } else if (code === mark && !marked) marked = true;
    else if (code === LOWER_E || code === UPPER_E) {
      const exponent = exponentAt(line, k + 1, end);
      scale += exponent;
      k = end;
    } else return NaN;
  }
  const power = TENS[Math.abs(scale)];
  if (digits === 0 || power === undefined) return NaN;
  const size = scale < 0 ? mantissa / power : mantissa * power;
  return sign === MINUS ? -size : size;
}

/** NaN where there is none. */
function exponentAt(line: string, from: number, end: number): number {
  const sign = line.charCodeAt(from);
  let k = sign === MINUS || sign === PLUS ? from + 1 : from;
  if (k >= end || end - k > 3) return NaN;
  let value = 0;
  for (; k < end; k++) {
    const digit = line.charCodeAt(k) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = 10 * value + digit;
  }
  return sign === MINUS ? -value : value;
}
