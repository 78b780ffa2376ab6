/** Gives the tracks of a visit the current that its earlier waves have left beneath them. */
import { leftover, type Filling } from './leftover';
import type { Track } from './track';
import type { WaveTracks } from './tracks';

/** Only so many waves before are remembered; what still earlier ones have left is below 1e-4 of a peak. */
const REMEMBERED = 3;

/** `unit` is F/RT, `rate` √D/a, s^−½; `fillings` what was there before the first wave. */
export function recall(
  waves: readonly WaveTracks[],
  unit: number,
  rate: number,
  fillings: readonly Filling[],
): void {
  const earlier: Filling[] = [];
  for (const filling of fillings) earlier.push(filling);
  for (const { wave, sweeps, first, reverse } of waves) {
    const { start, scanRate } = wave;
    if (start === undefined) continue;
    const pace = unit * scanRate;
    const scale = 1 / Math.sqrt(pace);
    const recent = earlier.slice(-REMEMBERED);
    if (recent.length > 0) {
      lay(first, (at) => scale * leftover(recent, rate, start + at / pace));
      if (reverse)
        lay(reverse, (at) => -scale * leftover(recent, rate, start + (2 * sweeps.turn + at) / pace));
    }
    const turn = sweeps.turn;
    earlier.push({ from: start + first.place / pace, to: start + (2 * turn - first.place) / pace });
  }
}

/** The current is smooth: at the nodes it is the polynomial of fourth degree through five places, by Newton's forward differences. */
function lay({ left, sweep }: Track, currentAt: (at: number) => number): void {
  const { nodeAt } = sweep;
  const begin = nodeAt[0] as number;
  const quarter = ((nodeAt[nodeAt.length - 1] as number) - begin) / 4;
  const y0 = currentAt(begin);
  const y1 = currentAt(begin + quarter);
  const y2 = currentAt(begin + 2 * quarter);
  const y3 = currentAt(begin + 3 * quarter);
  const y4 = currentAt(begin + 4 * quarter);
  const d1 = y1 - y0;
  const d2 = (y2 - 2 * y1 + y0) / 2;
  const d3 = (y3 - 3 * y2 + 3 * y1 - y0) / 6;
  const d4 = (y4 - 4 * y3 + 6 * y2 - 4 * y1 + y0) / 24;
  for (let k = 0; k < left.length; k++) {
    const t = ((nodeAt[k] as number) - begin) / quarter;
    left[k] = y0 + t * (d1 + (t - 1) * (d2 + (t - 2) * (d3 + (t - 3) * d4)));
  }
}
