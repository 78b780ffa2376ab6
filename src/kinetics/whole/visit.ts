/** Makes the waves of a visit ready for fits of all of them at once: complete ones, with the noise of their bins. */
import type { Candidate } from '../sweeps/candidates';
import type { Cell } from '../lines/line';
import { roughVariance } from '../sweeps/roughness';
import { drawnTogether } from '../shared-noise';
import { binsOf, type RecordedWave } from './visit-solver';
import type { Visit } from './whole-wave';

/** Variance of ln of a variance from the median of as many fourth differences, times their number. */
const CHANCE = 14;

/** Null where no wave is complete. */
export function visitOf(candidates: readonly Candidate[], cell: Cell): Visit | null {
  const waves = candidates.flatMap(({ wave, sweeps }): RecordedWave[] => {
    const first = sweeps?.first;
    return first ? [{ wave, sweeps: { ...sweeps, first } }] : [];
  });
  if (waves.length === 0) return null;
  const own = waves.map(({ wave, sweeps: { first, reverse } }) => {
    const bins = first.bins + (reverse?.bins ?? 0);
    const mean =
      (roughVariance(first) * first.bins + (reverse ? roughVariance(reverse) * reverse.bins : 0)) / bins;
    const seconds = wave.interval * first.perBin;
    return { log: Math.log(mean * seconds), chance: CHANCE / bins, seconds };
  });
  const drawn = drawnTogether(own);
  const deviation = new Float64Array(binsOf(waves));
  let from = 0;
  waves.forEach(({ sweeps: { first, reverse } }, k) => {
    const end = from + first.bins + (reverse?.bins ?? 0);
    deviation.fill(Math.sqrt(Math.exp(drawn[k] ?? NaN) / (own[k]?.seconds ?? NaN)), from, end);
    from = end;
  });
  return { waves, cell, deviation };
}
