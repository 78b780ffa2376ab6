/** A second D, from the reverse sweeps: their waves stand on the first one's tail and depend on where it turned. */
import type { Estimate } from './numerics/estimate';
import { currentScale, type Cell } from './lines/line';
import type { Settled } from './settle';

/** D, m²/s, from the amplitudes of the reverse sweeps; null where none was found. */
export function reverseDiffusion(
  { tracks, leak, diffusion }: Settled,
  cell: Cell,
  unit: number,
): Estimate | null {
  let xx = 0;
  let xy = 0;
  let lever = 0;
  for (const { wave, reverse } of tracks) {
    if (!reverse) continue;
    const weight = Math.sqrt(wave.scanRate) / (reverse.variance * reverse.amplitudeSpread);
    xx += weight * Math.sqrt(wave.scanRate);
    xy += weight * reverse.amplitude;
    lever += weight * reverse.leverage;
  }
  if (!(xy > 0)) return null;
  const scale = currentScale(cell);
  const value = (xy / xx / scale) ** 2;
  const byLeak = (2 * lever * (leak.error / unit)) / xy;
  const byTail = TAIL * (diffusion.error / diffusion.value);
  return { value, error: value * Math.hypot((2 * Math.sqrt(xx)) / xy, byLeak, byTail) };
}

/** Height of the first wave's tail beneath the reverse peak, relative to it. */
const TAIL = 0.3;
