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

/** Where a function with a single minimum between `from` and `to` has it, to within `close` (golden section, Kiefer 1953). */
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
