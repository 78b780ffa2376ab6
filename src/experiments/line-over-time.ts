/**
 * Line against time: the hops of an ion-conductance pipette over a line, pass after pass, while the sample's potentiostat charges
 * and discharges the film below. Where it swells and comes off, and what the current above it does meanwhile.
 */
import type { HopTraces } from '../records/hop';
import { quantity, significant } from '../quantity';
import type { Evaluation, Experiment, Field, MapSpec, Program, Recipe, Recorded } from './experiment';
import { HOP, hopFields, hopProgram, SPARSE } from './hopping/hop';
import { hopDetail } from './hopping/hop-detail';
import { hopExpectation } from './hopping/hop-expectation';
import { ionPipetteFields, tipParameters } from './hopping/ion-pipette';
import { lineFindings } from './hopping/line-findings';
import { curveMode, profileOf } from './hopping/profile';
import { levelsIn, profileFields, profileMap } from './hopping/profile-map';
import { TIMED_MAPS, writeTimed } from './hopping/timed-hop';
import { lineFields } from './path/line';
import { passesCounts, passesFields, passesPath } from './path/passes';
import { predict } from './program/prediction';
import { HARD_CARBON } from './recipe/published-cells';
import { numberOf } from './recipe/recipe';
import { NANOAMPERE, numberMap } from './results/map-specs';
import { emptyReduction, exact } from './results/reduction';
import { CYCLE, cycledFields, endsEarly, restedCycle, trackOf } from './track/sample-cycle';
import { SAMPLE_CHANNELS } from './track/sample-maps';
import { filmThicknessField } from './track/film-thickness';

const published: Recipe = {
  schema: 1,
  ...HOP,
  pipetteBias: 0.7,
  retract: 2e-6,
  relief: 0.3e-6,
  lineX: 36e-6,
  lineY: 47.5e-6,
  lineEndX: 56e-6,
  lineEndY: 47.5e-6,
  linePoints: 40,
  passes: 272,
  passPause: 46,
  profileDepth: 0.6e-6,
  profileLevels: 41,
  ...CYCLE,
  filmThickness: 28e-6,
  ...HARD_CARBON,
};

const maps = (recipe: Recipe): readonly MapSpec[] => [
  ...TIMED_MAPS,
  numberMap({
    name: 'mode_current',
    title: 'Mode of the current',
    unit: 'A',
    shown: NANOAMPERE,
    errors: false,
  }),
  profileMap(recipe),
];

const fields: readonly Field[] = [
  ...cycledFields,
  filmThicknessField,
  ...hopFields,
  ...profileFields,
  ...lineFields,
  ...passesFields,
  ...ionPipetteFields,
];

/** A hop, and a hop after the wait between passes. */
function program(recipe: Recipe): Program {
  const hop = hopProgram(recipe, SPARSE);
  const [move, ...rest] = hop.steps;
  const [label = '', ...labels] = hop.labels;
  const pause = numberOf(recipe, 'passPause');
  const first: Program['steps'] = [
    ...(move ? [move] : []),
    ...(pause > 0 ? [{ verb: 'WAIT', seconds: pause } as const] : []),
    ...rest,
  ];
  return {
    ...hop,
    steps: [...hop.steps, ...first],
    labels: [...hop.labels, label, ...(pause > 0 ? [''] : []), ...labels],
    channelMask: SAMPLE_CHANNELS,
    track: trackOf(restedCycle(recipe)),
  };
}

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): ReturnType<Evaluation['reduce']> {
  const { reduction, write } = emptyReduction(maps(recipe));
  const curve = writeTimed(hop, recorded, write);
  if (typeof curve === 'string') return { ...reduction, reason: curve };
  write('mode_current', exact(curveMode(curve)));
  profileOf(curve, levelsIn(recipe)).forEach((i, level) => write('approach_current', exact(i), level));
  return {
    ...reduction,
    reason: 'Height where the bridge had stopped for the setpoint, and the curve above it.',
  };
}

function expect(
  recipe: Recipe,
  amplifier: Parameters<Evaluation['expect']>[1],
): ReturnType<Evaluation['expect']> {
  const hops = numberOf(recipe, 'passes') * numberOf(recipe, 'linePoints');
  const foreseen = hopExpectation(recipe, hops, amplifier);
  const each = predict(lineOverTime, recipe).seconds / numberOf(recipe, 'passes');
  const remedy = 'make more of them, or wait longer between them';
  return {
    ...foreseen,
    numbers: [
      ...foreseen.numbers,
      {
        label: 'From pass to pass',
        text: quantity(significant(each, 3), 's'),
        title: 'With the wait between them; so far apart in time are the heights of a point',
      },
      {
        label: 'Sweep within a pass',
        text: quantity(significant(each * numberOf(recipe, 'sampleRate') * 1e3, 2), 'mV'),
        title: 'By which the potential of the sample changes meanwhile',
      },
    ],
    warnings: [...foreseen.warnings, ...endsEarly(lineOverTime, recipe, 'passes', remedy)],
  };
}

export const lineOverTime: Experiment = {
  id: 'line-over-time',
  title: 'Line against time',
  summary:
    'The height of a line, again and again, while the film is charged and discharged: where it swells, where it comes off.',
  presets: [
    {
      id: 'hard-carbon-line',
      title: 'Hard carbon at 0.3 mV/s, a line again and again',
      source: 'Takahashi et al., operando SICM of hard carbon, Fig. 5c–e',
      sample: 'hard-carbon',
      mechanism:
        'All of the film swells in two stages and shrinks again; flakes that come off when it is nearly full stay away.',
      recipe: published,
      published: [
        { figure: 'swelling_1', quantity: 'first stage along a line, of 28 µm, Fig. 5b, d', value: 0.0411 },
        { figure: 'swelling_2', quantity: 'second stage along a line, of 28 µm, Fig. 5b, d', value: 0.0178 },
      ],
    },
  ],
  fields,
  problems: () => [],
  program,
  path: passesPath,
  pointCounts: passesCounts,
  maps,
  mainMap: 'height',
};

export const lineOverTimeEvaluation: Evaluation = {
  reduce,
  detail: hopDetail,
  expect,
  findings: lineFindings,
  analysis: (recipe) => ({
    method:
      'height: z at standstill after the ion current fell to the setpoint; rise of a pass: median over the points; drift of a warming instrument where no charge has passed; stages: between the slowest places of the rise; currents: means on even levels above the end of each approach, mode by half samples',
    film_thickness: numberOf(recipe, 'filmThickness'),
    profile_depth: numberOf(recipe, 'profileDepth'),
    profile_levels: numberOf(recipe, 'profileLevels'),
    ...tipParameters(recipe),
  }),
};
