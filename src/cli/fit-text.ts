/** What `meniscus fit` prints: numbers in SI for machines, the same in the field's units for people. */
import type { ChosenCurve } from '../bundles/imports/choose-curves';
import type { LineFit, WaveAnalysis } from '../kinetics/diffusion';
import type { Estimate } from '../kinetics/numerics/estimate';
import { NO_VALUE, quantity, significant, withError } from '../quantity';
import type { Fitted } from '../workers/fits/recorded-fit';

/** SI; `noise` is one standard deviation. */
interface Measured {
  readonly value: number;
  readonly noise: number;
}

interface WaveSummary {
  readonly file: string;
  readonly scan: number | null;
  readonly scan_rate: number;
  /** Whether the sign of the current was turned, so that anodic currents are positive, and what the file says of it. */
  readonly current_reversed: boolean;
  readonly sign_in_file: string;
  readonly half_wave: Measured | null;
  readonly first_peak: Measured | null;
  readonly first_peak_potential: Measured | null;
  readonly reverse_peak: Measured | null;
  readonly peak_separation: Measured | null;
}

interface ModelSummary {
  readonly model: string;
  readonly diffusion: Measured;
  readonly chi_squared: number;
  readonly freedom: number;
  readonly weight: number | null;
}

interface FitSummary {
  readonly verdict: string;
  readonly reason: string;
  readonly model: string;
  /** `calibration` is one standard deviation from area and concentration. */
  readonly diffusion: (Measured & { readonly calibration: number }) | null;
  readonly waves: readonly WaveSummary[];
  readonly models: readonly ModelSummary[];
  readonly remarks: readonly string[];
}

/** Everything in SI units; null where there is no number. */
export function fitSummary({ curves, analysis, remarks }: Fitted): FitSummary {
  const { verdict, model, reason, waves, fits, weights } = analysis;
  const diffusion = measured(analysis.diffusion);
  return {
    verdict,
    reason,
    model,
    diffusion: diffusion && { ...diffusion, calibration: analysis.diffusion?.calibration ?? 0 },
    waves: curves.map((curve, k) => waveSummary(curve, waves[k])),
    models: fits.map((fit, k) => modelSummary(fit, weights[k])),
    remarks,
  };
}

function measured(estimate: Estimate | null | undefined): Measured | null {
  if (!estimate || !Number.isFinite(estimate.value)) return null;
  return { value: estimate.value, noise: estimate.error };
}

const waveSummary = (
  { recorded, scanRate, turned }: ChosenCurve,
  wave: WaveAnalysis | undefined,
): WaveSummary => ({
  file: recorded.name,
  scan: recorded.scan,
  scan_rate: scanRate,
  current_reversed: turned,
  sign_in_file: recorded.polarity.source,
  half_wave: measured(wave?.first?.halfWave),
  first_peak: measured(wave?.first?.current),
  first_peak_potential: measured(wave?.first?.potential),
  reverse_peak: measured(wave?.reverse?.current),
  peak_separation: measured(wave?.separation),
});

const modelSummary = (fit: LineFit, weight: number | undefined): ModelSummary => ({
  model: fit.model,
  diffusion: { value: fit.diffusion.value, noise: fit.diffusion.error },
  chi_squared: fit.chiSquared,
  freedom: fit.freedom,
  weight: weight ?? null,
});

const MODEL_TITLE: Readonly<Record<string, string>> = {
  line: 'planar',
  intercept: 'line with intercept',
  disc: 'disc flush in an insulator',
  layer: 'finite layer',
  mixed: 'k₁v + k₂√v',
};

/** Tables of the peaks and the models, the verdict's sentence, remarks; errors in brackets are one standard deviation. */
export function fitText({ verdict, reason, waves, models, remarks }: FitSummary): string {
  const peaks = waves.map((wave) => [
    quantity(significant(wave.scan_rate * 1e3), 'mV/s'),
    text(wave.half_wave, 1e3, 'mV'),
    text(wave.first_peak, 1e6, 'µA'),
    text(wave.reverse_peak, 1e6, 'µA'),
    text(wave.peak_separation, 1e3, 'mV'),
    isNamed(wave) ? wave.file : `${wave.file}, scan ${String(wave.scan)}`,
  ]);
  const lines = models.map((m) => [
    MODEL_TITLE[m.model] ?? m.model,
    text(m.diffusion, 1e4, 'cm²/s'),
    `${m.chi_squared.toPrecision(3)} / ${String(m.freedom)}`,
    m.weight === null ? NO_VALUE : quantity((100 * m.weight).toFixed(0), '%'),
  ]);
  return [
    ...table([['v', 'E½', 'ip, first', 'ip, reverse', 'ΔEp', 'curve'], ...peaks]),
    ...(lines.length > 0 ? ['', ...table([['model', 'D', 'χ² / freedom', 'weight'], ...lines])] : []),
    '',
    `${verdict.replaceAll('_', ' ')}: ${reason}`,
    ...(remarks.length > 0 ? ['', ...remarks.map((remark) => `- ${remark}`)] : []),
    '',
  ].join('\n');
}

/** Whether a curve's name tells its number already, or there is none. */
const isNamed = ({ file, scan }: WaveSummary): boolean =>
  scan === null || new RegExp(`, .*\\b${String(scan)}$`).test(file);

const text = (m: Measured | null, factor: number, unit: string): string =>
  m ? quantity(withError(m.value * factor, m.noise * factor), unit) : NO_VALUE;

function table(rows: readonly (readonly string[])[]): string[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, c) =>
    Math.max(...rows.map((row) => row[c]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, c) => cell.padEnd(widths[c] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
