/**
 * Current at a distance: the pipette finds the surface, withdraws to a distance, by the coarse axis if that is far, and listens
 * there while the sample's potentiostat drives the sample. What of the ion current is there at once, what comes with the salt.
 */
import { maskOf } from '../records/record';
import type { HopTraces } from '../records/hop';
import { quantity, significant } from '../quantity';
import { distanceFindings } from './distance/distance-findings';
import { listeningTimeline } from './distance/listening-timeline';
import type {
  Evaluation,
  Experiment,
  Field,
  MapSpec,
  Path,
  PixelDetail,
  Problem,
  Program,
  Recipe,
  Recorded,
} from './experiment';
import { holdsOf, channelOf, type Held } from './holds/holds';
import { HOP, hopFields, hopProgram } from './hopping/hop';
import { hopCurve } from './hopping/hop-curve';
import { hopDetail } from './hopping/hop-detail';
import { hopExpectation } from './hopping/hop-expectation';
import { distanceOf, ionPipetteFields } from './hopping/ion-pipette';
import { landingProblem } from './landing/landed';
import { placeFields } from './path/repeated';
import type { Line } from './program/hop-program';
import { COARSE_INTERVAL } from './program/timing';
import { seconds } from './recipe/field-units';
import { ION_PIPETTE } from './recipe/published-cells';
import { listOf, numberOf } from './recipe/recipe';
import { HEIGHT, NANOAMPERE, numberMap } from './results/map-specs';
import { emptyReduction, exact } from './results/reduction';
import { sampleHold, trackOf } from './track/sample-cycle';
import { driveFields, driveSeconds, sampleDrive, sampleReturn } from './track/sample-drive';

const GROUP = 'Listening';
const LISTENING = 'at the distance';
/** Of the coarse axis, m/s. */
const COARSE_RATE = 0.5e-3;
/** Readings of a hold that become planes of a map, at most. */
const MOST = 1000;

const fields: readonly Field[] = [
  {
    key: 'distances',
    group: GROUP,
    label: 'Distances',
    unit: 'µm',
    factor: 1e6,
    kind: 'list',
    min: 5e-6,
    max: 10e-3,
    length: [1, 20],
    explanation: 'From the surface, in the order in which they are visited. The coarse axis makes them.',
  },
  seconds({
    key: 'tipInterval',
    group: GROUP,
    label: 'Read the tip every',
    min: 1e-3,
    max: 60,
    explanation: 'Means over so long are kept of the ion current.',
  }),
  {
    key: 'bathConcentration',
    analysis: 'bath-concentration',
    group: GROUP,
    label: 'Salt of the bath',
    unit: 'M',
    factor: 1e-3,
    kind: 'number',
    min: 1e-3,
    max: 20e3,
    explanation: 'Where nothing flows; changes are told against it.',
  },
  {
    key: 'bathReach',
    analysis: 'bath-reach',
    group: GROUP,
    label: 'Still up to',
    unit: 'mm',
    factor: 1e3,
    kind: 'number',
    min: 0.1e-3,
    max: 1,
    explanation: 'Distance from the sample at which convection keeps the salt as it is.',
  },
  {
    key: 'saltDiffusivity',
    analysis: 'salt-diffusivity',
    group: GROUP,
    label: 'Diffusivity of the salt',
    unit: '10⁻⁶ cm²/s',
    factor: 1e10,
    kind: 'number',
    min: 1e-12,
    max: 1e-7,
    explanation: 'Taken where the run does not tell it: there the parts of the response rest on it.',
  },
];

const published: Recipe = {
  schema: 1,
  ...HOP,
  pipetteBias: 0.7,
  pointX: 44e-6,
  pointY: 47.5e-6,
  distances: [10e-6, 100e-6, 1000e-6, 3000e-6],
  tipInterval: 1,
  bathConcentration: 1000,
  bathReach: 12e-3,
  saltDiffusivity: 2.5e-10,
  drive: 'cycle',
  sampleStart: 1.7,
  sampleVertex: 0,
  sampleRate: 10e-3,
  sampleCycles: 1,
  sampleDensity: 4,
  driveTime: 900,
  pulseRest: 300,
  pulses: 2,
  sampleRest: 60,
  trackInterval: 1,
  sampleArea: 1e-4,
  ...ION_PIPETTE,
  sampleName: 'hard carbon film',
};

const countOf = (recipe: Recipe): number => listOf(recipe, 'distances').length;
const readingsOf = (recipe: Recipe): number =>
  Math.max(1, Math.round(driveSeconds(recipe) / numberOf(recipe, 'tipInterval')));

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
    shown: { unit: 'µm', factor: 1e6 },
    errors: false,
  }),
  numberMap({
    name: 'begin',
    title: 'First reading at the distance',
    unit: 's',
    shown: { unit: 's', factor: 1 },
    errors: false,
  }),
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

/** Down to the surface, up to the distance, held there between two marks that the track meets; and the coarse axis back. */
function visit(recipe: Recipe, distance: number, place: number): Line[] {
  const hop = hopProgram(recipe);
  const stop = distanceOf(recipe, numberOf(recipe, 'setpoint'));
  const far = distance - numberOf(recipe, 'retract') - stop;
  const coarse = (by: number): Line => [
    { verb: 'COARSE', distance: by, rate: COARSE_RATE, interval: COARSE_INTERVAL },
    by > 0 ? 'withdrawal' : 'back',
  ];
  const interval = numberOf(recipe, 'tipInterval');
  const lines = hop.steps.slice(0, -1).map((step, k): Line => [step, hop.labels[k] ?? '']);
  const level = numberOf(recipe, 'pipetteBias');
  return [
    ...lines,
    coarse(far),
    [{ verb: 'SYNC', mark: beginOf(place) }, ''],
    [
      { verb: 'HOLD', control: 'POTENTIAL', level, seconds: readingsOf(recipe) * interval, interval },
      LISTENING,
    ],
    [{ verb: 'SYNC', mark: beginOf(place) + 1 }, ''],
    coarse(-far),
    [{ verb: 'END' }, ''],
  ];
}

const beginOf = (place: number): number => 1 + 2 * place;

function program(recipe: Recipe): Program {
  const lines = listOf(recipe, 'distances').flatMap((distance, k) => visit(recipe, distance, k));
  const first = sampleHold(recipe, numberOf(recipe, 'sampleStart'), numberOf(recipe, 'trackInterval'), '');
  const track = listOf(recipe, 'distances').flatMap((_, k): Line[] => [
    ...(k > 0 ? sampleReturn(recipe) : []),
    [{ verb: 'SYNC', mark: beginOf(k) }, ''],
    ...sampleDrive(recipe),
    [{ verb: 'SYNC', mark: beginOf(k) + 1 }, ''],
  ]);
  return {
    ...hopProgram(recipe),
    steps: lines.map(([step]) => step),
    labels: lines.map(([, label]) => label),
    channelMask: maskOf('sample_potential', 'sample_current'),
    track: trackOf([first, ...track]),
  };
}

/** One visit a distance. */
function path(recipe: Recipe): Path {
  const at = { x: numberOf(recipe, 'pointX'), y: numberOf(recipe, 'pointY'), row: 0 };
  const points = Array.from({ length: countOf(recipe) }, (_, k) => ({ ...at, column: k, program: k }));
  return { points, rows: 1, columns: points.length, listed: true, x: points.map((_, k) => k + 1), y: [1] };
}

const listenedTo = (hop: HopTraces, recorded: Recorded): Held | undefined =>
  holdsOf(hop, recorded).find(({ label }) => label === LISTENING);

/** How far from the surface the tip was, m: where the withdrawal ended above where the way down did. */
function withdrawn(hop: HopTraces, recipe: Recipe, recorded: Recorded): number {
  const curve = hopCurve(hop, recorded);
  const place = recorded.steps.findIndex(
    (step, k) => step.verb === 'COARSE' && step.distance > 0 && hop.steps.has(k),
  );
  const z = hop.steps.get(place)?.channels.z?.at(-1);
  return curve?.felt && z !== undefined ? z - curve.end + distanceOf(recipe, curve.left) : NaN;
}

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
  return {
    ...landing,
    headline: `${quantity(significant(distance * 1e6), 'µm')} from the surface`,
    reason: landing.good
      ? 'The ion current while the sample was driven, as it was recorded.'
      : landing.reason,
    timelines: [
      listeningTimeline(
        [
          {
            name: 'tip',
            time: Float64Array.from({ length: held.trace.count }, (_, k) => k * held.trace.interval),
            current: channelOf(held.trace, 'tip_current'),
          },
        ],
        {
          time: Float64Array.from({ length: held.trace.count }, (_, k) => k * held.trace.interval),
          potential: channelOf(held.trace, 'sample_potential'),
          current: channelOf(held.trace, 'sample_current'),
        },
        [],
      ),
    ],
  };
}

function problems(recipe: Recipe): readonly Problem[] {
  const found: Problem[] = [];
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
  fields: [...driveFields, ...fields, ...hopFields, ...placeFields, ...ionPipetteFields],
  problems,
  program,
  path,
  pointCounts: (recipe) => listOf(recipe, 'distances').map(() => 1),
  maps,
  mainMap: 'response',
};

export const currentAtDistanceEvaluation: Evaluation = {
  reduce,
  detail,
  expect: (recipe, amplifier) => hopExpectation(recipe, countOf(recipe), amplifier),
  findings: distanceFindings,
  analysis: (recipe) => ({
    method:
      'logarithm of the ion current by least squares on the density at the sample (ohmic, at once) and on the salt that it moves by diffusion in one dimension up to a still distance; salt diffusivity by the least sum of squares, with its 95 % interval',
    sample_area: numberOf(recipe, 'sampleArea'),
    bath_concentration: numberOf(recipe, 'bathConcentration'),
    bath_reach: numberOf(recipe, 'bathReach'),
    salt_diffusivity: numberOf(recipe, 'saltDiffusivity'),
    pipette_radius: numberOf(recipe, 'pipetteRadius'),
    half_cone_angle: numberOf(recipe, 'halfConeAngle'),
    wall_ratio: numberOf(recipe, 'wallRatio'),
  }),
};
