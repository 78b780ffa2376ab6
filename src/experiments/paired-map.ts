/**
 * Paired map: at every pixel land, measure the current at a potential, and then the potential under a constant current, so
 * that the two stand side by side.
 */
import { correlationOf } from '../maps/correlation';
import { count, quantity, significant, withError } from '../quantity';
import type { HopTraces } from '../records/hop';
import { approachPlot } from './landing/approach-plot';
import {
  CONSTANT_CURRENT_2014,
  constantCurrentFields,
  constantCurrentLine,
  drivenHold,
} from './holds/constant-current';
import { chargingWarnings, hostFields } from './holds/exchanged-charge';
import type {
  Evaluation,
  Experiment,
  Figure,
  Findings,
  MapSpec,
  MeasuredMaps,
  Recipe,
  Recorded,
  Reduction,
} from './experiment';
import type { PixelDetail } from './shown';
import { categoryTable, medianFigure, NO_FINDINGS, sortedNumbers } from './results/findings';
import { gridPath } from './path/grid';
import { NO_REFERENCES, surveyCount, surveyFields, surveyPath } from './path/references';
import { driftMaps } from './results/surface-drift';
import { HELD_CURRENT_2014, heldCurrentFields, heldCurrentLines, measuredHold } from './holds/held-current';
import { heldPlot } from './holds/hold-plot';
import { channelOf, clearNoise, holdsOf, meanCurrent, timesOf, type Held } from './holds/holds';
import { pauseField, programOf, visitLines } from './program/hop-program';
import { landingFields } from './landing/landing';
import { contactHeight, landingProblem } from './landing/landed';
import { landingWarnings } from './landing/landing-expectation';
import { categoryMap, HEIGHT, numberMap, PICOAMPERE, VOLT } from './results/map-specs';
import { LANDING_2014, LFP_2014 } from './recipe/published-cells';
import { numberOf } from './recipe/recipe';
import { emptyReduction, exact } from './results/reduction';
import { footprintField } from './recipe/setup';
import {
  criterionAnalysis,
  criterionOf,
  criterionProblems,
  driftFields,
  SETTLED,
  settlingOf,
  stateOf,
} from './holds/settling';
import { square } from './path/squares';

const CURRENT: MapSpec = numberMap({ name: 'current', title: 'Current', unit: 'A', shown: PICOAMPERE });
const POTENTIAL: MapSpec = numberMap({
  name: 'final_potential',
  title: 'Potential under current',
  unit: 'V',
  shown: VOLT,
});
const STATE = categoryMap('settled', 'Settled', SETTLED);
const maps: readonly MapSpec[] = [CURRENT, POTENTIAL, STATE, HEIGHT];

const published: Recipe = {
  ...square(20e-6, 64),
  ...NO_REFERENCES,
  ...LANDING_2014,
  ...LFP_2014,
  ...HELD_CURRENT_2014,
  ...CONSTANT_CURRENT_2014,
  holdPotential: 0.65,
  driftLimit: 0.2,
  driftWindow: 0.2,
};

interface Pair {
  readonly held: Held;
  readonly driven: Held;
}

function pairOf(hop: HopTraces, recorded: Recorded): Pair | string {
  const problem = landingProblem(hop);
  const [held, driven] = [measuredHold(hop, recorded), drivenHold(hop, recorded)];
  return problem || !held || !driven
    ? problem || 'Nothing was recorded after the contact.'
    : { held, driven };
}

const settlingIn = ({ trace }: Held, recipe: Recipe): ReturnType<typeof settlingOf> =>
  settlingOf(timesOf(trace), channelOf(trace, 'tip_potential'), criterionOf(recipe));

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): Reduction {
  const { reduction, write } = emptyReduction(maps);
  write('height', exact(contactHeight(hop, recorded) ?? NaN));
  const pair = pairOf(hop, recorded);
  if (typeof pair === 'string') {
    write('settled', exact(SETTLED.no_contact));
    return { ...reduction, reason: pair };
  }
  write('current', meanCurrent(pair.held, clearNoise(hop, recorded)));
  const settling = settlingIn(pair.driven, recipe);
  if (settling) {
    write('final_potential', settling);
    write('settled', exact(stateOf(settling, pair.driven.trace.flags)));
  }
  return { ...reduction, reason: 'The current at the potential, and then the potential under the current.' };
}

function detail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const height = contactHeight(hop, recorded);
  const pair = pairOf(hop, recorded);
  const approach = approachPlot(hop, recorded, height);
  if (typeof pair === 'string') {
    return { headline: 'No current, no potential', reason: pair, good: false, numbers: [], plots: approach };
  }
  const { value, error } = meanCurrent(pair.held, clearNoise(hop, recorded));
  const settling = settlingIn(pair.driven, recipe);
  const current = quantity(withError(value * 1e12, error * 1e12), 'pA');
  const potential = quantity(withError(settling?.value ?? NaN, settling?.error ?? NaN), 'V');
  return {
    headline: `i ${current}, E ${potential}`,
    reason: settling?.settled ? 'The potential has settled.' : 'The potential has not come to rest.',
    good: true,
    numbers: [
      { label: 'i', text: current, title: `At ${quantity(significant(pair.held.step.level), 'V')}` },
      {
        label: 'E',
        text: potential,
        title: `At the end of ${quantity(significant(pair.driven.step.level * 1e12), 'pA')}`,
      },
      {
        label: 'Drift',
        text: quantity(
          withError((settling?.drift ?? NaN) * 1e3, (settling?.driftError ?? NaN) * 1e3),
          'mV/s',
        ),
        title: 'Slope of the line through the end of the record',
      },
    ],
    plots: [
      ...heldPlot(
        holdsOf(hop, recorded).filter(({ step }) => step.control === 'POTENTIAL'),
        'tip_current',
      ),
      ...heldPlot([pair.driven], 'tip_potential'),
      ...approach,
    ],
  };
}

function findings({ plane }: MeasuredMaps): Findings {
  const [current, potential, state] = [plane('current'), plane('final_potential'), plane('settled')];
  const words = sortedNumbers(state);
  if (sortedNumbers(current).length === 0) return NO_FINDINGS;
  const where = (code: number): number[] => Array.from(current, (i, k) => (state[k] === code ? i : NaN));
  const [steady, drifting] = [where(SETTLED.settled), where(SETTLED.drifting)].map((part, k) =>
    medianFigure(
      k === 0 ? 'current_where_settled' : 'current_where_drifting',
      k === 0 ? 'Median current where the potential settles' : 'Median current where it drifts',
      part,
      CURRENT,
    ),
  ) as [Figure, Figure];
  const { r, interval } = correlationOf(current, potential);
  const share = sortedNumbers(where(SETTLED.settled)).length / words.length;
  const text = ({ value }: Figure): string => quantity(significant(value * 1e12), 'pA');
  return {
    ...NO_FINDINGS,
    headline: Number.isFinite(steady.value)
      ? `${text(steady)} where the potential settles, ${text(drifting)} where it drifts, of ${count(words.length)} pixels`
      : `The potential settles in none of ${count(words.length)} pixels; ${text(drifting)} in the median`,
    figures: [
      medianFigure('median_current', 'Median current', current, CURRENT),
      steady,
      drifting,
      { key: 'settled_share', label: 'Settled', value: share, unit: '', shown: { unit: '%', factor: 100 } },
      {
        key: 'current_potential_correlation',
        label: 'Current and potential, r',
        value: r,
        interval,
        unit: '',
        shown: { unit: '', factor: 1 },
      },
    ],
    tables: [categoryTable('Settling', STATE, words)],
    plots: [
      {
        title: 'Current and potential',
        x: { label: 'E', unit: 'V' },
        y: { label: 'i', unit: 'pA' },
        series: [
          {
            kind: 'points',
            name: 'pixels',
            x: Float64Array.from(potential),
            y: Float64Array.from(current, (i) => i * 1e12),
          },
        ],
      },
    ],
  };
}

export const pairedMap: Experiment = {
  id: 'paired-map',
  title: 'Paired map',
  summary: 'The current at a potential and the potential under a current at the same points, side by side.',
  presets: [
    {
      id: 'lfp-paired',
      title: 'LFP composite, current and potential',
      source: 'Takahashi et al., Nat. Commun. 2014, 5, 5450, Supplementary Fig. 4',
      sample: 'lfp-composite',
      recipe: published,
    },
    {
      id: 'lfp-paired-KCl',
      title: 'LFP composite without lithium: 3 M KCl',
      source: 'Takahashi et al., Nat. Commun. 2014, 5, 5450, Supplementary Fig. 2',
      sample: 'lfp-composite-kcl',
      recipe: { ...published, filling: '3 M KCl in water' },
    },
  ],
  fields: [
    ...heldCurrentFields,
    ...constantCurrentFields,
    ...driftFields,
    ...surveyFields,
    ...landingFields,
    pauseField,
    ...hostFields,
    footprintField,
  ],
  problems: (recipe) => criterionProblems(recipe, numberOf(recipe, 'chargeTime')),
  program: (recipe) =>
    programOf(recipe, visitLines(recipe, [...heldCurrentLines(recipe), constantCurrentLine(recipe)])),
  path: surveyPath,
  pointCounts: (recipe) => [surveyCount(recipe)],
  maps: (recipe) => [...maps, ...driftMaps(recipe)],
  mainMap: 'current',
};

export const pairedMapEvaluation: Evaluation = {
  reduce,
  detail,
  expect: (recipe, amplifier) => ({
    headline: `${quantity(significant(numberOf(recipe, 'holdPotential')), 'V')}, then ${quantity(significant(numberOf(recipe, 'current') * 1e12), 'pA')}`,
    numbers: [],
    warnings: [
      ...chargingWarnings(
        recipe,
        numberOf(recipe, 'current'),
        numberOf(recipe, 'chargeTime'),
        gridPath(recipe),
      ),
      ...landingWarnings(recipe, gridPath(recipe), amplifier),
    ],
  }),
  findings,
  analysis: (recipe) => ({
    method:
      'mean of the last hold at a potential; line of least squares through the end of the record under current; settled by its slope',
    ...criterionAnalysis(recipe),
    concentration: numberOf(recipe, 'concentration'),
    concentration_error: numberOf(recipe, 'concentrationError'),
  }),
};
