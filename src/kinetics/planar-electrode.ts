/**
 * The analysis of `diffusion.ts` for a stationary electrode of known area, as people use with a couple in solution:
 * diffusion towards a plane, any number of electrons that go over at once.
 *
 *     const { diffusion, fits, reason } = analysePlanar(waves, { area, concentration, temperature, electrons: 1 });
 */
import { quantity, withError } from '../quantity';
import { REVERSIBLE_PEAK_SHIFT, thermal } from './constants';
import { analyseDiffusion, type Cell, type DiffusionAnalysis, type LineFit, type Wave } from './diffusion';
import type { Estimate } from './estimate';
import { weightsOf } from './line-models';

/** SI; taken as exact. */
export interface PlanarElectrode {
  readonly area: number;
  /** Of the couple's form that is there at the start, mol/m³. */
  readonly concentration: number;
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

/**
 * As `analyseDiffusion`. The model is the planar line; beside the other lines `fits` has the disc, for an electrode that
 * lies flush in an insulator and whose edge counts.
 */
export function analysePlanar(waves: readonly Wave[], electrode: PlanarElectrode): DiffusionAnalysis {
  const found = analyseDiffusion(waves, cellOf(electrode, EDGELESS));
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
  return {
    ...found,
    ...(found.diffusion ? judged(found, electrode, inlaid) : { reason: withLine(found.reason, line) }),
    model: found.model === 'disc' ? 'line' : found.model,
    fits,
    weights: weightsOf(fits, points),
  };
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
  const reversible = (2 * REVERSIBLE_PEAK_SHIFT) / (thermal(temperature) * electrons);
  const apart = waves.flatMap(({ separation }) => separation ?? []);
  const widest = apart.reduce((most, s) => (s.value > most.value ? s : most), { value: 0, error: 0 });
  const excess = widest.value - reversible;
  if (excess > Math.max(SLOW_SEPARATION / electrons, SURE * widest.error)) {
    return {
      verdict: 'kinetic',
      reason: `${head}; but the peaks are up to ${millivolts(widest.value)} apart, ${millivolts(reversible)} if the couple were reversible: electron transfer is slow or there is resistance, which makes peaks smaller, so that D is rather too low.`,
    };
  }
  const edge = inlaid
    ? `; if the electrode is a disc that lies flush in an insulator, its edge makes D ${diffusionText(inlaid.diffusion)}`
    : '';
  return { verdict: 'good', reason: `${head}; the peaks are as far apart as a reversible couple’s${edge}.` };
}

/** With one standard deviation of noise in brackets. */
const diffusionText = ({ value, error }: Estimate): string =>
  quantity(withError(value * CM2, error * CM2), 'cm²/s');

const millivolts = (volts: number): string => `${(volts * 1e3).toFixed(0)} mV`;
