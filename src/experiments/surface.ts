/**
 * Finding the surface: down over the fine range until it is met, and then again from a little above, to confirm. Where
 * nothing is met at the first point, the probe goes up all the way, the coarse axis down by less than what was looked at,
 * and so on, so many times at most.
 */
import { quantity, significant } from '../quantity';
import type { HopTraces } from '../records/hop';
import type { Evaluation, Experiment, Field, MapSpec, Recipe, Recorded, Reduction } from './experiment';
import type { PixelDetail } from './shown';
import { pauseField, programOf, type Line } from './program/hop-program';
import type { Step } from './program/step';
import {
  coarseFields,
  coarseProblems,
  reachOf,
  searchCounts,
  searchPath,
  stepDown,
} from './landing/coarse-search';
import { curvePlot, curvesOf } from './landing/landing-curves';
import { landingFields, landingSteps, leavingSteps } from './landing/landing';
import { surfaceOf } from './landing/confirmed-surface';
import { surfaceFindings, surfaceHandsOn } from './landing/surface-findings';
import { landingWarnings } from './landing/landing-expectation';
import { MICROMETRE, NANOMETRE, numberMap, PICOAMPERE } from './results/map-specs';
import { pointsField, pointsPath } from './path/points';
import { LANDING_2014, LFP_2014, LTO_2020 } from './recipe/published-cells';
import { numberOf } from './recipe/recipe';
import { emptyReduction, exact } from './results/reduction';
import { footprintField } from './recipe/setup';

const fields: readonly Field[] = [
  {
    key: 'confirmations',
    group: 'Confirmation',
    label: 'Confirm, times',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 1,
    max: 10,
    explanation:
      'Approaches after the first, each from the retract height: a true surface is met at the same height.',
  },
  {
    key: 'startMargin',
    analysis: 'start-margin',
    group: 'Analysis',
    label: 'Later runs begin above by',
    unit: 'µm',
    factor: 1e6,
    kind: 'number',
    min: 0.1e-6,
    max: 100e-6,
    explanation:
      'Over the highest contact. A later run that takes the result goes down to there at full speed: it must clear the relief and the tilt of its own ground.',
  },
  {
    key: 'agreement',
    analysis: 'agreement',
    group: 'Analysis',
    label: 'Confirmed within',
    unit: 'nm',
    factor: 1e9,
    kind: 'number',
    min: 1e-9,
    max: 10e-6,
    explanation: 'Greatest distance between the heights of all contacts at a point.',
  },
];

const preset: Recipe = {
  schema: 1,
  ...LANDING_2014,
  ...LFP_2014,
  points: [50e-6, 50e-6],
  maxTravel: 18e-6,
  coarseStep: 14e-6,
  coarseSteps: 10,
  approachRate: 2e-6,
  retract: 1e-6,
  confirmations: 2,
  agreement: 50e-9,
  startMargin: 5e-6,
};

/** x and y of the rows and columns of a survey, m. */
const SURVEY = [20e-6, 50e-6, 80e-6];
const levelling: Recipe = {
  ...preset,
  ...LTO_2020,
  approachBias: 1.3,
  approachRate: 20e-6,
  fullScale: 20e-9,
  coarseSteps: 0,
  confirmations: 1,
  relief: 0.05e-6,
};

const maps = (recipe: Recipe): readonly MapSpec[] => {
  const count = numberOf(recipe, 'confirmations') + 1;
  const axis = { name: 'approach', unit: '', values: Array.from({ length: count }, (_, k) => k + 1) };
  return [
    numberMap({ name: 'surface_height', title: 'Surface', unit: 'm', shown: MICROMETRE, errors: false }),
    numberMap({
      name: 'disagreement',
      title: 'Contacts apart by',
      unit: 'm',
      shown: NANOMETRE,
      errors: false,
    }),
    numberMap({
      name: 'height',
      title: 'Height of each contact',
      unit: 'm',
      shown: NANOMETRE,
      errors: false,
      axis,
    }),
    numberMap({ name: 'contact_current', title: 'Current at contact', unit: 'A', shown: PICOAMPERE, axis }),
  ];
};

/** Longest way down of an approach that confirms, in retracts: it has come up by one. */
const CONFIRMING = 1.5;

/** The landing without the way to the point. */
const downBy = (recipe: Recipe, maxTravel: number): readonly Step[] =>
  landingSteps({ ...recipe, maxTravel }).filter(({ verb }) => verb !== 'MOVE');

function program(recipe: Recipe): ReturnType<Experiment['program']> {
  const [move] = landingSteps(recipe);
  const [leave, end] = leavingSteps(recipe);
  const first = numberOf(recipe, 'maxTravel');
  const again = Math.min(first, CONFIRMING * numberOf(recipe, 'retract'));
  const pause = numberOf(recipe, 'pause');
  const approaches = Array.from({ length: numberOf(recipe, 'confirmations') + 1 }, (_, k): Line[] => [
    ...downBy(recipe, k === 0 ? first : again).map((step): Line => [
      step,
      step.verb === 'APPROACH' ? `approach ${String(k + 1)}` : '',
    ]),
    ...(leave ? [[leave, 'retract curve'] as const] : []),
  ]);
  const look: Line[] = [
    ...(move ? [[move, ''] as const] : []),
    ...(pause > 0 ? [[{ verb: 'WAIT', seconds: pause } as const, ''] as const] : []),
    ...approaches.flat(),
    ...(end ? [[end, ''] as const] : []),
  ];
  return numberOf(recipe, 'coarseSteps') > 0
    ? programOf(recipe, look, stepDown(recipe))
    : programOf(recipe, look);
}

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): Reduction {
  const { reduction, write } = emptyReduction(maps(recipe));
  const { height, apart, confirmed, reason } = surfaceOf(hop, recipe, recorded);
  write('surface_height', exact(confirmed ? height : NaN));
  write('disagreement', exact(apart));
  curvesOf(hop, recorded).forEach((curve, plane) => {
    if (!curve.contact) return;
    write('height', exact(curve.end), plane);
    write('contact_current', { value: curve.atContact, error: curve.noise }, plane);
  });
  return { ...reduction, reason };
}

function detail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const { height, confirmed, reason } = surfaceOf(hop, recipe, recorded);
  const curves = curvesOf(hop, recorded);
  return {
    headline: confirmed
      ? `Surface at ${quantity(significant(height * 1e6, 5), 'µm')}`
      : 'No confirmed surface',
    reason,
    good: confirmed,
    numbers: curves.flatMap(({ contact, label, end }) =>
      contact
        ? [
            {
              label,
              text: quantity(significant(end * 1e6, 5), 'µm'),
              title: 'Height at which the bridge stopped',
            },
          ]
        : [],
    ),
    plots: curvePlot(curves),
  };
}

export const surface: Experiment = {
  id: 'surface',
  title: 'Finding the surface',
  summary:
    'Careful approaches, with steps of the coarse axis in between until the surface is met; confirmed by others.',
  presets: [
    {
      id: 'first-approach',
      title: 'The first approach, from far above',
      source:
        'Setting of this program; landing as in Takahashi et al., Nat. Commun. 2014, 5, 5450, ten times slower',
      sample: 'lfp-composite-far',
      recipe: preset,
    },
    {
      id: 'levelling-survey',
      title: 'Levelling by nine contacts',
      source: 'Setting of this program; landing as in Takahashi et al., Chem. Commun. 2020, 56, 9324',
      sample: 'lto-film',
      recipe: { ...levelling, points: SURVEY.flatMap((y) => SURVEY.flatMap((x) => [x, y])) },
    },
    {
      id: 'levelling-three-points',
      title: 'Levelling by three contacts',
      source: 'Setting of this program; landing as in Takahashi et al., Chem. Commun. 2020, 56, 9324',
      sample: 'lto-film',
      recipe: { ...levelling, points: [20e-6, 20e-6, 80e-6, 20e-6, 50e-6, 80e-6] },
    },
  ],
  fields: [pointsField, ...coarseFields, ...fields, ...landingFields, pauseField, footprintField],
  problems: coarseProblems,
  program,
  path: (recipe) => searchPath(recipe, pointsPath(recipe)),
  pointCounts: searchCounts,
  maps,
  mainMap: 'surface_height',
  handsOn: surfaceHandsOn,
};

export const surfaceEvaluation: Evaluation = {
  reduce,
  detail,
  expect: (recipe, amplifier) => ({
    headline: `${quantity(significant(reachOf(recipe) * 1e6, 2), 'µm')} within reach, contacts to confirm it: ${String(numberOf(recipe, 'confirmations'))}`,
    numbers: [],
    // The first approach goes down all of the fine range, not only from the retract height.
    warnings: landingWarnings(
      { ...recipe, retract: numberOf(recipe, 'maxTravel') },
      { points: pointsPath(recipe).points, x: [], y: [] },
      amplifier,
    ),
  }),
  findings: surfaceFindings,
  analysis: (recipe) => ({
    method: 'mean height of the contacts of a point, where all of its approaches met it and agree',
    agreement: numberOf(recipe, 'agreement'),
    start_margin: numberOf(recipe, 'startMargin'),
  }),
};
