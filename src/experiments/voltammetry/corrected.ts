/** What the inspector shows of voltammograms at a point beside their analysis: without the ohmic drop, and their peaks. */
import type { DiffusionAnalysis } from '../../kinetics/diffusion';
import { prefixed, quantity, withError } from '../../quantity';
import type { Field, Recipe } from '../experiment';
import type { PixelDetail, Plot } from '../shown';
import { PICOAMPERE } from '../results/map-specs';
import { numberOf } from '../recipe/recipe';
import { setupOf } from '../recipe/setup';
import { peaksOfWaves, peakTable, separationOf, type PeaksOfWave } from './peaks';
import { wavePlot, type LabelledWave } from './plots';

export const resistanceField: Field = {
  key: 'resistance',
  analysis: 'resistance',
  group: 'Analysis',
  label: 'Resistance to correct for',
  unit: 'MΩ',
  factor: 1e-6,
  kind: 'number',
  min: 0,
  max: 1e13,
  explanation:
    'Potentials are also shown without the drop iR over this resistance. 0: over that which the waves tell, where a model describes them.',
};

/** Headline, numbers, plot and table of the peaks of a point. */
export function correctedDetail(
  waves: readonly LabelledWave[],
  analysis: DiffusionAnalysis,
  recipe: Recipe,
): Pick<PixelDetail, 'plots'> & Partial<PixelDetail> {
  const peaks = peaksOfWaves(waves, setupOf(recipe).temperature);
  const told = numberOf(recipe, 'resistance');
  const resistance = told > 0 ? told : (analysis.resistance?.value ?? 0);
  const good = peaks.some((p) => p.anodic.length + p.cathodic.length > 0);
  return {
    headline: headlineOf(peaks),
    good,
    plots: resistance > 0 ? [correctedPlot(waves, resistance)] : [],
    tables: [peakTable(peaks)],
  };
}

function headlineOf(peaks: readonly PeaksOfWave[]): string {
  const parts = peaks.flatMap((wave) => {
    const separation = separationOf(wave);
    if (!separation) return [];
    return [`${quantity(withError(separation.value * 1e3, separation.error * 1e3), 'mV')} at ${wave.label}`];
  });
  return parts.length > 0 ? `ΔEp ${parts.join(', ')}` : 'No pair of peaks';
}

/** Currents against the potential of the interface, E − iR. */
function correctedPlot(waves: readonly LabelledWave[], resistance: number): Plot {
  const corrected = waves.map(({ label, wave }) => ({
    label,
    wave: {
      ...wave,
      potential: Float64Array.from(wave.potential, (e, k) => e - (wave.current[k] ?? NaN) * resistance),
    },
  }));
  const { unit, factor } = prefixed(resistance, 'Ω');
  return {
    ...wavePlot(corrected, null, PICOAMPERE),
    title: `Voltammograms without iR, ${quantity((resistance * factor).toPrecision(3), unit)}`,
    x: { label: 'E − iR', unit: 'V' },
  };
}
