/** Why a diffusion coefficient is believed, or why there is none: one sentence for people, with the numbers. */
import { exponentOf, fixed, powerOfTen } from '../quantity';
import type { Estimate } from './estimate';

/** How many voltammograms and scan rates there were, and with how many of them something came. */
export interface Tally {
  readonly waves: number;
  readonly rates: number;
  readonly peaks: number;
  readonly peakRates: number;
  /** Left out because samples are missing. */
  readonly torn: number;
}

export type Calibrated = Estimate & { readonly calibration: number };

export const clippedReason = (clipped: number, { waves }: Tally): string =>
  `${String(clipped)} of ${String(waves)} voltammograms went beyond the amplifier’s range, so that peaks may be cut off.`;

/** `bound` is the 95 % upper bound of D, m²/s, where nothing was found. */
export function noPeakReason(tally: Tally, bound: number | null): string {
  if (tally.rates === 0) return 'There are no voltammograms.';
  const found =
    tally.rates === 1
      ? 'Voltammograms at one scan rate do not give a diffusion coefficient; at least two rates are needed.'
      : `A wave above the noise was found at ${String(tally.peakRates)} of ${String(tally.rates)} scan rates; at least two are needed.`;
  const most = bound === null || tally.peaks > 0 ? '' : ` D is below ${boundText(bound)} (95 %).`;
  return found + most + tornReason(tally);
}

const tornReason = ({ torn, waves }: Tally): string =>
  torn > 0 ? ` ${String(torn)} of ${String(waves)} voltammograms miss samples and were left out.` : '';

export const noDiffusionReason = (radius: number): string =>
  `The peaks do not grow with the scan rate as diffusion from a contact of radius ${nanometres(radius)} makes them; no diffusion coefficient describes them.`;

/** `line` is what the plain straight line through the origin reads, m²/s. */
export function discReason(diffusion: Calibrated, line: number, radius: number, tally: Tally): string {
  return `${found(diffusion, tally)}; ions spread sideways from a contact of radius ${nanometres(radius)}, for which a straight line through the origin reads D ${percent(line, diffusion)} off.${tornReason(tally)}`;
}

export function lineReason(diffusion: Calibrated, line: number, tally: Tally): string {
  return `${found(diffusion, tally)}; a straight line through the origin agrees within the noise (${percent(line, diffusion)}).${tornReason(tally)}`;
}

const found = (diffusion: Calibrated, { peaks, waves }: Tally): string =>
  `D = ${diffusionText(diffusion)} from the peaks of ${String(peaks)} of ${String(waves)} voltammograms`;

const nanometres = (radius: number): string => `${(radius * 1e9).toPrecision(3)} nm`;

function percent(line: number, { value }: Estimate): string {
  const off = 100 * (line / value - 1);
  return `${off > 0 ? '+' : '−'}${Math.abs(off).toFixed(0)} %`;
}

function boundText(bound: number): string {
  const power = exponentOf(bound * 1e4);
  return `${((bound * 1e4) / 10 ** power).toPrecision(2)} × ${powerOfTen(power)} cm²/s`;
}

/** In cm²/s with both errors, two digits of the smaller: `2.470 ± 0.031 (noise) ± 0.711 (calibration) × 10⁻¹¹ cm²/s`. */
function diffusionText({ value, error, calibration }: Calibrated): string {
  const power = exponentOf(value * 1e4);
  const unit = 10 ** power / 1e4;
  const finest = calibration > 0 ? Math.min(error, calibration) : error;
  const decimals = Math.min(4, Math.max(1, 1 - exponentOf(finest / unit)));
  const text = (x: number): string => fixed(x / unit, decimals);
  return `${text(value)} ± ${text(error)} (noise) ± ${text(calibration)} (calibration) × ${powerOfTen(power)} cm²/s`;
}
