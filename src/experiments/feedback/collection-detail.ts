/** What a person sees of one place above which a disc collected: the curves, the numbers that follow, and all on one axis of time. */
import { quantity, significant, withError } from '../../quantity';
import type { HopTraces } from '../../records/hop';
import type { Recipe, Recorded } from '../experiment';
import type { PixelDetail } from '../shown';
import { holdsOf } from '../holds/holds';
import { approachPlot } from '../landing/approach-plot';
import { approachOf, contactHeight, landingProblem } from '../landing/landed';
import { listOf } from '../recipe/recipe';
import { mapDistance } from './apparent-rate';
import { collectedAt, efficienciesOf, onsetsOf, potentialsOf, type Collected } from './collected';
import { greatestOf, onsetText, picoamperes } from './collection-findings';
import {
  collectedPlot,
  collectionTimeline,
  efficiencyPlot,
  samplePlot,
  type CollectedCurve,
} from './collection-plots';

const NOTHING = 'No background and no current after it was recorded.';
/** What the numbers of a place are. */
export const WHY = 'The tip’s current less its background, against the potential of the sample.';

/** What was collected where the approach ended at its stop; otherwise the distance is not known, and nothing is told. */
export function collectedOrWhy(hop: HopTraces, recipe: Recipe, recorded: Recorded): Collected | string {
  const problem = landingProblem(hop);
  if (contactHeight(hop, recorded) === null) {
    const approached = approachOf(hop, recorded) !== undefined;
    return problem || (approached ? 'The approach did not come to its stop.' : NOTHING);
  }
  return collectedAt(hop, recipe, recorded) ?? (problem || NOTHING);
}

export function collectionDetail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const collected = collectedOrWhy(hop, recipe, recorded);
  const timelines = collectionTimeline(holdsOf(hop, recorded));
  const approach = approachPlot(hop, recorded, contactHeight(hop, recorded));
  if (typeof collected === 'string')
    return {
      headline: 'Nothing told',
      reason: collected,
      good: false,
      numbers: [],
      plots: approach,
      timelines,
    };
  const problem = landingProblem(hop);
  const levels = listOf(recipe, 'onsetLevels');
  const { at, most } = greatestOf(collected.tip);
  const efficiencies = efficienciesOf(collected);
  const then = efficiencies[at];
  const onsets = onsetsOf(collected, recipe).map(
    (onset) => onset ?? { value: NaN, low: -Infinity, high: Infinity },
  );
  const curve = (values: CollectedCurve['values']): CollectedCurve[] => [
    { name: 'collected', potentials: potentialsOf(recipe), values },
  ];
  const pA = (current: typeof most): string =>
    quantity(withError(current.value * 1e12, current.error * 1e12), 'pA');
  return {
    headline: Number.isFinite(onsets[0]?.value)
      ? `Onset ${quantity((onsets[0]?.value ?? NaN).toFixed(2), 'V')}`
      : `Most collected ${pA(most)}`,
    reason: problem || WHY,
    good: problem === '',
    numbers: [
      ...onsets.map((onset, k) => ({
        label: `Onset at ${picoamperes(levels[k] ?? NaN)}`,
        text: quantity(onsetText(onset), 'V'),
        title: '95 %, of noise and of the drift of the background, never between neighbouring potentials',
      })),
      { label: 'Most collected', text: pA(most) },
      ...(then && Number.isFinite(then.value)
        ? [
            {
              label: 'Efficiency then',
              text: quantity(withError(then.value * 1e6, then.error * 1e6), 'ppm'),
              title: 'Of the current of the whole sample',
            },
          ]
        : []),
      { label: 'Background', text: pA(collected.background) },
      {
        label: 'Distance',
        text: quantity(significant(mapDistance(recipe) * 1e6), 'µm'),
        title: 'By the current at the end of the approach, and the rise after it',
      },
    ],
    plots: [
      collectedPlot(curve(collected.tip), levels[0] ?? NaN),
      efficiencyPlot(curve(efficiencies)),
      samplePlot(curve(collected.sample)),
      ...approach,
    ],
    timelines,
  };
}
