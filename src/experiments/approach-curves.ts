/**
 * Approach curves: at every point of a list, down to the surface again and again, at several rates and biases; the curves
 * lie over each other, aligned at the contact.
 */
import { quantity, significant } from '../quantity';
import type { HopTraces } from '../records/hop';
import type { NoiseTable } from './landing/amplifier-noise';
import { rmsOf } from './landing/amplifier-noise';
import type {
  Expectation,
  Evaluation,
  Experiment,
  Field,
  Findings,
  MapSpec,
  MeasuredMaps,
  Recipe,
  Recorded,
  Reduction,
} from './experiment';
import type { PixelDetail } from './shown';
import { volts } from './recipe/field-units';
import { medianFigure, NO_FINDINGS, sortedNumbers } from './results/findings';
import { pauseField, programOf, type Line } from './program/hop-program';
import { curvePlot, curvesOf, type Curve } from './landing/landing-curves';
import { landingFields, landingSteps, leavingSteps } from './landing/landing';
import { landingProblem } from './landing/landed';
import { landingWarnings } from './landing/landing-expectation';
import { NANOMETRE, numberMap, PICOAMPERE } from './results/map-specs';
import { LISTED, pointsOf, pointsOrLineFields, pointsPath } from './path/points';
import { LANDING_2014, LFP_2014 } from './recipe/published-cells';
import { listOf, numberOf } from './recipe/recipe';
import { emptyReduction, exact } from './results/reduction';
import { footprintField } from './recipe/setup';

const FEMTOCOULOMB = { unit: 'fC', factor: 1e15 };
const GROUP = 'Approaches';

const fields: readonly Field[] = [
  {
    key: 'approachRates',
    group: GROUP,
    label: 'Approach rates',
    unit: 'nm/ms',
    factor: 1e6,
    kind: 'list',
    min: 1e-7,
    max: 1e-3,
    length: [1, 12],
    explanation: 'One approach each, at every bias.',
  },
  volts({
    key: 'biases',
    group: GROUP,
    label: 'Biases',
    kind: 'list',
    length: [1, 12],
    explanation: 'Potentials of the working electrode on the way down, one after the other.',
  }),
];

/** The fields of a landing that are not lists here. */
const ownLanding = landingFields.filter(({ key }) => key !== 'approachRate' && key !== 'approachBias');

const published: Recipe = {
  schema: 1,
  ...LISTED,
  ...LANDING_2014,
  relief: 0.1e-6,
  ...LFP_2014,
  points: [50e-6, 50e-6, 50.5e-6, 50e-6, 50e-6, 50.5e-6],
  approachRates: [20e-6],
  biases: [0.65, 0.65, 0.65],
};

interface Setting {
  readonly rate: number;
  readonly bias: number;
}

const settingsOf = (recipe: Recipe): Setting[] =>
  listOf(recipe, 'biases').flatMap((bias) => listOf(recipe, 'approachRates').map((rate) => ({ rate, bias })));

const labelOf = ({ rate, bias }: Setting, k: number): string =>
  `${String(k + 1)}: ${quantity(significant(rate * 1e6, 2), 'nm/ms')}, ${quantity(significant(bias), 'V')}`;

const maps = (recipe: Recipe): readonly MapSpec[] => {
  const axis = { name: 'approach', unit: '', values: settingsOf(recipe).map((_, k) => k + 1) };
  return [
    numberMap({ name: 'contact_current', title: 'Current at contact', unit: 'A', shown: PICOAMPERE, axis }),
    numberMap({ name: 'height', title: 'Height', unit: 'm', shown: NANOMETRE, errors: false, axis }),
    numberMap({
      name: 'transient_charge',
      title: 'Charge of the contact',
      unit: 'C',
      shown: FEMTOCOULOMB,
      errors: false,
      axis,
    }),
    numberMap({
      name: 'clear_noise',
      title: 'Noise clear of the surface',
      unit: 'A',
      shown: PICOAMPERE,
      errors: false,
      axis,
    }),
  ];
};

/** To the point once; then down and up again for every setting. */
function program(recipe: Recipe): ReturnType<Experiment['program']> {
  const settings = settingsOf(recipe);
  const [leave, end] = leavingSteps(recipe);
  const [move] = landingSteps(recipe);
  const pause = numberOf(recipe, 'pause');
  const lines = settings.flatMap((setting, k): Line[] => {
    const down = landingSteps({ ...recipe, approachRate: setting.rate, approachBias: setting.bias });
    const label = labelOf(setting, k);
    return [
      ...down.slice(1).map((step): Line => [step, step.verb === 'APPROACH' ? label : '']),
      ...(leave ? [[leave, 'retract curve'] as const] : []),
    ];
  });
  const begin: Line[] = [
    ...(move ? [[move, ''] as const] : []),
    ...(pause > 0 ? [[{ verb: 'WAIT', seconds: pause } as const, ''] as const] : []),
  ];
  return programOf(recipe, [...begin, ...lines, ...(end ? [[end, ''] as const] : [])]);
}

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): Reduction {
  const { reduction, write } = emptyReduction(maps(recipe));
  const curves = curvesOf(hop, recorded);
  curves.forEach((curve, plane) => {
    write('clear_noise', exact(curve.noise), plane);
    if (!curve.contact) return;
    write('height', exact(curve.end), plane);
    write('contact_current', { value: curve.atContact, error: curve.noise }, plane);
    write('transient_charge', exact(curve.charge), plane);
  });
  return { ...reduction, reason: landingProblem(hop) || reasonOf(curves) };
}

function reasonOf(curves: readonly Curve[]): string {
  const met = curves.filter((c) => c.contact).length;
  return curves.length === 0
    ? 'No approach was recorded.'
    : `${String(met)} of ${String(curves.length)} approaches met the surface.`;
}

function detail(hop: HopTraces, _: Recipe, recorded: Recorded): PixelDetail {
  const curves = curvesOf(hop, recorded);
  const met = curves.filter((c) => c.contact);
  const heights = met.map((c) => c.end * 1e9);
  const spread = Math.max(...heights) - Math.min(...heights);
  return {
    headline: met.length > 0 ? `${String(met.length)} contacts` : 'No contact',
    reason: landingProblem(hop) || reasonOf(curves),
    good: met.length > 0 && met.length === curves.length,
    numbers: [
      ...(met.length > 1
        ? [
            {
              label: 'Heights',
              text: quantity(significant(spread, 2), 'nm'),
              title: 'From the lowest to the highest contact of this point',
            },
          ]
        : []),
      ...met.map((c) => ({
        label: c.label,
        text: quantity(significant(c.atContact * 1e12), 'pA'),
        title: `Current when the bridge had stopped; noise on the way down ${quantity(significant(c.noise * 1e12, 2), 'pA')}`,
      })),
    ],
    plots: curvePlot(curves),
  };
}

function findings({ plane }: MeasuredMaps, recipe: Recipe): Findings {
  const settings = settingsOf(recipe);
  const [contact, height] = maps(recipe);
  if (!contact || !height || settings.every((_, k) => sortedNumbers(plane('clear_noise', k)).length === 0)) {
    return NO_FINDINGS;
  }
  const figures = settings.map((setting, k) =>
    medianFigure(
      `contact_current_${String(k + 1)}`,
      `Current at contact, ${labelOf(setting, k)}`,
      plane('contact_current', k),
      contact,
    ),
  );
  const rows = settings.map((setting, k) => {
    const middle = (map: string, factor: number): string =>
      significant(medianFigure('', '', plane(map, k), height).value * factor);
    return [
      labelOf(setting, k),
      String(sortedNumbers(plane('height', k)).length),
      middle('contact_current', 1e12),
      middle('transient_charge', 1e15),
      middle('clear_noise', 1e12),
    ];
  });
  const met = settings.reduce((sum, _, k) => sum + sortedNumbers(plane('height', k)).length, 0);
  return {
    ...NO_FINDINGS,
    headline: `${String(met)} contacts at ${String(pointsOf(recipe).length)} points`,
    figures,
    tables: [
      {
        title: 'Medians over the points',
        columns: ['approach', 'contacts', 'i at contact, pA', 'charge, fC', 'noise, pA'],
        rows,
      },
    ],
  };
}

function expect(recipe: Recipe, amplifier: NoiseTable): Expectation {
  const noise = rmsOf(amplifier, numberOf(recipe, 'fullScale'), numberOf(recipe, 'approachCutoff'));
  const [slowest] = sortedNumbers(listOf(recipe, 'approachRates'));
  const { points } = pointsPath(recipe);
  const all = { points: settingsOf(recipe).flatMap(() => points), x: [], y: [] };
  return {
    headline: `${String(settingsOf(recipe).length)} approaches at each of ${String(pointsOf(recipe).length)} points`,
    numbers: [
      {
        label: 'Noise clear of the surface',
        text: quantity(significant(noise * 1e12, 2), 'pA'),
        title: 'rms of the amplifier behind its filter',
      },
    ],
    warnings: landingWarnings({ ...recipe, approachRate: slowest ?? NaN }, all, amplifier),
  };
}

export const approachCurves: Experiment = {
  id: 'approach-curves',
  title: 'Approach curves',
  summary: 'The way down to the surface at several rates and biases, recorded and laid over each other.',
  presets: [
    {
      id: 'lfp-approach-curves',
      title: 'LFP, three approaches at 20 nm/ms',
      source: 'Takahashi et al., Nat. Commun. 2014, 5, 5450, Fig. 1b',
      sample: 'lfp-composite',
      recipe: published,
    },
  ],
  fields: [...pointsOrLineFields, ...fields, ...ownLanding, pauseField, footprintField],
  problems: () => [],
  program,
  path: pointsPath,
  pointCounts: (recipe) => [pointsOf(recipe).length],
  maps,
  mainMap: 'contact_current',
};

export const approachCurvesEvaluation: Evaluation = {
  reduce,
  detail,
  expect,
  findings,
  analysis: () => ({
    method:
      'height, current and charge where the bridge stopped for a contact; noise by the median absolute deviation of the curve before',
  }),
};
