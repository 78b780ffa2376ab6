/** Gives the tracks of a visit the current that its earlier waves have left beneath them. */
import { leftover, type Filling } from './leftover';
import type { Track } from './track';
import type { WaveTracks } from './tracks';

/** Only so many waves before are remembered; what still earlier ones have left is below 1e-4 of a peak. */
const REMEMBERED = 3;
/** The current is smooth: computed at every so many bins, linear between. */
const STRIDE = 8;

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
    const scale = first.amplitude / Math.sqrt(pace);
    const recent = earlier.slice(-REMEMBERED);
    if (recent.length > 0) {
      lay(first, (at) => scale * leftover(recent, rate, start + at / pace));
      first.beneath.set(first.left ?? []);
      if (reverse)
        lay(reverse, (at) => -scale * leftover(recent, rate, start + (2 * sweeps.turn + at) / pace));
    }
    const turn = sweeps.turn;
    earlier.push({ from: start + first.place / pace, to: start + (2 * turn - first.place) / pace });
  }
}

function lay(track: Track, currentAt: (at: number) => number): void {
  const { binAt } = track.sweep;
  const left = (track.left ??= new Float64Array(binAt.length));
  let from = currentAt(binAt[0] as number);
  for (let k = 0; k < binAt.length; k += STRIDE) {
    const end = Math.min(binAt.length - 1, k + STRIDE);
    const to = currentAt(binAt[end] as number);
    for (let i = k; i <= end; i++) left[i] = end > k ? from + ((to - from) * (i - k)) / (end - k) : from;
    from = to;
  }
}
