/**
 * Millimetre profile against time: the pipette finds the surface, withdraws, and is swept away from the sample and back by the
 * coarse axis, again and again, while the sample's potentiostat cycles it. How far into the bath the cycle reaches.
 */
import { maskOf } from '../records/record';
import type { HopTraces } from '../records/hop';
import { quantity, significant } from '../quantity';
import { sweepProfile } from './distance/profile';
import { profileFindings } from './distance/profile-findings';
import {
  coarseLine,
  levelCount,
  levelsOf,
  pitchOf,
  sweepFields,
  sweepLines,
  sweepPath,
} from './distance/sweep';
import type {
  Evaluation,
  Experiment,
  MapSpec,
  PixelDetail,
  Problem,
  Program,
  Recipe,
  Recorded,
} from './experiment';
import { HOP, hopFields, hopProgram } from './hopping/hop';
import { hopCurve } from './hopping/hop-curve';
import { hopDetail } from './hopping/hop-detail';
import { hopExpectation } from './hopping/hop-expectation';
import { ionPipetteFields } from './hopping/ion-pipette';
import { landingProblem } from './landing/landed';
import { placeFields } from './path/repeated';
import type { Line } from './program/hop-program';
import { predict } from './program/prediction';
import { ION_PIPETTE } from './recipe/published-cells';
import { numberOf } from './recipe/recipe';
import { HEIGHT, NANOAMPERE, numberMap, VOLT } from './results/map-specs';
import { emptyReduction, exact } from './results/reduction';
import {
  cycleFields,
  restField,
  sampleCycle,
  sampleHold,
  startField,
  trackIntervalField,
  trackOf,
  trackSeconds,
} from './track/sample-cycle';

/** Readings of a sweep that become planes of a map, at most. */
const MOST = 400;
/** Hops and track meet there once the pipette has withdrawn. */
const WITHDRAWN = 1;

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
  sampleStart: 1.7,
  sampleVertex: 0,
  sampleRate: 0.5e-3,
  sampleCycles: 1,
  sampleRest: 100,
  trackInterval: 1,
  ...ION_PIPETTE,
  sampleName: 'hard carbon film',
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
    shown: { unit: 'µm', factor: 1e6 },
    errors: false,
  }),
  numberMap({
    name: 'time',
    title: 'Middle of the sweep',
    unit: 's',
    shown: { unit: 's', factor: 1 },
    errors: false,
  }),
  numberMap({
    name: 'sample_potential',
    title: 'Potential of the sample',
    unit: 'V',
    shown: VOLT,
    errors: false,
  }),
  numberMap({
    name: 'sample_current',
    title: 'Current of the sample',
    unit: 'A',
    shown: { unit: 'mA', factor: 1e3 },
    errors: false,
  }),
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

/** Down to the surface, up to the top of the fine axis and away, and the first sweep; then a sweep alone, from where the last ended. */
function program(recipe: Recipe): Program {
  const hop = hopProgram(recipe);
  const landing = hop.steps.flatMap((step, k): Line[] => {
    if (step.verb === 'END') return [];
    const label = hop.labels[k] ?? '';
    return step.verb === 'RETRACT'
      ? [[{ ...step, distance: numberOf(recipe, 'maxTravel') }, 'all the way up']]
      : [[step, label]];
  });
  const settings = landing.filter(([{ verb }]) => verb === 'AMPLIFIER' || verb === 'BIAS');
  const end: Line = [{ verb: 'END' }, ''];
  const first: readonly Line[] = [
    ...landing,
    coarseLine(recipe, numberOf(recipe, 'nearDistance'), 'withdrawal'),
    [{ verb: 'SYNC', mark: WITHDRAWN }, ''],
    ...sweepLines(recipe),
    end,
  ];
  const lines = [...first, ...settings, ...sweepLines(recipe), end];
  const [level, rest] = [numberOf(recipe, 'sampleStart'), numberOf(recipe, 'sampleRest')];
  return {
    ...hop,
    steps: lines.map(([step]) => step),
    labels: lines.map(([, label]) => label),
    channelMask: maskOf('sample_potential', 'sample_current'),
    track: trackOf([
      sampleHold(recipe, level, numberOf(recipe, 'trackInterval'), 'start'),
      [{ verb: 'SYNC', mark: WITHDRAWN }, ''],
      sampleHold(recipe, level, rest, 'rest'),
      sampleCycle(recipe),
      sampleHold(recipe, level, rest, 'rest'),
    ]),
  };
}

const NOTHING = 'No sweep there and back was recorded.';

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): ReturnType<Evaluation['reduce']> {
  const { reduction, write } = emptyReduction(maps(recipe));
  const curve = hopCurve(hop, recorded);
  if (curve?.felt) write('height', exact(curve.end));
  const profile = sweepProfile(hop, recorded, levelsOf(recipe));
  if (!profile) return { ...reduction, reason: landingProblem(hop) || NOTHING };
  write('lowest', exact(profile.lowest));
  write('time', exact(profile.time));
  write('sample_potential', exact(profile.samplePotential));
  write('sample_current', exact(profile.sampleCurrent));
  write('near_current', exact(profile.current[0] ?? NaN));
  profile.current.forEach((i, level) => write('profile_current', exact(i), level));
  return { ...reduction, reason: landingProblem(hop) || 'Mean of there and back at each height.' };
}

function detail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const levels = levelsOf(recipe);
  const profile = sweepProfile(hop, recorded, levels);
  const problem = landingProblem(hop);
  const landed = hopCurve(hop, recorded) ? hopDetail(hop, recipe, recorded) : null;
  if (!profile)
    return {
      ...(landed ?? { numbers: [], plots: [] }),
      headline: 'No sweep',
      reason: problem || NOTHING,
      good: false,
    };
  return {
    headline: `Nearest ${quantity(significant((profile.current[0] ?? NaN) * 1e9, 4), 'nA')}`,
    reason: problem || 'Mean of there and back at each height.',
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

function problems(recipe: Recipe): readonly Problem[] {
  return levelCount(recipe) > MOST
    ? [
        {
          key: 'sweepRate',
          message: `Sweep rate: at most ${String(MOST)} readings on a way; sweep faster, or less far.`,
        },
      ]
    : [];
}

function expect(
  recipe: Recipe,
  amplifier: Parameters<Evaluation['expect']>[1],
): ReturnType<Evaluation['expect']> {
  const foreseen = hopExpectation(recipe, 1, amplifier);
  const { track } = program(recipe);
  const driven = track ? trackSeconds(track) : 0;
  const { seconds } = predict(millimetreProfile, recipe);
  const each = seconds / numberOf(recipe, 'sweeps');
  const needed = numberOf(recipe, 'nearDistance') + numberOf(recipe, 'sweepLength');
  const warnings = [...foreseen.warnings];
  if (seconds < driven) {
    const [last, all] = [seconds, driven].map((s) => quantity(significant(s / 3600, 2), 'h'));
    warnings.push(
      `The sweeps end after ${last ?? ''}, the program of the sample after ${all ?? ''}: make more of them.`,
    );
  }
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
    warnings,
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
    startField,
    ...cycleFields,
    restField,
    trackIntervalField,
    ...sweepFields,
    ...hopFields,
    ...placeFields,
    ...ionPipetteFields,
  ],
  problems,
  program,
  path: sweepPath,
  pointCounts: (recipe) => [1, numberOf(recipe, 'sweeps') - 1],
  maps,
  mainMap: 'near_current',
};

export const millimetreProfileEvaluation: Evaluation = {
  reduce,
  detail,
  expect,
  findings: profileFindings,
  analysis: (recipe) => ({
    method:
      'mean ion current of there and back on even heights above the lowest of each sweep; distances from the height felt before the first sweep and the distance at the setpoint by the approach law of a conical pipette; onset: beyond five times the scatter at rest',
    sweep_length: numberOf(recipe, 'sweepLength'),
    pipette_radius: numberOf(recipe, 'pipetteRadius'),
    half_cone_angle: numberOf(recipe, 'halfConeAngle'),
    wall_ratio: numberOf(recipe, 'wallRatio'),
  }),
};
