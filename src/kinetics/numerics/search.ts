/** Where a function of one number crosses a level, or has its minimum, by halving or narrowing a bracket. */

/** Down to 1e-15 of the bracket. */
const HALVINGS = 50;

/**
 * Where what does not hold at `before` begins to hold on the way to `after`: the end of the last bracket at which it holds,
 * as it is taken to do at `after`. Bisection; either end may be the greater.
 */
export function bisect(
  holds: (x: number) => boolean,
  before: number,
  after: number,
  halvings: number = HALVINGS,
): number {
  let [without, within] = [before, after];
  for (let k = 0; k < halvings; k++) {
    const middle = (without + within) / 2;
    if (holds(middle)) within = middle;
    else without = middle;
  }
  return within;
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Where a function is least between `from` and `to`, to within `close`: about the best of an even grid of `cells`, by golden
 * section (Kiefer 1953). Closer to an end than that where it falls towards it.
 */
export function leastOver(
  of: (x: number) => number,
  from: number,
  to: number,
  cells: number,
  close: number,
): number {
  const at = (k: number): number => from + ((to - from) * Math.max(0, Math.min(cells, k))) / cells;
  const values = Array.from({ length: cells + 1 }, (_, k) => of(at(k)));
  const best = values.reduce((least, value, k) => (value < (values[least] ?? NaN) ? k : least), 0);
  return minimumOf(of, at(best - 1), at(best + 1), close);
}

/** Where a function with a single minimum between `from` and `to` has it, to within `close`; nearer to an end where it is there. */
export function minimumOf(of: (x: number) => number, from: number, to: number, close: number): number {
  let [low, high] = [from, to];
  let [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atA, atB] = [of(a), of(b)];
  while (high - low > close) {
    if (atA < atB) {
      [high, b, atB] = [b, a, atA];
      a = high - GOLDEN * (high - low);
      atA = of(a);
    } else {
      [low, a, atA] = [a, b, atB];
      b = low + GOLDEN * (high - low);
      atB = of(b);
    }
  }
  return (low + high) / 2;
}
