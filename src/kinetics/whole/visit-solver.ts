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
 * Fills `current` (A, along each sweep; first sweep, reverse sweep, wave by wave) for a model. Each step of the solver is
 * `stride` bins long: a bin, a part 1/n of it, or two, of which every other one then follows from its neighbours.
 */
export function solveVisit(
  waves: readonly RecordedWave[],
  model: ElectrodeModel,
  stride: number,
  current: Float64Array,
): void {
  let electrode: Electrode | null = null;
  let ended = NaN;
  let from = 0;
  const timescale = timescaleOf(waves, stride);
  const few = Math.max(2, Math.round(2 / stride));
  for (const { wave, sweeps } of waves) {
    const { start, scanRate } = wave;
    if (!electrode || start === undefined)
      electrode = createElectrode(model, sweeps.origin, timescale, SPACING);
    else rest(electrode, sweeps.origin, start - ended, timescale.shortest);
    const turn = sweeps.origin + (sweeps.direction * sweeps.turn) / sweeps.unit;
    for (const sweep of [sweeps.first, sweeps.reverse]) {
      if (sweep) {
        const { binAt, direction } = sweep;
        finish(electrode, sweeps.origin + ((binAt[0] as number) * direction) / sweeps.unit, scanRate, few);
        sweepThrough(electrode, sweep, sweeps, scanRate, stride, current, from);
        from += sweep.bins;
      }
      finish(electrode, sweep === sweeps.first ? turn : sweeps.origin, scanRate, few);
    }
    ended = (start ?? NaN) + (2 * sweeps.turn) / (sweeps.unit * scanRate);
  }
}

function timescaleOf(waves: readonly RecordedWave[], stride: number) {
  let shortest = Infinity;
  let longest = 0;
  for (const { wave, sweeps } of waves) {
    const { perBin } = sweeps.first;
    shortest = Math.min(shortest, perBin * wave.interval * stride);
    const end = (wave.start ?? 0) + (2 * sweeps.turn) / (sweeps.unit * wave.scanRate);
    longest = Math.max(longest, end - (wave.start === undefined ? 0 : (waves[0]?.wave.start ?? 0)));
  }
  return { shortest, longest };
}

/** From the first bin of a sweep, where the electrode is, to the last. */
function sweepThrough(
  electrode: Electrode,
  { binAt, binBlur, direction, bins }: Sweep,
  { origin, unit }: Sweeps,
  scanRate: number,
  stride: number,
  current: Float64Array,
  from: number,
): void {
  const volt = direction / unit;
  const begin = binAt[0] as number;
  const distance = ((binAt[bins - 1] as number) - begin) / (bins - 1);
  const pieces = Math.max(1, Math.round(1 / stride));
  current[from] = direction * electrode.current;
  for (let k = 0; k < bins - 1;) {
    const step = Math.min(Math.max(1, stride), bins - 1 - k) / pieces;
    const dt = (step * distance) / (unit * scanRate);
    for (let piece = 1; piece <= pieces; piece++) {
      electrode.ramp(origin + (begin + (k + piece * step) * distance) * volt, dt);
    }
    k += step * pieces;
    current[from + k] = direction * electrode.current;
  }
  if (stride > 1) fillOdd(current, from, bins);
  blur(current, from, bins, binBlur / (distance * distance));
}

/** Every odd bin between two even ones: cubics through the even ones, at the ends parabolas. */
function fillOdd(current: Float64Array, from: number, bins: number): void {
  const at = (k: number): number => current[from + k] as number;
  const last = bins - 1 - ((bins - 1) % 2);
  current[from + 1] = (3 * at(0) + 6 * at(2) - at(4)) / 8;
  for (let k = 3; k < last - 1; k += 2) {
    current[from + k] = (9 * (at(k - 1) + at(k + 1)) - at(k - 3) - at(k + 3)) / 16;
  }
  current[from + last - 1] = (3 * at(last) + 6 * at(last - 2) - at(last - 4)) / 8;
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
