/** Maps that are the difference of two others of their run. */
import { planesOf, type MapSpec } from '../experiment';

/** The numbers of one plane and their errors, by pixel. */
export interface Numbers {
  readonly values: Float64Array | Float32Array;
  readonly noise: Float64Array | Float32Array;
}

/**
 * Works out the difference maps at a pixel: a − b, with 1σ √(σa² + σb²); NaN where either has no number.
 * @param numbersOf a plane of a map by name
 */
export function subtractAt(
  at: number,
  maps: readonly MapSpec[],
  numbersOf: (map: string, plane: number) => Numbers | undefined,
): void {
  for (const { map, plane } of planesOf(maps.filter(({ difference }) => difference))) {
    const into = numbersOf(map.name, plane);
    if (!into || !map.difference) continue;
    const [minuend, subtrahend] = [numbersOf(map.difference[0], plane), numbersOf(map.difference[1], 0)];
    into.values[at] = (minuend?.values[at] ?? NaN) - (subtrahend?.values[at] ?? NaN);
    into.noise[at] = Math.hypot(minuend?.noise[at] ?? NaN, subtrahend?.noise[at] ?? NaN);
  }
}
