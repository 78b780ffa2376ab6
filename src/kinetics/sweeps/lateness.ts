/**
 * How much later than a reversible wave that of a couple with α = ½ peaks, about, in RT/F: σ = 2 ln(1 + c/Λ) with
 * Λ = k⁰/√(Dfv). For slow couples it is exact.
 */

/** ln c = 0.7765 + ½ ln α − 1.1089α, from the places of both peaks. */
const C = Math.exp(0.7765 - Math.LN2 / 2 - 1.1089 / 2);

export const lateness = (lambda: number): number => 2 * Math.log1p(C / lambda);

/** Its derivative by ln Λ. */
export const latenessSlope = (lambda: number): number => (lambda === Infinity ? 0 : (-2 * C) / (lambda + C));
