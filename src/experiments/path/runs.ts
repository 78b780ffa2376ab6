/**
 * Some pixels of a grid as lengths of runs, row by row from the lower left one: so many that are left out, so many that are
 * visited, and so on in turn. A map of 128 × 128 pixels whose particles are to be visited takes a few hundred numbers.
 */

/** Runs of the pixels that are 1. */
export function runsOf(mask: ArrayLike<number>): number[] {
  const runs: number[] = [0];
  for (let k = 0; k < mask.length; k++) {
    const isVisited = mask[k] === 1;
    if (isVisited === (runs.length % 2 === 0)) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
    else runs.push(1);
  }
  return runs;
}

/** 1 for each pixel that is visited, of so many as the runs hold. */
export function pixelsOfRuns(runs: readonly number[]): Uint8Array {
  const pixels = new Uint8Array(pixelsIn(runs));
  let from = 0;
  runs.forEach((length, k) => {
    pixels.fill(k % 2, from, from + length);
    from += length;
  });
  return pixels;
}

/** Pixels that the runs hold, visited or not. */
export const pixelsIn = (runs: readonly number[]): number => runs.reduce((sum, length) => sum + length, 0);
