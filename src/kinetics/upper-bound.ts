/** How large D could be where no wave stands out of the noise. */
import type { Candidate } from './sweeps/candidates';
import { NORMAL_95_ONE_SIDED } from './numerics/statistics';
import { currentScale, type Cell } from './lines/line';
import { shapeOf } from './sweeps/template';
import { Track } from './sweeps/track';

/** Distance of the places at which a wave could hide, RT/F. */
const STRIDE = 1.5;

/**
 * 95 % upper bound of D, m²/s: the largest planar wave that, on a sloping baseline, could lie hidden anywhere in the first
 * sweep; of several waves the lowest bound. A contact disc makes more current of the same D, so this bounds its D, too.
 * Null where no sweep is long enough to bound it.
 */
export function upperBoundOf(candidates: readonly Candidate[], cell: Cell): number | null {
  const bounds = candidates.flatMap(({ wave, sweeps }) => {
    const sweep = sweeps?.first;
    if (!sweep) return [];
    const shape = shapeOf(Infinity);
    const track = new Track(sweep, NaN);
    const last = (sweep.binAt[sweep.bins - 1] ?? NaN) - 1 - shape.crest.x;
    let most = 0;
    for (let place = (sweep.binAt[0] ?? NaN) + 1; place <= last; place += STRIDE) {
      track.place = place;
      if (!track.look(shape)) continue;
      track.settle(track.ownLeak);
      track.assess();
      most = Math.max(
        most,
        track.amplitude + NORMAL_95_ONE_SIDED * Math.sqrt(track.variance * track.aloneSpread),
      );
    }
    return [(most / currentScale(cell)) ** 2 / wave.scanRate];
  });
  const finite = bounds.filter(Number.isFinite);
  return finite.length > 0 ? Math.min(...finite) : null;
}
