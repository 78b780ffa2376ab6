/** Gives the tracks of a visit the current that its earlier waves have left beneath them. */
import { leftover, type Filling } from './leftover';
import type { Track } from './track';
import type { WaveTracks } from './tracks';

/** Only so many waves before are remembered; what still earlier ones have left is below 1e-4 of a peak. */
const REMEMBERED = 3;
/** The current is smooth: computed at every so many nodes, linear between. */
const STRIDE = 5;

/** `unit` is F/RT, `rate` √D/a, s^−½; `fillings` what was there before the first wave. */
export function recall(
  waves: readonly WaveTracks[],
  unit: number,
  rate: number,
  fillings: readonly Filling[],
): void {
  const earlier = [...fillings];
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

function lay({ left, sweep }: Track, currentAt: (at: number) => number): void {
  const { nodeAt } = sweep;
  const last = nodeAt.length - 1;
  let from = currentAt(nodeAt[0] as number);
  for (let k = 0; k < last; k += STRIDE) {
    const end = Math.min(last, k + STRIDE);
    const to = currentAt(nodeAt[end] as number);
    for (let i = k; i <= end; i++) left[i] = from + ((to - from) * (i - k)) / (end - k);
    from = to;
  }
}
