/** What the inspector shows of voltammograms that were recorded at a single electrode of known area. */
import type { DiffusionAnalysis, Estimate, WaveAnalysis } from '../../kinetics/diffusion';
import { prefixed, quantity, withError } from '../../quantity';
import type { MapSpec } from '../experiment';
import type { PixelDetail } from '../shown';
import { diffusionText, evidenceOf, inAll, numbersOf } from './numbers';
import { linePlot, residualPlot, wavePlot, type LabelledWave } from './plots';

/** Waves and their analysis, in the same order. */
export function recordedDetail(waves: readonly LabelledWave[], analysis: DiffusionAnalysis): PixelDetail {
  const shown = unitOf(waves);
  const { diffusion } = analysis;
  return {
    headline: diffusion ? `D ${diffusionText(inAll(diffusion))}` : 'No diffusion coefficient',
    reason: `${words(analysis.verdict)}: ${analysis.reason}`,
    good: analysis.verdict === 'good',
    numbers: [
      ...numbersOf(analysis),
      ...waves.flatMap(({ label }, k) => peakNumbers(label, analysis.waves[k], shown)),
    ],
    plots: [wavePlot(waves, analysis, shown), ...linePlot(analysis, shown)],
    behind: {
      title: 'Models and tests',
      numbers: evidenceOf(analysis),
      plots: residualPlot(waves, analysis, shown),
    },
  };
}

/** The waves alone, where something is missing for an analysis; `missing` says what. */
export const unanalysedDetail = (waves: readonly LabelledWave[], missing: string): PixelDetail => ({
  headline: 'No diffusion coefficient yet',
  reason: missing,
  good: false,
  numbers: [],
  plots: waves.length > 0 ? [wavePlot(waves, null, unitOf(waves))] : [],
});

const words = (verdict: string): string =>
  verdict.charAt(0).toUpperCase() + verdict.slice(1).replaceAll('_', ' ');

/** In which the highest current reads well. */
function unitOf(waves: readonly LabelledWave[]): MapSpec['shown'] {
  let highest = 0;
  for (const { wave } of waves) {
    for (let k = 0; k < wave.current.length; k++) {
      highest = Math.max(highest, Math.abs(wave.current[k] ?? 0));
    }
  }
  return prefixed(highest, 'A');
}

function peakNumbers(
  label: string,
  wave: WaveAnalysis | undefined,
  { unit, factor }: MapSpec['shown'],
): PixelDetail['numbers'] {
  if (!wave?.first) return [{ label: `ip at ${label}`, text: 'no peak' }];
  const text = ({ value, error }: Estimate, times: number): string => withError(value * times, error * times);
  const { first, reverse, separation } = wave;
  const back = reverse ? ` and ${text(reverse.current, factor)}` : '';
  return [
    {
      label: `ip at ${label}`,
      text: quantity(`${text(first.current, factor)}${back}`, unit),
      title: 'Peak currents of the first sweep and of the one back',
    },
    ...(separation
      ? [
          {
            label: `ΔEp at ${label}`,
            text: quantity(text(separation, 1e3), 'mV'),
            title: 'Distance of anodic and cathodic peak',
          },
        ]
      : []),
  ];
}
