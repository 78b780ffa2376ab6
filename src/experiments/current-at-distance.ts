/**
 * Current at a distance: the pipette finds the surface, withdraws to a distance, by the coarse axis if that is far, and listens
 * there while the sample's potentiostat drives the sample. What of the ion current is there at once, what comes with the salt.
 */
import type { HopTraces } from '../records/hop';
import { quantity, significant } from '../quantity';
import {
  calibrationFields,
  calibrationParameters,
  calibrationProblems,
  NO_CALIBRATION,
} from './calibration/applied-calibration';
import { distanceFindings } from './distance/distance-findings';
import {
  listenedTo,
  listeningFields,
  listeningPath,
  listeningProgram,
  readingsOf,
  withdrawn,
} from './distance/listening';
import { listeningTimeline } from './distance/listening-timeline';
import type { Evaluation, Experiment, MapSpec, Problem, Recipe, Recorded } from './experiment';
import type { PixelDetail } from './shown';
import { channelOf } from './holds/holds';
import { HOP, hopFields } from './hopping/hop';
import { hopCurve } from './hopping/hop-curve';
import { hopDetail } from './hopping/hop-detail';
import { hopExpectation } from './hopping/hop-expectation';
import { ionPipetteFields, tipParameters } from './hopping/ion-pipette';
import { landingProblem } from './landing/landed';
import { placeFields } from './path/repeated';
import { HARD_CARBON } from './recipe/published-cells';
import { listOf, numberOf } from './recipe/recipe';
import { HEIGHT, MICROMETRE, NANOAMPERE, numberMap, timeMap } from './results/map-specs';
import { emptyReduction, exact } from './results/reduction';
import { CYCLE } from './track/sample-cycle';
import { driveFields } from './track/sample-drive';

/** Readings of a hold that become planes of a map, at most. */
const MOST = 1000;

const published: Recipe = {
  schema: 1,
  ...HOP,
  pipetteBias: 0.7,
  pointX: 44e-6,
  pointY: 47.5e-6,
  distances: [10e-6, 100e-6, 1000e-6, 3000e-6],
  tipInterval: 1,
  bathConcentration: 1000,
  ...NO_CALIBRATION,
  bathReach: 12e-3,
  saltDiffusivity: 2.5e-10,
  drive: 'cycle',
  ...CYCLE,
  sampleRate: 10e-3,
  sampleDensity: 4,
  driveTime: 900,
  pulseRest: 300,
  pulses: 2,
  sampleRest: 60,
  sampleArea: 1e-4,
  ...HARD_CARBON,
};

const maps = (recipe: Recipe): readonly MapSpec[] => [
  numberMap({
    name: 'response',
    title: 'Greatest change of the ion current',
    unit: 'A',
    shown: NANOAMPERE,
    errors: false,
  }),
  HEIGHT,
  numberMap({
    name: 'distance',
    title: 'Distance from the surface',
    unit: 'm',
    shown: MICROMETRE,
    errors: false,
  }),
  timeMap('begin', 'First reading at the distance'),
  numberMap({
    name: 'tip_current',
    title: 'Ion current at the distance',
    unit: 'A',
    shown: NANOAMPERE,
    errors: false,
    axis: {
      name: 'time',
      unit: 's',
      values: Array.from({ length: readingsOf(recipe) }, (_, k) => k * numberOf(recipe, 'tipInterval')),
    },
  }),
];

const NOTHING = 'No current was recorded at the distance.';

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): ReturnType<Evaluation['reduce']> {
  const { reduction, write } = emptyReduction(maps(recipe));
  const [curve, held] = [hopCurve(hop, recorded), listenedTo(hop, recorded)];
  if (!curve?.felt || !held) return { ...reduction, reason: landingProblem(hop) || NOTHING };
  const current = channelOf(held.trace, 'tip_current');
  const known = current.filter(Number.isFinite);
  write('height', exact(curve.end));
  write('distance', exact(withdrawn(hop, recipe, recorded)));
  write('begin', exact(held.trace.start));
  write(
    'response',
    exact(
      known.reduce((a, b) => Math.max(a, b), -Infinity) - known.reduce((a, b) => Math.min(a, b), Infinity),
    ),
  );
  current.subarray(0, readingsOf(recipe)).forEach((i, k) => write('tip_current', exact(i), k));
  return { ...reduction, reason: 'The ion current at the distance, as it was recorded.' };
}

function detail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const [landing, held] = [hopDetail(hop, recipe, recorded), listenedTo(hop, recorded)];
  if (!held) return { ...landing, good: false, reason: landing.good ? NOTHING : landing.reason };
  const distance = withdrawn(hop, recipe, recorded);
  const { count, interval } = held.trace;
  const time = Float64Array.from({ length: count }, (_, k) => k * interval);
  return {
    ...landing,
    headline: `${quantity(significant(distance * 1e6), 'µm')} from the surface`,
    reason: landing.good
      ? 'The ion current while the sample was driven, as it was recorded.'
      : landing.reason,
    timelines: [
      listeningTimeline([{ name: 'tip', time, current: channelOf(held.trace, 'tip_current') }], {
        time,
        potential: channelOf(held.trace, 'sample_potential'),
        current: channelOf(held.trace, 'sample_current'),
      }),
    ],
  };
}

function problems(recipe: Recipe): readonly Problem[] {
  const found: Problem[] = [...calibrationProblems(recipe)];
  if (listOf(recipe, 'distances').some((d) => d < 2 * numberOf(recipe, 'retract')))
    found.push({ key: 'distances', message: 'Distances: at least twice the hop height.' });
  if (readingsOf(recipe) > MOST)
    found.push({
      key: 'tipInterval',
      message: `Read the tip every: at most ${String(MOST)} readings a distance.`,
    });
  return found;
}

export const currentAtDistance: Experiment = {
  id: 'current-at-distance',
  title: 'Current at a distance',
  summary:
    'The ion current at distances from a sample while it is cycled: what is there at once, and what the salt brings.',
  presets: [
    {
      id: 'hard-carbon-distance-cv',
      title: 'Hard carbon at 10 mV/s, 10 µm to 3 mm away',
      source: 'Takahashi et al., operando SICM of hard carbon, Fig. 3a, b',
      sample: 'hard-carbon',
      mechanism:
        'The current of the film lowers the potential of the bath up to the reference, at once and everywhere; near the film it also uses up the salt.',
      recipe: published,
    },
    {
      id: 'hard-carbon-distance-constant',
      title: 'Hard carbon at 0.4 mA/cm², 10 µm away',
      source: 'Takahashi et al., operando SICM of hard carbon, Fig. 3c, d',
      sample: 'hard-carbon',
      recipe: { ...published, distances: [10e-6], drive: 'constant', driveTime: 1980, tipInterval: 5 },
    },
    {
      id: 'hard-carbon-distance-gitt',
      title: 'Hard carbon, pulses of 0.8 mA/cm² (GITT)',
      source: 'Takahashi et al., operando SICM of hard carbon, Fig. 3e',
      sample: 'hard-carbon',
      mechanism:
        'Switching the current changes the potential of the bath at once, by the same amount at any state of charge.',
      recipe: {
        ...published,
        distances: [10e-6, 100e-6, 3000e-6],
        drive: 'pulses',
        sampleDensity: 8,
        driveTime: 120,
        sampleRest: 60,
      },
      published: [
        {
          figure: 'switching_step',
          quantity: 'ion current on switching 0.8 mA/cm², Fig. 3e',
          value: 0.35e-9,
        },
      ],
    },
  ],
  fields: [
    ...driveFields,
    ...listeningFields,
    ...hopFields,
    ...placeFields,
    ...ionPipetteFields,
    ...calibrationFields,
  ],
  problems,
  program: listeningProgram,
  path: listeningPath,
  pointCounts: (recipe) => listOf(recipe, 'distances').map(() => 1),
  maps,
  mainMap: 'response',
};

export const currentAtDistanceEvaluation: Evaluation = {
  reduce,
  detail,
  expect: (recipe, amplifier) => hopExpectation(recipe, listOf(recipe, 'distances').length, amplifier),
  findings: distanceFindings,
  analysis: (recipe) => ({
    method:
      'logarithm of the ion current by least squares on the density at the sample (ohmic, at once) and on the salt that it moves by diffusion in one dimension up to a still distance; salt diffusivity by the least sum of squares, with its 95 % interval; where a calibration is taken, the current less its ohmic part as a concentration by the straight line',
    sample_area: numberOf(recipe, 'sampleArea'),
    bath_concentration: numberOf(recipe, 'bathConcentration'),
    bath_reach: numberOf(recipe, 'bathReach'),
    salt_diffusivity: numberOf(recipe, 'saltDiffusivity'),
    ...tipParameters(recipe),
    ...calibrationParameters(recipe),
  }),
};
