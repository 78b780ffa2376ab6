/** What Gwyddion wants to know of a grid and its units, in whatever format. */

/** From outer edge to outer edge of evenly spaced pixels. A single pixel is taken for 1 nm. */
export const extent = (centres: readonly number[]): number => pitch(centres) * centres.length;

export const edge = (centres: readonly number[]): number =>
  Math.min(centres[0] ?? 0, centres.at(-1) ?? 0) - pitch(centres) / 2;

const pitch = (centres: readonly number[]): number =>
  centres.length < 2 ? 1e-9 : Math.abs((centres.at(-1) ?? 0) - (centres[0] ?? 0)) / (centres.length - 1);

/** `m2/s` as `m^2/s`. Gwyddion knows whole powers only, so a unit with others is left to the title. */
export function gwyddionUnit(unit: string): string {
  if (/\d\.\d/.test(unit)) return '';
  return unit.replace(/([A-Za-z])(-?\d)/g, '$1^$2');
}

/** Whether row 0 is the lowest; Gwyddion's rows run from the top down. */
export const isUpward = (y: readonly number[]): boolean => (y.at(-1) ?? 0) >= (y[0] ?? 0);
