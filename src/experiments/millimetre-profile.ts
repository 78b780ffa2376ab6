/**
 * Millimetre profile against time: the pipette finds the surface, withdraws, and is swept away from the sample and back by the
 * coarse axis, again and again, while the sample's potentiostat cycles it. How far into the bath the cycle reaches.
 */
import type { HopTraces } from '../records/hop';
import { quantity, significant } from '../quantity';
import {
  bathConcentrationField,
  calibrationFields,
  calibrationParameters,
  calibrationProblems,
  NO_CALIBRATION,
} from './calibration/applied-calibration';
import { sweepProfile } from './distance/profile';
import { MEAN_OF_BOTH, NO_SWEEP, profileDetail } from './distance/profile-detail';
import { profileFindings } from './distance/profile-findings';
import { levelCount, levelsOf, pitchOf, sweepFields, sweepPath, sweepProgram } from './distance/sweep';
import type { Evaluation, Experiment, MapSpec, Problem, Recipe, Recorded } from './experiment';
import { HOP, hopFields } from './hopping/hop';
import { hopCurve } from './hopping/hop-curve';
import { hopExpectation } from './hopping/hop-expectation';
import { ionPipetteFields, tipParameters } from './hopping/ion-pipette';
import { landingProblem } from './landing/landed';
import { placeFields } from './path/repeated';
import { predict } from './program/prediction';
import { HARD_CARBON } from './recipe/published-cells';
import { numberOf } from './recipe/recipe';
import { HEIGHT, MICROMETRE, NANOAMPERE, numberMap, timeMap } from './results/map-specs';
import { emptyReduction, exact } from './results/reduction';
import { CYCLE, cycledFields, endsEarly } from './track/sample-cycle';
import { SAMPLE_MAPS } from './track/sample-maps';

/** Readings of a sweep that become planes of a map, at most. */
const MOST = 400;

const published: Recipe = {
  schema: 1,
  ...HOP,
  pipetteBias: 0.7,
  retract: 2e-6,
  pointX: 44e-6,
  pointY: 47.5e-6,
  nearDistance: 0.1e-3,
  sweepLength: 2.5e-3,
  sweepRate: 0.5e-3,
  sweeps: 690,
  tracedDistances: [0.1e-3, 1.35e-3, 2.6e-3],
  bathConcentration: 1000,
  ...NO_CALIBRATION,
  ...CYCLE,
  sampleRate: 0.5e-3,
  sampleRest: 100,
  ...HARD_CARBON,
};

const maps = (recipe: Recipe): readonly MapSpec[] => [
  numberMap({
    name: 'near_current',
    title: 'Ion current at the nearest',
    unit: 'A',
    shown: NANOAMPERE,
    errors: false,
  }),
  HEIGHT,
  numberMap({
    name: 'lowest',
    title: 'Lowest height of the sweep',
    unit: 'm',
    shown: MICROMETRE,
    errors: false,
  }),
  timeMap('time', 'Middle of the sweep'),
  ...SAMPLE_MAPS,
  numberMap({
    name: 'profile_current',
    title: 'Ion current of the sweep',
    unit: 'A',
    shown: NANOAMPERE,
    errors: false,
    axis: {
      name: 'height_above_lowest',
      unit: 'mm',
      values: levelsOf(recipe).map((v) => Number((v * 1e3).toPrecision(6))),
    },
  }),
];

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): ReturnType<Evaluation['reduce']> {
  const { reduction, write } = emptyReduction(maps(recipe));
  const curve = hopCurve(hop, recorded);
  if (curve?.felt) write('height', exact(curve.end));
  const profile = sweepProfile(hop, recorded, levelsOf(recipe));
  if (!profile) return { ...reduction, reason: landingProblem(hop) || NO_SWEEP };
  write('lowest', exact(profile.lowest));
  write('time', exact(profile.time));
  write('sample_potential', exact(profile.samplePotential));
  write('sample_current', exact(profile.sampleCurrent));
  write('near_current', exact(profile.current[0] ?? NaN));
  profile.current.forEach((i, level) => write('profile_current', exact(i), level));
  return { ...reduction, reason: landingProblem(hop) || MEAN_OF_BOTH };
}

function problems(recipe: Recipe): readonly Problem[] {
  const message = `Sweep rate: at most ${String(MOST)} readings on a way; sweep faster, or less far.`;
  return [
    ...(levelCount(recipe) > MOST ? [{ key: 'sweepRate', message }] : []),
    ...calibrationProblems(recipe),
  ];
}

function expect(
  recipe: Recipe,
  amplifier: Parameters<Evaluation['expect']>[1],
): ReturnType<Evaluation['expect']> {
  const foreseen = hopExpectation(recipe, 1, amplifier);
  const each = predict(millimetreProfile, recipe).seconds / numberOf(recipe, 'sweeps');
  const needed = numberOf(recipe, 'nearDistance') + numberOf(recipe, 'sweepLength');
  return {
    ...foreseen,
    numbers: [
      ...foreseen.numbers,
      {
        label: 'From sweep to sweep',
        text: quantity(significant(each, 3), 's'),
        title: `The potential of the sample changes by ${quantity(significant(each * numberOf(recipe, 'sampleRate') * 1e3, 2), 'mV')} meanwhile`,
      },
      {
        label: 'Readings',
        text: `every ${quantity(significant(pitchOf(recipe) * 1e6, 3), 'µm')}`,
        title: 'Of the distance, on each way',
      },
      {
        label: 'Free way of the coarse axis',
        text: quantity(significant(needed * 1e3, 3), 'mm'),
        title: 'Needed above where it stands at the start; checked before anything moves',
      },
    ],
    warnings: [...foreseen.warnings, ...endsEarly(millimetreProfile, recipe, 'sweeps', 'make more of them')],
  };
}

export const millimetreProfile: Experiment = {
  id: 'millimetre-profile',
  title: 'Millimetre profile against time',
  summary:
    'The ion current over millimetres above a sample, swept again and again while it is cycled: how far the cycle reaches.',
  presets: [
    {
      id: 'hard-carbon-millimetres',
      title: 'Hard carbon at 0.5 mV/s, 0.1 to 2.6 mm away',
      source: 'Takahashi et al., operando SICM of hard carbon, Fig. 6',
      sample: 'hard-carbon',
      mechanism:
        'What the film takes up lowers the potential of the bath up to the reference, at once, and uses up the salt near the film, from where it spreads by diffusion.',
      recipe: published,
      published: [
        { figure: 'onset_potential', quantity: 'onset of the change, Fig. 6c point A', value: 0.8 },
        { figure: 'near_distance', quantity: 'nearest distance, Fig. 6a', value: 0.1e-3 },
      ],
    },
  ],
  fields: [
    ...cycledFields,
    ...sweepFields,
    ...hopFields,
    ...placeFields,
    ...ionPipetteFields,
    bathConcentrationField,
    ...calibrationFields,
  ],
  problems,
  program: sweepProgram,
  path: sweepPath,
  pointCounts: (recipe) => [1, numberOf(recipe, 'sweeps') - 1],
  maps,
  mainMap: 'near_current',
};

export const millimetreProfileEvaluation: Evaluation = {
  reduce,
  detail: profileDetail,
  expect,
  findings: profileFindings,
  analysis: (recipe) => ({
    method:
      'mean ion current of there and back on even heights above the lowest of each sweep; distances from the height felt before the first sweep and the distance at the setpoint by the approach law of a conical pipette; onset: beyond five times the scatter at rest; where a calibration is taken, the current as a concentration by the straight line',
    sweep_length: numberOf(recipe, 'sweepLength'),
    bath_concentration: numberOf(recipe, 'bathConcentration'),
    ...tipParameters(recipe),
    ...calibrationParameters(recipe),
  }),
};
