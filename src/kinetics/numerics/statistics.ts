/** How likely chance alone makes a statistic this large. */

/** Standard deviations within which 95 % of a normal distribution lie, and below which 95 % of it do. */
export const NORMAL_95 = 1.959964;
export const NORMAL_95_ONE_SIDED = 1.644854;

/** Upper tail of χ² with some degrees of freedom (Wilson and Hilferty 1931), good to a tenth of the probability. */
export function chiSquaredTail(value: number, freedom: number): number {
  if (!(freedom > 0)) return 1;
  const spread = 2 / (9 * freedom);
  return normalTail((Math.cbrt(value / freedom) - (1 - spread)) / Math.sqrt(spread));
}

/** Upper tail of the normal distribution (Abramowitz and Stegun 26.2.17 for z near 0, its asymptote far out). */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const t = 1 / (1 + 0.2316419 * z);
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (series * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Two-sided 95 % of Student's distribution with one and two degrees of freedom. */
const FEWEST_95 = [12.7062, 4.30265];

/** Two-sided 95 % of Student's distribution to 1 % (Abramowitz and Stegun 26.7.5); NaN without degrees of freedom. */
export function student95(freedom: number): number {
  if (!(freedom >= 1)) return NaN;
  const few = FEWEST_95[Math.floor(freedom) - 1];
  if (few !== undefined) return few;
  const z = NORMAL_95;
  const [g1, g2, g3] = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ];
  return z + g1 / freedom + g2 / freedom ** 2 + g3 / freedom ** 3;
}
