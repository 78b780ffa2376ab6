/**
 * How much noise the bins of each wave have. The amplifier's density at low frequency is the same at every scan rate, as
 * far as the waves do not say otherwise: each wave's own estimate, from few bins, is drawn towards their common mean by as
 * much as their scatter is that of chance (empirical Bayes on ln density).
 */
import { lagsFor } from './sweeps/noise';
import type { WaveTracks } from './sweeps/tracks';

/** Sets the variance of a bin of every track from those that its own residuals gave. */
export function shareNoise(waves: readonly WaveTracks[]): void {
  const own = waves.map(({ wave, first, reverse }) => {
    const { perBin, filterTimes, bins } = first.sweep;
    const seconds = perBin * wave.interval;
    const both = reverse
      ? (first.variance * bins + reverse.variance * reverse.sweep.bins) / (bins + reverse.sweep.bins)
      : first.variance;
    const chance = (2 * (2 * lagsFor(perBin * filterTimes) + 1)) / (bins + (reverse?.sweep.bins ?? 0));
    return { log: Math.log(both * seconds), chance, seconds };
  });
  const drawn = drawnTogether(own);
  waves.forEach(({ first, reverse }, k) => {
    const variance = Math.exp(drawn[k] ?? NaN) / (own[k]?.seconds ?? NaN);
    first.variance = variance;
    if (reverse) reverse.variance = variance;
  });
}

/** Logarithms drawn towards their mean; `chance` is the variance that each has by itself. */
export function drawnTogether(own: readonly { readonly log: number; readonly chance: number }[]): number[] {
  const mean = own.reduce((sum, { log }) => sum + log, 0) / own.length;
  const scatter = own.reduce((sum, { log }) => sum + (log - mean) ** 2, 0) / (own.length - 1);
  const expected = own.reduce((sum, { chance }) => sum + chance, 0) / own.length;
  const drawn = scatter > 0 ? Math.min(1, expected / scatter) : 1;
  return own.map(({ log }) => mean * drawn + log * (1 - drawn));
}
