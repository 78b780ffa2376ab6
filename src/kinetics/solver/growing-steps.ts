/** Steps of a hold: fine after a change, then each longer than the one before. */

/** Growth of successive steps, and of a single one where it need not be cut. */
export const GROWTH = 1.2;
const LARGEST = 2;

/** Steps that grow from the last one and together last dt: their number, and the first one's length. */
export function growingSteps(last: number, dt: number): { readonly count: number; readonly first: number } {
  if (dt <= LARGEST * last) return { count: 1, first: dt };
  let count = 1;
  while (last * GROWTH * stretch(count) < dt * (1 - 1e-9)) count++;
  return { count, first: dt / stretch(count) };
}

/** 1 + g + … + g^(count−1). */
const stretch = (count: number): number => (GROWTH ** count - 1) / (GROWTH - 1);
