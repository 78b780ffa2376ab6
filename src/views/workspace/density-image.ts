/** Counts of pairs as a picture: more pairs, a higher colour; where none of them is selected, grey. */
import { sequentialPixel } from '../../figures/colour';

/** Grey of a place whose pairs are not selected, packed. */
const LEFT_OUT = 0x90808080;

/**
 * Packed pixels of `bins` × `bins` fields, the lowest values of y at the lower edge, clear where there are no pairs. Colours
 * go with the logarithm of the count: few pairs are seen beside many.
 */
export function densityPixels(counts: Uint32Array, selected: Uint32Array | null, bins: number): Uint32Array {
  const most = Math.log1p(counts.reduce((a, b) => Math.max(a, b), 1));
  const pixels = new Uint32Array(bins * bins);
  for (let j = 0; j < bins; j++) {
    for (let i = 0; i < bins; i++) {
      const n = counts[j * bins + i] as number;
      if (n === 0) continue;
      const meant = selected ? (selected[j * bins + i] as number) : n;
      // From a fifth on: the darkest colours would be lost on a dark ground.
      const colour = sequentialPixel(0.2 + (0.79 * Math.log1p(meant)) / most);
      pixels[(bins - 1 - j) * bins + i] = meant > 0 ? colour : LEFT_OUT;
    }
  }
  return pixels;
}
