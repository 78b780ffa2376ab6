/** What an amplifier adds to a current, from the table that a bridge gives of it. */
import { BESSEL_NOISE_BANDWIDTH, BESSEL_RISING_BANDWIDTH } from '../../kinetics/solver/bessel';

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
  const table = tableOf(ranges, fullScale);
  const above = table.findIndex((row) => row.cutoff >= cutoff);
  const place = above < 0 ? table.length - 1 : above;
  const [low, high] = [table[place - 1], table[place]];
  if (!high) return NaN;
  const power = low ? Math.log(high.rms / low.rms) / Math.log(high.cutoff / low.cutoff) : WHITE;
  return high.rms * (cutoff / high.cutoff) ** power;
}

/**
 * One-sided density of that noise, `white` + `rising`·f² (A²/Hz, A²/Hz³): what the quietest cut-off has per hertz is white, and
 * what the filter lets through beyond it rises with the frequency. Only the white part reaches the slow shape of a wave.
 */
export function densityOf(
  ranges: NoiseTable,
  fullScale: number,
  cutoff: number,
): { readonly white: number; readonly rising: number } {
  const all = rmsOf(ranges, fullScale, cutoff) ** 2;
  const perHertz = tableOf(ranges, fullScale).map((row) => row.rms ** 2 / row.cutoff);
  const least = Math.min(all / cutoff, ...perHertz);
  return {
    white: least / BESSEL_NOISE_BANDWIDTH,
    rising: Math.max(0, all - least * cutoff) / (BESSEL_RISING_BANDWIDTH * cutoff ** 3),
  };
}

/** Noise of the smallest range that holds a full scale, by rising cut-off. */
function tableOf(ranges: NoiseTable, fullScale: number): NoiseTable[number]['noise'] {
  const holding = ranges.filter((r) => r.full_scale >= fullScale * (1 - 1e-9));
  const range = holding.reduce<NoiseTable[number] | undefined>(
    (least, r) => (least && least.full_scale <= r.full_scale ? least : r),
    undefined,
  );
  return [...(range?.noise ?? [])].sort((a, b) => a.cutoff - b.cutoff);
}
