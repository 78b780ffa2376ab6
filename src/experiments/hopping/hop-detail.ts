/** What a person sees of a hop: its height, its current clear of the surface, and its way down. */
import { quantity, significant } from '../../quantity';
import type { HopTraces } from '../../records/hop';
import type { Recipe, Recorded } from '../experiment';
import type { PixelDetail } from '../shown';
import { landingProblem } from '../landing/landed';
import { hopCurve } from './hop-curve';
import { hopPlot } from './hop-plot';
import { distanceOf } from './ion-pipette';

export const NO_APPROACH = 'No approach was recorded.';

export function hopDetail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const curve = hopCurve(hop, recorded);
  const problem = landingProblem(hop) || (curve ? '' : NO_APPROACH);
  if (!curve) return { headline: 'No height', reason: problem, good: false, numbers: [], plots: [] };
  const { end, clear, noise, left, felt } = curve;
  return {
    headline: felt ? `z ${quantity(significant(end * 1e9, 6), 'nm')}` : 'No height',
    reason:
      problem || `The way down ended at ${quantity(significant(100 * left, 4), '%')} of the clear current.`,
    good: felt && problem === '',
    numbers: [
      {
        label: 'Clear of the surface',
        text: quantity(significant(clear * 1e9, 4), 'nA'),
        title: 'Mean at standstill before the way down; the setpoint is a part of it',
      },
      {
        label: 'Noise',
        text: quantity(significant(noise * 1e12, 2), 'pA'),
        title: 'rms there, behind the filter',
      },
      ...(felt
        ? [
            {
              label: 'Distance at the end',
              text: quantity(significant(distanceOf(recipe, left) * 1e9), 'nm'),
              title:
                'At which a pipette of this shape has so much of its current; the surface lies so far below z',
            },
          ]
        : []),
    ],
    plots: hopPlot(curve, recipe),
  };
}
