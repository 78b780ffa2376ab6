/** A number with its uncertainty. */
export interface Estimate {
  readonly value: number;
  /** 1σ from noise alone. */
  readonly error: number;
}

/** Mean weighted by 1/error², or the plain mean where an error is missing or 0; null of nothing. */
export function weightedMean(estimates: readonly Estimate[]): Estimate | null {
  if (estimates.length === 0) return null;
  const weighted = estimates.every((e) => e.error > 0);
  let weights = 0;
  let sum = 0;
  for (const e of estimates) {
    const weight = weighted ? e.error ** -2 : 1;
    weights += weight;
    sum += weight * e.value;
  }
  return { value: sum / weights, error: weighted ? weights ** -0.5 : 0 };
}
