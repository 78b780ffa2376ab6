/** Where numbers lie most densely: the half-sample mode (Bickel and Frühwirth 2006), which outliers do not move. */

/**
 * Of numbers in ascending order; NaN of none. Of all runs of half of them the shortest is taken, of that again, until two
 * or three are left.
 */
export function modeOf(sorted: ArrayLike<number>): number {
  let [from, n] = [0, sorted.length];
  const at = (k: number): number => sorted[k] ?? NaN;
  while (n > 3) {
    const half = Math.ceil(n / 2);
    let best = from;
    for (let k = from; k + half <= from + n; k++) {
      if (at(k + half - 1) - at(k) < at(best + half - 1) - at(best)) best = k;
    }
    [from, n] = [best, half];
  }
  if (n === 3)
    return at(from + 1) - at(from) < at(from + 2) - at(from + 1)
      ? mid(at(from), at(from + 1))
      : mid(at(from + 1), at(from + 2));
  return n === 2 ? mid(at(from), at(from + 1)) : at(from);
}

const mid = (a: number, b: number): number => (a + b) / 2;
