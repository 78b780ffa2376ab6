/**
 * How much noise the bins of each wave have. The amplifier's density at low frequency is the same at every scan rate, as
 * far as the waves do not say otherwise: each wave's own estimate, from few bins, is drawn towards their common mean by as
 * much as their scatter is that of chance (empirical Bayes on ln density).
 */
import { lagsFor } from './sweeps/noise';
import type { WaveTracks } from './sweeps/tracks';

/** Sets the variance of a bin of every track from those that its own residuals gave. */
export function shareNoise(waves: readonly WaveTracks[]): void {
  const own: Own[] = [];
  for (const { wave, first, reverse } of waves) {
    const { perBin, filterTimes, bins } = first.sweep;
    const seconds = perBin * wave.interval;
    const both = reverse
      ? (first.variance * bins + reverse.variance * reverse.sweep.bins) / (bins + reverse.sweep.bins)
      : first.variance;
    const chance = (2 * (2 * lagsFor(perBin * filterTimes) + 1)) / (bins + (reverse?.sweep.bins ?? 0));
    own.push({ log: Math.log(both * seconds), chance, seconds });
  }
  const drawn = drawnTogether(own);
  waves.forEach(({ first, reverse }, k) => {
    const variance = Math.exp(drawn[k] ?? NaN) / (own[k]?.seconds ?? NaN);
    first.variance = variance;
    if (reverse) reverse.variance = variance;
  });
}

interface Own {
  readonly log: number;
  readonly chance: number;
  /** Of a bin. */
  readonly seconds: number;
}

/** Logarithms drawn towards their mean; `chance` is the variance that each has by itself. */
export function drawnTogether(own: readonly { readonly log: number; readonly chance: number }[]): number[] {
  let mean = 0;
  let expected = 0;
  for (const { log, chance } of own) {
    mean += log / own.length;
    expected += chance / own.length;
  }
  let scatter = 0;
  for (const { log } of own) scatter += (log - mean) ** 2 / (own.length - 1);
  const drawn = scatter > 0 ? Math.min(1, expected / scatter) : 1;
  const logs: number[] = [];
  for (const { log } of own) logs.push(mean * drawn + log * (1 - drawn));
  return logs;
}
