/**
 * From recorded voltammograms to a diffusion coefficient: which curves are used, at which rates, and what they say. The
 * terminal and the page share it.
 */
import { chooseCurves, type ChosenCurve, type CurveFile } from '../../bundles/imports/choose-curves';
import type { RecordedVoltammogram } from '../../bundles/imports/recorded-voltammogram';
import type { Fault } from '../../fault';
import type { DiffusionAnalysis, Wave } from '../../kinetics/diffusion';
import { analysePlanar, type PlanarElectrode } from '../../kinetics/planar-electrode';
import { ok, type Result } from '../../result';

export interface Fitted {
  readonly curves: readonly ChosenCurve[];
  /** Of the curves, in their order. */
  readonly analysis: DiffusionAnalysis;
  /** Sentences on the files. */
  readonly remarks: readonly string[];
}

/** `rates` holds a rate, V/s, for each of `files`; null stands for the file's own. A fault names the files without any. */
export function fitRecorded(
  recorded: readonly RecordedVoltammogram[],
  files: readonly CurveFile[],
  rates: readonly (number | null)[],
  electrode: PlanarElectrode,
): Result<Fitted, Fault> {
  const chosen = chooseCurves(recorded, files, rates);
  if (!chosen.ok) return chosen;
  const { curves, remarks } = chosen.value;
  return ok({ curves, analysis: analysePlanar(curves.map(waveOf), electrode), remarks });
}

export const waveOf = ({ recorded, scanRate, interval }: ChosenCurve): Wave => ({
  scanRate,
  interval,
  potential: recorded.potential,
  current: recorded.current,
  cutoff: Infinity,
  clipped: false,
});
