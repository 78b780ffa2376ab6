/**
 * Potential map: at every pixel land, let no current flow, and read the potential that the cell comes to. Where it does not
 * come to rest there is no number but the word for it.
 */
import { count, quantity, significant } from '../quantity';
import type { Evaluation, Experiment, Figure, Findings, MeasuredMaps, Recipe } from './experiment';
import { categoryTable, medianFigure, NO_FINDINGS, sortedNumbers } from './results/findings';
import { gridPath } from './path/grid';
import { NO_REFERENCES, surveyCount, surveyFields, surveyPath } from './path/references';
import { driftMaps } from './results/surface-drift';
import { pauseField, programOf, visitLines } from './program/hop-program';
import { landingFields } from './landing/landing';
import { landingWarnings } from './landing/landing-expectation';
import { VOLT } from './results/map-specs';
import { LANDING_2014, LFP_2014 } from './recipe/published-cells';
import {
  restDefaults,
  restDetail,
  restFields,
  restMaps,
  restReduction,
  restStep,
} from './holds/rest-potential';
import { numberOf } from './recipe/recipe';
import { footprintField } from './recipe/setup';
import { criterionAnalysis, criterionProblems } from './holds/settling';
import { square } from './path/squares';

const maps = restMaps();
const published: Recipe = {
  ...square(15e-6, 64),
  ...NO_REFERENCES,
  ...LANDING_2014,
  relief: 0.65e-6,
  ...LFP_2014,
  ...restDefaults,
};

function findings({ plane }: MeasuredMaps): Findings {
  const words = sortedNumbers(plane('settled'));
  const potential = plane('open_circuit_potential');
  const found = sortedNumbers(potential);
  const [spec, settled] = maps;
  if (words.length === 0 || !spec || !settled) return NO_FINDINGS;
  const share = found.length / words.length;
  const median = medianFigure('settled_potential', 'Settled, median', potential, spec);
  const quantile = (part: number): number => found[Math.round(part * (found.length - 1))] ?? NaN;
  const edge = (key: string, label: string, part: number): Figure => ({
    key,
    label,
    value: quantile(part),
    unit: 'V',
    shown: VOLT,
  });
  const middle = found.length > 0 ? `, median ${quantity(significant(median.value), 'V')}` : '';
  return {
    ...NO_FINDINGS,
    headline: `Settled in ${quantity(significant(100 * share), '%')} of ${count(words.length)} pixels${middle}`,
    figures: [
      { key: 'settled_share', label: 'Settled', value: share, unit: '', shown: { unit: '%', factor: 100 } },
      median,
      edge('settled_potential_low', 'Settled, lower quartile', 0.25),
      edge('settled_potential_high', 'Settled, upper quartile', 0.75),
    ],
    tables: [categoryTable('Settling', settled, words)],
  };
}

export const potentialMap: Experiment = {
  id: 'potential-map',
  title: 'Potential map',
  summary: 'The open-circuit potential in every pixel, where it settles, beside the height of the surface.',
  presets: [
    {
      id: 'lfp-open-circuit',
      title: 'LFP composite, open circuit',
      source: 'Takahashi et al., Nat. Commun. 2014, 5, 5450, Fig. 3a',
      sample: 'lfp-composite',
      recipe: published,
      published: [
        {
          figure: 'settled_potential_low',
          quantity: 'LiFePO4, from about +0.4 V, text to Fig. 3a',
          value: 0.4,
        },
        {
          figure: 'settled_potential_high',
          quantity: 'LiFePO4, to about +0.6 V, text to Fig. 3a',
          value: 0.6,
        },
      ],
    },
  ],
  fields: [...restFields, ...surveyFields, ...landingFields, pauseField, footprintField],
  problems: (recipe) => criterionProblems(recipe, numberOf(recipe, 'restTime')),
  program: (recipe) => programOf(recipe, visitLines(recipe, [restStep(recipe)])),
  path: surveyPath,
  pointCounts: (recipe) => [surveyCount(recipe)],
  maps: (recipe) => [...maps, ...driftMaps(recipe)],
  mainMap: 'open_circuit_potential',
};

export const potentialMapEvaluation: Evaluation = {
  reduce: (hop, recipe, recorded) => restReduction(hop, recipe, recorded, maps),
  detail: restDetail,
  expect: (recipe, amplifier) => ({
    headline: `Settled below ${quantity(significant(numberOf(recipe, 'driftLimit') * 1e3, 2), 'mV/s')}`,
    numbers: [],
    warnings: landingWarnings(recipe, gridPath(recipe), amplifier),
  }),
  findings,
  analysis: (recipe) => ({
    method:
      'line of least squares through the end of the record without current; settled below a limit of its slope',
    ...criterionAnalysis(recipe),
  }),
};
