/** Capacitance from the baselines: along a sweep they lie at C·v, plus the amplifier's offset with the sweep's sign. */
import type { Estimate } from './numerics/estimate';
import type { Track } from './sweeps/track';
import type { WaveTracks } from './sweeps/tracks';

/** F, of double layer and stray capacitance together; null without two different rates or directions. */
export function capacitanceOf(waves: readonly WaveTracks[]): Estimate | null {
  let cc = 0, co = 0, oo = 0, cy = 0, oy = 0; // prettier-ignore
  const add = ({ sweep, offset, variance, offsetSpread }: Track, rate: number): void => {
    const weight = 1 / (variance * offsetSpread);
    cc += weight * rate * rate;
    co += weight * rate * sweep.direction;
    oo += weight;
    cy += weight * rate * offset;
    oy += weight * sweep.direction * offset;
  };
  for (const { wave, first, reverse } of waves) {
    add(first, wave.scanRate);
    if (reverse) add(reverse, wave.scanRate);
  }
  const determinant = cc * oo - co * co;
  if (!(determinant > 1e-9 * cc * oo)) return null;
  return { value: (oo * cy - co * oy) / determinant, error: Math.sqrt(oo / determinant) };
}
