/** A hop's current over the height above its end: on even levels, with its mode, and how far the surface reaches into it. */
import { modeOf } from '../../kinetics/numerics/mode';
import type { HopCurve } from './hop-curve';

/** Heights above the end of the way down, m, evenly from 0. */
export const levelsOf = (depth: number, count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, k) => (k * depth) / (count - 1));

/** Mean current of the samples nearer to each level than to its neighbours, A; NaN where there is none. */
export function profileOf({ z, current, end }: HopCurve, levels: Float64Array): Float64Array {
  const pitch = (levels[1] ?? NaN) - (levels[0] ?? NaN);
  const sums = new Float64Array(levels.length);
  const counts = new Float64Array(levels.length);
  for (let k = 0; k < z.length; k++) {
    const level = Math.round(((z[k] ?? NaN) - end) / pitch);
    const i = current[k] ?? NaN;
    if (!(level >= 0 && level < levels.length) || !Number.isFinite(i)) continue;
    sums[level] = (sums[level] ?? 0) + i;
    counts[level] = (counts[level] ?? 0) + 1;
  }
  return sums.map((sum, k) => sum / (counts[k] ?? 0));
}

/** The current that most of the curve has, A: that of the bath, in whatever way the surface changes it. */
export const curveMode = ({ current }: HopCurve): number => modeOf(current.filter(Number.isFinite).sort());

/**
 * Height above the end, m, at which half of the current's deviation from its mode is left: how thick the layer is that the
 * pipette feels. NaN where no deviation is left within the levels, or none was there.
 */
export function layerWidth(profile: Float64Array, levels: Float64Array, mode: number): number {
  const deviation = profile.map((i) => i - mode);
  const [most = NaN] = deviation;
  for (let k = 1; k < deviation.length; k++) {
    const [before, after] = [(deviation[k - 1] ?? NaN) / most, (deviation[k] ?? NaN) / most];
    if (!(after <= 0.5)) continue;
    const share = before > after ? (before - 0.5) / (before - after) : NaN;
    return (levels[k - 1] ?? NaN) + share * ((levels[k] ?? NaN) - (levels[k - 1] ?? NaN));
  }
  return NaN;
}
