/** Colours of the data: the only colours of the page beside its one accent. All of them can be told apart by the colour-blind. */
import { interpolateViridis } from 'd3-scale-chromatic';

const STEPS = 256;

/** An RGBA pixel as one 32-bit number in the byte order of `ImageData` on little-endian machines. */
const packed = (red: number, green: number, blue: number, alpha = 255): number =>
  ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;

function parseHex(hex: string): readonly [number, number, number] {
  const bits = Number.parseInt(hex.slice(1), 16);
  return [(bits >> 16) & 255, (bits >> 8) & 255, bits & 255];
}

/** Viridis in 256 packed pixels, lowest value first. */
export const SEQUENTIAL: Uint32Array = Uint32Array.from({ length: STEPS }, (_, k) =>
  packed(...parseHex(toHex(interpolateViridis(k / (STEPS - 1))))),
);

/** Black to white in 256 packed pixels. */
export const GREYS: Uint32Array = Uint32Array.from({ length: STEPS }, (_, k) => packed(k, k, k));

/** The interpolator answers hex for some schemes and `rgb(…)` for others. */
function toHex(colour: string): string {
  if (colour.startsWith('#')) return colour;
  const parts = (colour.match(/\d+/g) ?? []).slice(0, 3);
  return `#${parts.map((p) => Number(p).toString(16).padStart(2, '0')).join('')}`;
}

/** Paul Tol's "muted" qualitative colours, the quiet ones first; the code of a category counts round them. */
export const CATEGORIES = [
  '#44aa99',
  '#88ccee',
  '#332288',
  '#ddcc77',
  '#999933',
  '#117733',
  '#aa4499',
  '#882255',
  '#cc6677',
  '#bbbbbb',
] as const;

export const categoryColour = (code: number): string =>
  CATEGORIES[((code % CATEGORIES.length) + CATEGORIES.length) % CATEGORIES.length] ?? CATEGORIES[0];

const CATEGORY_PIXELS = Uint32Array.from(CATEGORIES, (hex) => packed(...parseHex(hex)));

export const categoryPixel = (code: number): number =>
  CATEGORY_PIXELS[Math.abs(Math.trunc(code)) % CATEGORY_PIXELS.length] ?? 0;

/** Packed pixel of a place between the limits, 0…1; outside of them the end colours. */
export const sequentialPixel = (place: number, colours = SEQUENTIAL): number =>
  colours[Math.max(0, Math.min(STEPS - 1, Math.floor(place * STEPS)))] ?? 0;

/** Viridis as a CSS gradient, from the lowest value at the bottom. */
export const SEQUENTIAL_GRADIENT = `linear-gradient(to top, ${Array.from({ length: 17 }, (_, k) =>
  interpolateViridis(k / 16),
).join(', ')})`;

/** The same of `GREYS`. */
export const GREY_GRADIENT = 'linear-gradient(to top, #000, #fff)';

/** Line colour of series `k` of `n` on white and on a dark ground: an ordered scale that stays clear of either. */
export function seriesColours(k: number, n: number): { readonly light: string; readonly dark: string } {
  const place = n < 2 ? 0.5 : k / (n - 1);
  return { light: interpolateViridis(0.05 + 0.67 * place), dark: interpolateViridis(0.36 + 0.62 * place) };
}

/** The same for CSS, in either theme. */
export function seriesColour(k: number, n: number): string {
  const { light, dark } = seriesColours(k, n);
  return `light-dark(${light}, ${dark})`;
}
