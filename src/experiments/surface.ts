/**
 * Finding the surface: down over the fine range until it is met, and then again from a little above, to confirm. Where
 * nothing is met at the first point, the probe goes up all the way, the coarse axis down by less than what was looked at,
 * and so on, so many times at most.
 */
import { quantity, significant } from '../quantity';
import type { HopTraces } from '../records/hop';
import type {
  Evaluation,
  Experiment,
  Field,
  Findings,
  HandedOn,
  MapSpec,
  MeasuredMaps,
  PixelDetail,
  Recipe,
  Recorded,
  Reduction,
} from './experiment';
import { NO_FINDINGS, sortedNumbers } from './results/findings';
import { pauseField, programOf, type Line } from './program/hop-program';
import type { Step } from './program/step';
import {
  COARSE_PART,
  coarseFields,
  coarseProblems,
  reachOf,
  searchCounts,
  searchPath,
  stepDown,
} from './landing/coarse-search';
import { curvePlot, curvesOf } from './landing/landing-curves';
import { groundThrough, type Ground } from './landing/ground';
import { landingFields, landingSteps, leavingSteps } from './landing/landing';
import { landingProblem } from './landing/landed';
import { landingWarnings } from './landing/landing-expectation';
import { NANOMETRE, numberMap, PICOAMPERE } from './results/map-specs';
import { placesOf, pointsField, pointsPath } from './path/points';
import { LANDING_2014, LFP_2014, LTO_2020 } from './recipe/published-cells';
import { numberOf } from './recipe/recipe';
import { emptyReduction, exact } from './results/reduction';
import { footprintField } from './recipe/setup';

const DEGREE = { unit: '°', factor: 180 / Math.PI };
const MICROMETRE = { unit: 'µm', factor: 1e6 };

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

interface Surface {
  readonly height: number;
  /** From the lowest to the highest contact, m. */
  readonly apart: number;
  readonly confirmed: boolean;
  readonly reason: string;
}

function surfaceOf(hop: HopTraces, recipe: Recipe, recorded: Recorded): Surface {
  const heights = curvesOf(hop, recorded).flatMap((c) => (c.contact ? [c.end] : []));
  const wanted = numberOf(recipe, 'confirmations') + 1;
  if (heights.length === 0) {
    const reason = landingProblem(hop) || 'No approach was recorded.';
    return { height: NaN, apart: NaN, confirmed: false, reason: `${reason} ${furtherDown(recipe)}` };
  }
  const height = heights.reduce((a, b) => a + b, 0) / heights.length;
  const apart = Math.max(...heights) - Math.min(...heights);
  const text = quantity(significant(apart * 1e9, 2), 'nm');
  if (heights.length < wanted) {
    const reason = `Only ${String(heights.length)} of ${String(wanted)} approaches met it: a false contact, or a droplet that was lost.`;
    return { height, apart, confirmed: false, reason };
  }
  const confirmed = apart <= numberOf(recipe, 'agreement');
  const reason = confirmed
    ? `All ${String(wanted)} contacts lie within ${text}.`
    : `The contacts lie ${text} apart: one of them was false, or the surface moves.`;
  return { height, apart, confirmed, reason };
}

function furtherDown(recipe: Recipe): string {
  const most = quantity(significant(COARSE_PART * numberOf(recipe, 'maxTravel') * 1e6, 2), 'µm');
  return numberOf(recipe, 'coarseSteps') > 0
    ? 'At the first point a step of the coarse axis and another look follow, as long as there are steps left.'
    : `Move the coarse axis down by at most ${most}, with the probe at the top of its range, and run this again.`;
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

/** What later runs begin above: the highest contact, and what the recipe wants to stay clear of it; and how steep the ground is. */
function handsOn({ plane }: MeasuredMaps, recipe: Recipe): readonly HandedOn[] {
  const highest = sortedNumbers(plane('surface_height')).at(-1) ?? NaN;
  const { tilt, tiltError } = groundOf(plane('surface_height'), recipe) ?? { tilt: NaN, tiltError: NaN };
  return [
    { key: 'tilt', label: 'Tilt', value: tilt, error: tiltError, unit: 'rad', shown: DEGREE },
    {
      key: 'startHeight',
      label: 'First approach from z',
      value: highest + numberOf(recipe, 'startMargin'),
      error: NaN,
      unit: 'm',
      shown: MICROMETRE,
    },
  ];
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

function findings({ plane }: MeasuredMaps, recipe: Recipe): Findings {
  const apart = sortedNumbers(plane('disagreement'));
  const heights = sortedNumbers(plane('surface_height'));
  const points = placesOf(recipe).length;
  if (apart.length === 0) return NO_FINDINGS;
  const ground = groundOf(plane('surface_height'), recipe);
  return {
    ...NO_FINDINGS,
    headline: `Surface confirmed at ${String(heights.length)} of ${String(points)} points`,
    figures: [
      {
        key: 'surface_height',
        label: 'Highest surface',
        value: heights.at(-1) ?? NaN,
        unit: 'm',
        shown: MICROMETRE,
      },
      {
        key: 'disagreement',
        label: 'Contacts apart by at most',
        value: apart.at(-1) ?? NaN,
        unit: 'm',
        shown: NANOMETRE,
      },
      ...(ground
        ? [
            { key: 'tilt', label: 'Tilt of the ground', value: ground.tilt, unit: 'rad', shown: DEGREE },
            { key: 'roughness', label: 'rms off its plane', value: ground.rms, unit: 'm', shown: NANOMETRE },
          ].filter(({ value }) => Number.isFinite(value))
        : []),
    ],
  };
}

/** Null where fewer than three points, or all on one line, were confirmed. */
function groundOf(heights: ArrayLike<number>, recipe: Recipe): Ground | null {
  const contacts = placesOf(recipe).map((place, k) => ({ ...place, z: heights[k] ?? NaN }));
  return groundThrough(contacts.filter(({ z }) => Number.isFinite(z)));
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
        'setting of this program; landing as in Takahashi et al., Nat. Commun. 2014, 5, 5450, ten times slower',
      sample: 'lfp-composite-far',
      recipe: preset,
    },
    {
      id: 'levelling-survey',
      title: 'Levelling by nine contacts',
      source: 'setting of this program; landing as in Takahashi et al., Chem. Commun. 2020, 56, 9324',
      sample: 'lto-film',
      recipe: { ...levelling, points: SURVEY.flatMap((y) => SURVEY.flatMap((x) => [x, y])) },
    },
    {
      id: 'levelling-three-points',
      title: 'Levelling by three contacts',
      source: 'setting of this program; landing as in Takahashi et al., Chem. Commun. 2020, 56, 9324',
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
  handsOn,
};

export const surfaceEvaluation: Evaluation = {
  reduce,
  detail,
  expect: (recipe, amplifier) => ({
    headline: `${quantity(significant(reachOf(recipe) * 1e6, 2), 'µm')} within reach, ${String(numberOf(recipe, 'confirmations'))} times confirmed`,
    numbers: [],
    // The first approach goes down all of the fine range, not only from the retract height.
    warnings: landingWarnings(
      { ...recipe, retract: numberOf(recipe, 'maxTravel') },
      { points: pointsPath(recipe).points, x: [], y: [] },
      amplifier,
    ),
  }),
  findings,
  analysis: (recipe) => ({
    method: 'mean height of the contacts of a point, where all of its approaches met it and agree',
    agreement: numberOf(recipe, 'agreement'),
    start_margin: numberOf(recipe, 'startMargin'),
  }),
};
