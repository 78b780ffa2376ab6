/** Maps that are the difference of two others of their run. */
import type { MapSpec } from '../experiment';

/** The numbers of one plane and their errors, by pixel. */
export interface Numbers {
  readonly values: Float64Array | Float32Array;
  readonly noise: Float64Array | Float32Array;
}

/**
 * Works out the difference maps at a pixel: a − b, with 1σ √(σa² + σb²); NaN where either has no number.
 * @param numbersOf the first plane of a map by name
 */
export function subtractAt(
  at: number,
  maps: readonly MapSpec[],
  numbersOf: (map: string) => Numbers | undefined,
): void {
  for (const { name, difference } of maps) {
    const into = difference && numbersOf(name);
    if (!into) continue;
    const [minuend, subtrahend] = difference.map(numbersOf);
    into.values[at] = (minuend?.values[at] ?? NaN) - (subtrahend?.values[at] ?? NaN);
    into.noise[at] = Math.hypot(minuend?.noise[at] ?? NaN, subtrahend?.noise[at] ?? NaN);
  }
}
