/** Maxima of a curve by how far they rise out of their surroundings. */

export interface Maximum {
  readonly at: number;
  /** Height above the higher one of the two lowest points that part it from higher ground, or from the ends. */
  readonly prominence: number;
  /** Lowest point between this maximum and the one before it in the answer, or the start. */
  readonly before: number;
}

/** Inner maxima of at least a prominence, in the order of the curve. */
export function prominentMaxima(curve: Float64Array, least: number): readonly Maximum[] {
  const found: Maximum[] = [];
  for (let at = 1; at < curve.length - 1; at++) {
    const height = curve[at] as number;
    if (!(height > (curve[at - 1] as number) && height >= (curve[at + 1] as number))) continue;
    const prominence = height - Math.max(valley(curve, at, -1), valley(curve, at, 1));
    if (!(prominence >= least)) continue;
    let before = found.at(-1)?.at ?? 0;
    for (let k = before; k < at; k++) if ((curve[k] as number) < (curve[before] as number)) before = k;
    found.push({ at, prominence, before });
  }
  return found;
}

/** Lowest value on the way from a maximum to higher ground, or to the end. */
function valley(curve: Float64Array, at: number, step: 1 | -1): number {
  const height = curve[at] as number;
  let lowest = height;
  for (let k = at + step; k >= 0 && k < curve.length; k += step) {
    const value = curve[k] as number;
    if (value > height) break;
    if (value < lowest) lowest = value;
  }
  return lowest;
}
