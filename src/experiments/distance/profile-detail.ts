/** What a person sees of one sweep away from the sample and back. */
import { quantity, significant } from '../../quantity';
import type { HopTraces } from '../../records/hop';
import type { Recipe, Recorded } from '../experiment';
import type { PixelDetail } from '../shown';
import { hopCurve } from '../hopping/hop-curve';
import { hopDetail } from '../hopping/hop-detail';
import { landingProblem } from '../landing/landed';
import { sweepProfile } from './profile';
import { levelsOf } from './sweep';

export const NO_SWEEP = 'No sweep there and back was recorded.';
export const MEAN_OF_BOTH = 'Mean of there and back at each height.';

export function profileDetail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const levels = levelsOf(recipe);
  const profile = sweepProfile(hop, recorded, levels);
  const problem = landingProblem(hop);
  const landed = hopCurve(hop, recorded) ? hopDetail(hop, recipe, recorded) : null;
  if (!profile)
    return {
      ...(landed ?? { numbers: [], plots: [] }),
      headline: 'No sweep',
      reason: problem || NO_SWEEP,
      good: false,
    };
  return {
    headline: `Nearest ${quantity(significant((profile.current[0] ?? NaN) * 1e9, 4), 'nA')}`,
    reason: problem || MEAN_OF_BOTH,
    good: problem === '',
    numbers: [
      {
        label: 'Sample',
        text: `${quantity(significant(profile.samplePotential, 3), 'V')}, ${quantity(significant(profile.sampleCurrent * 1e3, 3), 'mA')}`,
        title: 'Means over the sweep',
      },
      ...(landed?.numbers ?? []),
    ],
    plots: [
      {
        title: 'Ion current of the sweep',
        x: { label: 'height above the lowest', unit: 'mm' },
        y: { label: 'i', unit: 'nA' },
        series: [
          {
            kind: 'line',
            name: 'there and back',
            x: levels.map((v) => v * 1e3),
            y: profile.current.map((i) => i * 1e9),
          },
        ],
      },
      ...(landed?.plots ?? []),
    ],
  };
}
