/**
 * The analysis of `diffusion.ts` for a stationary electrode of known area, as people use with a couple in solution:
 * diffusion towards a plane, any number of electrons that go over at once.
 *
 *     const { diffusion, fits, reason } = analysePlanar(waves, { area, concentration, temperature, electrons: 1 });
 */
import { quantity, significant, withError } from '../quantity';
import { REVERSIBLE_PEAK_SHIFT, thermal } from './constants';
import { analyseDiffusion, type Cell, type DiffusionAnalysis, type LineFit, type Wave } from './diffusion';
import { eachWave, type EachWave } from './whole/each-wave';
import type { Estimate } from './numerics/estimate';
import { isAcceptable } from './whole/hypotheses';
import { squaredInverseSpread } from './lines/calibration';
import { bValueOf, type LinePoint } from './lines/line';
import { LINE_MODEL, LINE_MODELS, weightsOf } from './lines/line-models';

/** SI; errors are 1σ, 0 for what is exact, as temperature and electrons are taken. */
export interface PlanarElectrode {
  readonly area: number;
  readonly areaError: number;
  /** Of the couple's form that is there at the start, mol/m³. */
  readonly concentration: number;
  readonly concentrationError: number;
  readonly temperature: number;
  /** Per molecule, in one step. */
  readonly electrons: number;
}

const CM2 = 1e4;
/** How much wider than the electrode the disc is that has no edge to speak of: its share is below 1e-4 of the peak. */
const EDGELESS = 1e4;
/** Peaks further apart than the reversible ones, V·n, and by more than so many standard deviations, tell of something slow. */
const SLOW_SEPARATION = 0.01;
const SURE = 3;

/** Residuals of this part of the peaks are more than a model may leave, and the most that the D of two rates may differ, 1σ. */
const CRUDE = 0.08;
const DISAGREEING = 0.25;

/**
 * As `analyseDiffusion`. The model is the planar line; beside the other lines `fits` has the disc, for an electrode that
 * lies flush in an insulator and whose edge counts. Where no model describes the waves to within their noise, the errors
 * are those of the models.
 */
export function analysePlanar(waves: readonly Wave[], electrode: PlanarElectrode): DiffusionAnalysis {
  const analysis = exactly(waves, electrode);
  const { diffusion, reason } = analysis;
  if (!diffusion) return analysis;
  const calibration = diffusion.value * calibrationOf(electrode);
  if (!(calibration > 0)) return analysis;
  const size = quantity(significant(calibration * CM2, 2), 'cm²/s');
  return {
    ...analysis,
    diffusion: { ...diffusion, calibration },
    reason: `${reason} The uncertainties of area and concentration add ± ${size} to D.`,
  };
}

/** 1σ of D over D from area and concentration, since planar D goes with (A·C)⁻² whatever the model. */
function calibrationOf({ area, areaError, concentration, concentrationError }: PlanarElectrode): number {
  return Math.hypot(
    squaredInverseSpread(areaError / area),
    squaredInverseSpread(concentrationError / concentration),
  );
}

/** The analysis with exact area and concentration. */
function exactly(waves: readonly Wave[], electrode: PlanarElectrode): DiffusionAnalysis {
  const found = analyseDiffusion(waves, cellOf(electrode, EDGELESS));
  const best = found.explanations[0]?.fit;
  if (best && !isAcceptable(best)) {
    const guess = { diffusion: best.diffusion.value, halfWave: best.halfWave.value, resistance: 0 };
    const [closest, other] = eachWave(waves, cellOf(electrode, EDGELESS), guess);
    if (closest) return oneByOne(found, closest, other, electrode);
  }
  const planar = found.fits.find((fit) => fit.model === 'disc');
  if (!planar) return { ...found, model: 'line' };
  const inlaid = analyseDiffusion(waves, cellOf(electrode, 1)).fits.find((fit) => fit.model === 'disc');
  const line = scattered({ ...planar, model: 'line' });
  const fits = [
    line,
    ...found.fits.filter((fit) => fit.model !== 'line' && fit.model !== 'disc').map(scattered),
    ...(inlaid ? [scattered(inlaid)] : []),
  ];
  const points = found.waves.filter((wave) => wave.first).length;
  const weights = weightsOf(fits, points);
  const model = found.model === 'disc' ? 'line' : found.model;
  const diffusion = found.diffusion && {
    ...found.diffusion,
    error:
      found.model === 'wave' ? found.diffusion.error : Math.max(found.diffusion.error, line.diffusion.error),
  };
  const believed = { ...found, diffusion };
  return {
    ...believed,
    ...(diffusion ? judged(believed, electrode, inlaid) : { reason: withLine(found.reason, line) }),
    model,
    evidence: model === 'line' ? (weights[0] ?? NaN) : found.evidence,
    fits,
    weights,
  };
}

/** The analysis of waves that were fitted one by one. */
function oneByOne(
  found: DiffusionAnalysis,
  closest: EachWave,
  other: EachWave | undefined,
  electrode: PlanarElectrode,
): DiffusionAnalysis {
  const { waves, slowness } = closest;
  const points = waves.flatMap(({ scanRate, first }): LinePoint[] =>
    first ? [{ scanRate, current: first.current }] : [],
  );
  const fits = [
    ...LINE_MODELS.filter((model) => model !== LINE_MODEL.disc).flatMap(
      (model) => model(points, cellOf(electrode, EDGELESS)) ?? [],
    ),
    ...[LINE_MODEL.disc(points, cellOf(electrode, 1)) ?? []].flat(),
  ].map(scattered);
  const bValue = bValueOf(points);
  const apart = widestSeparation(waves);
  const slow = isApart(apart, electrode);
  const refusal = refusalOf(closest, bValue);
  const diffusion = { ...closest.diffusion, calibration: 0 };
  const verdict = slow ? (slowness === 'rateConstant' ? 'kinetic' : 'resistive') : 'good';
  return {
    ...found,
    verdict: refusal === null ? verdict : 'no_peak',
    model: 'wave',
    diffusion: refusal === null ? diffusion : null,
    waves,
    fits,
    weights: weightsOf(fits, points.length),
    explanations: [],
    tests: null,
    evidence: NaN,
    bValue,
    halfWave: closest.halfWave,
    resistance: slowness === 'resistance' ? closest.resistance : null,
    capacitance: closest.capacitance,
    rateConstant: refusal === null ? closest.rateConstant : null,
    reverse: null,
    secondOpinion: () => null,
    reason:
      refusal === null
        ? sentenceOf(closest, other, slow ? apart.value : null, electrode)
        : fits[0]
          ? withLine(refusal, fits[0])
          : refusal,
  };
}

/** Why the fits give no D; null where they do. */
function refusalOf({ misfit, diffusion }: EachWave, bValue: Estimate | null): string | null {
  if (misfit > CRUDE) {
    return `These are not the waves of one couple that diffuses to a planar electrode: the best model leaves ${percent(misfit)} of the peaks.`;
  }
  if (diffusion.error > DISAGREEING * diffusion.value) {
    const power = bValue
      ? `; the peaks grow with the scan rate to the power of ${bValue.value.toFixed(2)}, by diffusion it were 0.50`
      : '';
    return `The scan rates give diffusion coefficients that differ by ${percent(diffusion.error / diffusion.value)} (1σ)${power}.`;
  }
  return null;
}

function sentenceOf(
  { slowness, diffusion, rateConstant, resistance, waves, misfit }: EachWave,
  other: EachWave | undefined,
  apart: number | null,
  electrode: PlanarElectrode,
): string {
  const used = waves.filter((wave) => wave.first).length;
  const head = `D = ${diffusionText(diffusion)} from fits of ${String(used)} of ${String(waves.length)} voltammograms one by one; the error is what the model misses (${percent(misfit)} of the peaks) and the rates disagree by, since the noise is smaller than either`;
  if (apart === null) return `${head}; the peaks are as far apart as a reversible couple’s.`;
  const cause =
    slowness === 'rateConstant'
      ? `electron transfer is slow${rateConstant ? ` (k⁰ = ${quantity(withError(rateConstant.value * 100, rateConstant.error * 100), 'cm/s')})` : ''}`
      : `there is a series resistance${resistance ? ` of ${quantity(withError(resistance.value / 1e3, resistance.error / 1e3), 'kΩ')}` : ''}`;
  const instead = slowness === 'rateConstant' ? 'resistance' : 'slow electron transfer';
  const otherwise = other
    ? `; if it were ${instead} instead, which fits less well (${percent(other.misfit)}), D would be ${diffusionText(other.diffusion)}`
    : '';
  return `${head}. The peaks are up to ${millivolts(apart)} apart, ${millivolts(reversibleSeparation(electrode))} if the couple were reversible: ${cause}${otherwise}.`;
}

/** A fit whose D is as uncertain as the peaks scatter about it, where that is more than their noise. */
function scattered(fit: LineFit): LineFit {
  const excess = Math.sqrt(Math.max(1, fit.chiSquared / fit.freedom));
  if (!Number.isFinite(excess)) return fit;
  return { ...fit, diffusion: { ...fit.diffusion, error: fit.diffusion.error * excess } };
}

const withLine = (reason: string, { diffusion }: LineFit): string =>
  `${reason} The plain line through the peaks would read D = ${diffusionText(diffusion)}, by the scatter of the peaks.`;

/**
 * Planar current is n·F·A·C·√(D·v·nF/RT): n electrons act as n-fold concentration at an n-th of the temperature, and
 * radius and concentration matter by r²·C only, so a wide contact of little concentration has the same plane and no edge.
 */
function cellOf({ area, concentration, temperature, electrons }: PlanarElectrode, widened: number): Cell {
  return {
    contactRadius: widened * Math.sqrt(area / Math.PI),
    contactRadiusError: 0,
    concentration: (electrons * concentration) / widened ** 2,
    concentrationError: 0,
    temperature: temperature / electrons,
    temperatureError: 0,
  };
}

/** Verdict and sentence where there is a D; what the droplet's analysis says of a contact's edge is replaced. */
function judged(
  { verdict, reason, diffusion, waves }: DiffusionAnalysis,
  { temperature, electrons }: PlanarElectrode,
  inlaid: LineFit | undefined,
): Pick<DiffusionAnalysis, 'verdict' | 'reason'> {
  if (!diffusion || (verdict !== 'good' && verdict !== 'disc')) return { verdict, reason };
  const peaks = waves.filter((wave) => wave.first).length;
  const head = `D = ${diffusionText(diffusion)} from the peaks of ${String(peaks)} of ${String(waves.length)} voltammograms, by planar diffusion`;
  const widest = widestSeparation(waves);
  if (isApart(widest, { temperature, electrons })) {
    return {
      verdict: 'kinetic',
      reason: `${head}; but the peaks are up to ${millivolts(widest.value)} apart, ${millivolts(reversibleSeparation({ temperature, electrons }))} if the couple were reversible: electron transfer is slow or there is resistance, which makes peaks smaller, so that D is rather too low.`,
    };
  }
  const edge = inlaid
    ? `; if the electrode is a disc that lies flush in an insulator, its edge makes D ${diffusionText(inlaid.diffusion)}`
    : '';
  return { verdict: 'good', reason: `${head}; the peaks are as far apart as a reversible couple’s${edge}.` };
}

type Reaction = Pick<PlanarElectrode, 'temperature' | 'electrons'>;

/** Of the peaks of a reversible couple, V. */
const reversibleSeparation = ({ temperature, electrons }: Reaction): number =>
  (2 * REVERSIBLE_PEAK_SHIFT) / (thermal(temperature) * electrons);

const widestSeparation = (waves: DiffusionAnalysis['waves']): Estimate =>
  waves
    .flatMap(({ separation }) => separation ?? [])
    .reduce((most, s) => (s.value > most.value ? s : most), { value: 0, error: 0 });

/** Whether peaks lie further apart than those of a reversible couple. */
const isApart = ({ value, error }: Estimate, reaction: Reaction): boolean =>
  value - reversibleSeparation(reaction) > Math.max(SLOW_SEPARATION / reaction.electrons, SURE * error);

/** With one standard deviation in brackets. */
const diffusionText = ({ value, error }: Estimate): string =>
  quantity(withError(value * CM2, error * CM2), 'cm²/s');

const millivolts = (volts: number): string => `${(volts * 1e3).toFixed(0)} mV`;

const percent = (part: number): string => `${(100 * part).toPrecision(2)} %`;
