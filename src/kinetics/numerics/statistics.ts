/** How likely chance alone makes a statistic this large. */

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

/** Two-sided 95 % of a normal distribution. */
const Z = 1.959964;

/**
 * Half of the two-sided 95 % interval of Student's t, in standard errors (Abramowitz and Stegun 26.7.5): within 4 % at two
 * degrees of freedom, 1 % at three.
 */
export function student95(freedom: number): number {
  if (!(freedom > 0)) return NaN;
  const terms = [
    (Z ** 3 + Z) / 4,
    (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96,
    (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384,
  ];
  return terms.reduce((t, term, k) => t + term / freedom ** (k + 1), Z);
}
