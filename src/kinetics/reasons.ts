/** Why a diffusion coefficient is believed, or why there is none: one sentence for people, with the numbers. */
import { exponentOf, fixed, powerOfTen, significant } from '../quantity';
import type { EffectSizes } from './whole/effects';
import type { Estimate } from './numerics/estimate';
import type { Repeat } from './repeat';
import type { WholeFit } from './whole/whole-wave';

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

/** Said of waves that have no D: what of slow transfer a model leaves out it puts into its resistance. */
export const NO_RESISTANCE =
  ' Resistance and slow transfer are not told apart, so that there is no resistance either.';

export const noShapeReason = ({ misfit }: WholeFit): string =>
  `Something flows that no model of a wave describes: the best one leaves residuals ${significant(misfit, 2)} times as large, squared, as the noise.`;

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

export function strayReason(
  diffusion: Calibrated,
  capacitance: Estimate,
  effect: number,
  tally: Tally,
): string {
  return `${found(diffusion, tally)}, above baselines that rise with the rate by ${femtofarads(capacitance)} of capacitance; peaks read from zero current would put D ${change(effect)} off.${tornReason(tally)}`;
}

const IN_WORDS = {
  line: 'the line through the origin',
  intercept: 'the line with an intercept',
  disc: 'the contact disc',
  layer: 'the finite layer',
  mixed: 'k₁v + k₂√v',
} as const;

/** Of a line that a person has asked for, with what is said by the evidence; null where the line has no D. */
export function askedReason(
  model: keyof typeof IN_WORDS,
  diffusion: Calibrated | null,
  evidence: string,
): string {
  const said = diffusion
    ? `D = ${diffusionText(diffusion)} by ${IN_WORDS[model]}, as asked for.`
    : `There is no D by ${IN_WORDS[model]}, which was asked for.`;
  return `${said} By the evidence: ${evidence}`;
}

/** What was found in the waves as a whole; `line` as above. */
export function wholeReason(
  verdict: string,
  diffusion: Calibrated,
  fit: WholeFit,
  effects: EffectSizes,
  line: number,
): string {
  const d = `D = ${diffusionText(diffusion)} from the voltammograms as a whole`;
  const off = `a straight line through the origin reads D ${percent(line, diffusion)} off`;
  switch (verdict) {
    case 'thin_layer':
      return `${d}; the waves feel the back of a layer ${nanometres(fit.thickness?.value ?? NaN)} thick, and ${off}.`;
    case 'kinetic':
      return `${d}; electron transfer is slow${rateText(fit.rateConstant)}, which alone changes a plain line’s D by ${change(effects.kinetic)}.`;
    case 'resistive':
      return `${d}; a series resistance of ${megohms(fit.resistance)} lowers and shifts the waves, which alone changes a plain line’s D by ${change(effects.resistive)}.`;
    case 'stray_capacitance':
      return `${d}; a capacitance of ${femtofarads(fit.capacitance)} lies beneath the waves, which changes D read from zero current by ${change(effects.stray_capacitance)}.`;
    default:
      return `${d}; ${off}.`;
  }
}

/** `line` is D that the textbook’s line would read, m²/s. */
export const twoPhaseReason = ({ interaction }: WholeFit, line: number): string =>
  `The waves are sharper than Nernst’s law allows (interaction g = ${(interaction?.value ?? NaN).toFixed(1)} ± ${(interaction?.error ?? NaN).toFixed(1)}, two phases from 4 on): Randles–Ševčík does not apply, its line would read ${boundText(line)}.`;

export function repeatReason({ scanRate, ratio, shift, changed }: Repeat): string {
  if (!changed) return '';
  const peak = `${(100 * (ratio.value - 1)).toFixed(1)} ± ${(100 * ratio.error).toFixed(1)} %`;
  const volt = `${(1e3 * shift.value).toFixed(1)} ± ${(1e3 * shift.error).toFixed(1)} mV`;
  return ` ${String(scanRate)} V/s came out differently when repeated: peak ${peak}, half-wave potential ${volt} (wetting, reference or film have changed).`;
}

const rateText = (rate: Estimate | null): string =>
  rate === null
    ? ''
    : ` (k⁰ = ${(rate.value * 100).toExponential(1)} ± ${(rate.error * 100).toExponential(0)} cm/s)`;

const found = (diffusion: Calibrated, { peaks, waves }: Tally): string =>
  `D = ${diffusionText(diffusion)} from the peaks of ${String(peaks)} of ${String(waves)} voltammograms`;

const nanometres = (length: number): string => `${(length * 1e9).toPrecision(3)} nm`;
const megohms = (resistance: Estimate | null): string =>
  `${((resistance?.value ?? NaN) / 1e6).toPrecision(3)} MΩ`;
const femtofarads = ({ value }: Estimate): string => `${(value * 1e15).toPrecision(2)} fF`;
const change = (part: number): string => `${part > 0 ? '+' : '−'}${Math.abs(100 * part).toFixed(0)} %`;
const percent = (line: number, { value }: Estimate): string => change(line / value - 1);

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
