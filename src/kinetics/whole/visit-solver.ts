/**
 * The currents that the solver makes for all voltammograms of a visit at once, at the bins of their sweeps: one electrode
 * goes through the waves and the rests between them.
 */
import { createElectrode, type Electrode, type ElectrodeModel } from '../solver/electrode';
import type { Sweep, Sweeps, Wave } from '../sweeps/wave';

/** A wave and its sweeps, the first of which must be there. */
export interface RecordedWave {
  readonly wave: Wave;
  readonly sweeps: Sweeps & { readonly first: Sweep };
}

/** Growth of the steps of a rest: its current fades as t^(−3/2). */
const GROWTH = 2.5;
/** Distance of the kernel's nodes in ln λ: 7e-5 of the peak. */
const SPACING = 1;

/** How many bins all sweeps have. */
export const binsOf = (waves: readonly RecordedWave[]): number =>
  waves.reduce((sum, { sweeps }) => sum + sweeps.first.bins + (sweeps.reverse?.bins ?? 0), 0);

/**
 * Fills `current` (A, along each sweep; first sweep, reverse sweep, wave by wave) for a model; `pieces` steps of the solver
 * for the distance between two bins.
 */
export function solveVisit(
  waves: readonly RecordedWave[],
  model: ElectrodeModel,
  pieces: number,
  current: Float64Array,
): void {
  let electrode: Electrode | null = null;
  let ended = NaN;
  let from = 0;
  const timescale = timescaleOf(waves, pieces);
  for (const { wave, sweeps } of waves) {
    const { start, scanRate } = wave;
    if (!electrode || start === undefined)
      electrode = createElectrode(model, sweeps.origin, timescale, SPACING);
    else rest(electrode, sweeps.origin, start - ended, timescale.shortest);
    from += sweepThrough(electrode, sweeps.first, sweeps, scanRate, pieces, current, from);
    const turn = sweeps.origin + (sweeps.direction * sweeps.turn) / sweeps.unit;
    finish(electrode, turn, scanRate, pieces * 2);
    if (sweeps.reverse) {
      from += sweepThrough(electrode, sweeps.reverse, sweeps, scanRate, pieces, current, from);
    }
    finish(electrode, sweeps.origin, scanRate, pieces * 2);
    ended = (start ?? NaN) + (2 * sweeps.turn) / (sweeps.unit * scanRate);
  }
}

function timescaleOf(waves: readonly RecordedWave[], pieces: number) {
  let shortest = Infinity;
  let longest = 0;
  for (const { wave, sweeps } of waves) {
    const { perBin } = sweeps.first;
    shortest = Math.min(shortest, (perBin * wave.interval) / pieces);
    const end = (wave.start ?? 0) + (2 * sweeps.turn) / (sweeps.unit * wave.scanRate);
    longest = Math.max(longest, end - (wave.start === undefined ? 0 : (waves[0]?.wave.start ?? 0)));
  }
  return { shortest, longest };
}

/** From where the electrode is through the bins of a sweep; answers how many they are. */
function sweepThrough(
  electrode: Electrode,
  { binAt, binBlur, direction, bins }: Sweep,
  { origin, unit }: Sweeps,
  scanRate: number,
  pieces: number,
  current: Float64Array,
  from: number,
): number {
  const volt = direction / unit;
  const begin = binAt[0] as number;
  const distance = ((binAt[bins - 1] as number) - begin) / (bins - 1);
  const dt = distance / (unit * scanRate * pieces);
  finish(electrode, origin + begin * volt, scanRate, pieces * 2);
  current[from] = direction * electrode.current;
  for (let k = 1; k < bins; k++) {
    for (let piece = 1; piece <= pieces; piece++) {
      electrode.ramp(origin + (begin + (k - 1 + piece / pieces) * distance) * volt, dt);
    }
    current[from + k] = direction * electrode.current;
  }
  blur(current, from, bins, binBlur / (distance * distance));
  return bins;
}

/** Filter and averaging add `amount` of the second difference. */
function blur(current: Float64Array, from: number, count: number, amount: number): void {
  let before = current[from] as number;
  for (let k = from + 1; k < from + count - 1; k++) {
    const here = current[k] as number;
    current[k] = here + amount * (before - 2 * here + (current[k + 1] as number));
    before = here;
  }
}

/** On to a potential at the scan rate, in a few equal steps. */
function finish(electrode: Electrode, potential: number, scanRate: number, steps: number): void {
  const start = electrode.potential;
  const dt = Math.abs(potential - start) / (scanRate * steps);
  if (!(dt > 0)) return;
  for (let k = 1; k <= steps; k++) electrode.ramp(start + ((potential - start) * k) / steps, dt);
}

function rest(electrode: Electrode, potential: number, seconds: number, first: number): void {
  let left = seconds;
  for (let step = first; left > 0; step *= GROWTH) {
    const dt = left < 1.5 * step ? left : step;
    electrode.ramp(potential, dt);
    left -= dt;
  }
}
