/** What an amplifier adds to a current, from the table that a bridge gives of it. */

/** Ranges with their noise at zero current: cut-off (−3 dB) in Hz and rms in A. Keys as bridges tell them. */
export type NoiseTable = readonly {
  /** A. */
  readonly full_scale: number;
  readonly noise: readonly { readonly cutoff: number; readonly rms: number }[];
}[];

/** White noise grows with the root of the bandwidth; so it is taken to do where the table begins. */
const WHITE = 0.5;

/**
 * rms noise, A, of the smallest range that holds a full scale (A) behind a filter (Hz); between two cut-offs of the table on
 * the straight line of their logarithms. NaN where the amplifier does not tell its noise.
 */
export function rmsOf(ranges: NoiseTable, fullScale: number, cutoff: number): number {
  const holding = ranges.filter((r) => r.full_scale >= fullScale * (1 - 1e-9));
  const range = holding.reduce<NoiseTable[number] | undefined>(
    (least, r) => (least && least.full_scale <= r.full_scale ? least : r),
    undefined,
  );
  const table = [...(range?.noise ?? [])].sort((a, b) => a.cutoff - b.cutoff);
  const above = table.findIndex((row) => row.cutoff >= cutoff);
  const place = above < 0 ? table.length - 1 : above;
  const [low, high] = [table[place - 1], table[place]];
  if (!high) return NaN;
  const power = low ? Math.log(high.rms / low.rms) / Math.log(high.cutoff / low.cutoff) : WHITE;
  return high.rms * (cutoff / high.cutoff) ** power;
}
