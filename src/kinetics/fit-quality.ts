/** How well amplitudes and shapes agree with what a visit has settled upon. */
import { REVERSIBLE_PEAK } from './constants';
import { currentScale, type Cell } from './lines/line';
import { blockRatio } from './sweeps/roughness';
import { BLOCK } from './sweeps/track';
import type { WaveTracks } from './sweeps/tracks';

/** No template is believed to better than this part of an amplitude. */
const FINEST = 2e-3;

export interface FitQuality {
  /** Weighted squares of the amplitudes about FAC√(Dfv), and their degrees of freedom. */
  readonly chiSquared: number;
  readonly freedom: number;
  /**
   * Mean square of the residuals between blocks of bins over that within them, in units of what noise alone gives: about 1
   * where the shape is right; and the number of blocks.
   */
  readonly misfit: number;
  readonly blocks: number;
  /** Root mean square of the blocks' residuals, in units of the peaks. */
  readonly crudeness: number;
}

export function qualityOf(waves: readonly WaveTracks[], cell: Cell, diffusion: number): FitQuality {
  let chiSquared = 0;
  let between = 0;
  let blocks = 0;
  let squared = 0;
  for (const { wave, first, reverse } of waves) {
    const expected = currentScale(cell) * Math.sqrt(diffusion * wave.scanRate);
    const variance = first.variance * first.amplitudeSpread + (FINEST * expected) ** 2;
    chiSquared += (first.amplitude - expected) ** 2 / variance;
    const ratio = blockRatio(first.sweep);
    for (const track of reverse ? [first, reverse] : [first]) {
      const squares = track.blocks;
      between += squares.between / squares.within / ratio;
      squared += squares.between / (track.amplitude * REVERSIBLE_PEAK) ** 2;
      blocks += squares.count;
    }
  }
  return {
    chiSquared,
    freedom: waves.length - 1,
    misfit: between / blocks,
    blocks,
    crudeness: Math.sqrt(squared / blocks / BLOCK),
  };
}
