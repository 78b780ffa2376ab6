/** Which pixels of a map are meant: 1 where a pixel is selected. A pixel without a number is never selected. */
export type Mask = Uint8Array;

/** Every pixel with a number. */
export const everyNumber = (values: ArrayLike<number>): Mask => selected(values, () => true);

/** Pixels with a value from `low` to `high`, both included. */
export const inRange = (values: ArrayLike<number>, low: number, high: number): Mask =>
  selected(values, (v) => v >= low && v <= high);

/** Pixels that are selected and have a number. */
export const withNumber = (mask: Mask, values: ArrayLike<number>): Mask =>
  selected(values, (_, k) => mask[k] === 1);

/** Pixels with a number that are not selected. */
export const inverted = (mask: Mask, values: ArrayLike<number>): Mask =>
  selected(values, (_, k) => mask[k] !== 1);

/** Pixels that both masks select. */
export const both = (a: Mask, b: Mask): Mask => a.map((v, k) => v & (b[k] ?? 0));

/** Pixels that at least one of the masks selects. */
export const either = (a: Mask, b: Mask): Mask => a.map((v, k) => v | (b[k] ?? 0));

/** Pixels of the first mask that the second leaves. */
export const without = (a: Mask, b: Mask): Mask => a.map((v, k) => v & ~(b[k] ?? 0) & 1);

/** How many pixels are selected. */
export function countOf(mask: Mask): number {
  let n = 0;
  for (let k = 0; k < mask.length; k++) n += mask[k] as number;
  return n;
}

/** The values of the selected pixels that are numbers, or of all, in order. */
export function valuesIn(values: ArrayLike<number>, mask: Mask | null): Float64Array {
  const taken = new Float64Array(values.length);
  let n = 0;
  for (let k = 0; k < values.length; k++) {
    const v = values[k] as number;
    if (Number.isFinite(v) && (mask === null || mask[k] === 1)) taken[n++] = v;
  }
  return taken.slice(0, n);
}

function selected(values: ArrayLike<number>, wanted: (value: number, k: number) => boolean): Mask {
  const mask = new Uint8Array(values.length);
  for (let k = 0; k < values.length; k++) {
    const v = values[k] as number;
    if (Number.isFinite(v) && wanted(v, k)) mask[k] = 1;
  }
  return mask;
}
