/**
 * Topography series: the same area again and again, at one potential of the sample or one state of charge after the other, each
 * after a rest. A movie of the surface, what has changed since the first frame, what stays changed, and where something came off.
 */
import type { HopTraces } from '../records/hop';
import type { Evaluation, Experiment, Field, MapSpec, Path, Program, Recipe, Recorded } from './experiment';
import { HOP, hopFields, hopProgram, SPARSE } from './hopping/hop';
import { hopCurve } from './hopping/hop-curve';
import { hopDetail, NO_APPROACH } from './hopping/hop-detail';
import { hopExpectation } from './hopping/hop-expectation';
import { ionPipetteFields, tipParameters } from './hopping/ion-pipette';
import { seriesFindings } from './hopping/series-findings';
import { approachOf, landingProblem, programOfHop } from './landing/landed';
import { gridCount, gridFields, gridPath } from './path/grid';
import { square } from './path/squares';
import type { Line } from './program/hop-program';
import { HARD_CARBON } from './recipe/published-cells';
import { numberOf } from './recipe/recipe';
import { HEIGHT, NANOMETRE, numberMap, timeMap } from './results/map-specs';
import { emptyReduction, exact } from './results/reduction';
import {
  frameFields,
  frameProblems,
  framesTrack,
  isByCurrent,
  marksOf,
  potentialsOf,
} from './track/sample-frames';

const fields: readonly Field[] = [
  ...frameFields,
  {
    key: 'detachedDepth',
    analysis: 'detached-depth',
    group: 'Analysis',
    label: 'Detached is what sank by',
    unit: 'nm',
    factor: 1e9,
    kind: 'number',
    min: 1e-9,
    max: 100e-6,
    explanation:
      'Below the median change of its frame: drift and swelling are the same for all, what came off is not.',
  },
];

const DOWN = [1.7, 1.5, 1.3, 1.1, 0.9, 0.7, 0.5, 0.3, 0.1];
const UP = [0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6];

const published: Recipe = {
  ...square(20e-6, 64),
  ...HOP,
  pipetteBias: 0.7,
  retract: 3e-6,
  relief: 0.5e-6,
  samplePotentials: [...DOWN, ...UP],
  reachedBy: 'potential',
  sampleDensity: 4,
  driveTime: 2500,
  sampleArea: 1e-4,
  sampleRest: 300,
  trackInterval: 1,
  detachedDepth: 400e-9,
  ...HARD_CARBON,
};

function maps(recipe: Recipe): readonly MapSpec[] {
  const values = potentialsOf(recipe);
  const frames = isByCurrent(recipe)
    ? { name: 'frame', unit: '', values: values.map((_, k) => k + 1) }
    : { name: 'sample_potential', unit: 'V', values };
  const axis = { ...frames, programs: values.map((_, k) => k) };
  const change = { unit: 'm', shown: NANOMETRE, errors: false };
  return [
    { ...HEIGHT, axis },
    numberMap({
      name: 'height_change',
      title: 'Change since the first frame',
      ...change,
      axis,
      difference: ['height', 'height'],
    }),
    numberMap({
      name: 'irreversible_change',
      title: 'Change that stays',
      ...change,
      difference: ['last_height', 'height'],
    }),
    numberMap({
      name: 'last_height',
      title: 'Height in the last frame',
      ...change,
      program: values.length - 1,
    }),
    timeMap('time', 'Time of the hop', { axis }),
  ];
}

/** A program a frame: at its marks, which the first hop of the frame waits for where it was before, and down and up again. */
function program(recipe: Recipe): Program {
  const hop = hopProgram(recipe, SPARSE);
  const lines = hop.steps.map((step, k): Line => [step, hop.labels[k] ?? '']);
  const all = potentialsOf(recipe).flatMap((_, frame) => [...marksOf(frame), ...lines]);
  return {
    ...hop,
    steps: all.map(([step]) => step),
    labels: all.map(([, label]) => label),
    track: framesTrack(recipe),
  };
}

function path(recipe: Recipe): Path {
  const grid = gridPath(recipe);
  const points = potentialsOf(recipe).flatMap((_, frame) =>
    grid.points.map((point) => ({ ...point, program: frame })),
  );
  return { ...grid, points };
}

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): ReturnType<Evaluation['reduce']> {
  const { reduction, write } = emptyReduction(maps(recipe));
  const [curve, approach] = [hopCurve(hop, recorded), approachOf(hop, recorded)];
  if (!curve?.felt || !approach) return { ...reduction, reason: landingProblem(hop) || NO_APPROACH };
  const frame = programOfHop(hop, recorded);
  write('height', exact(curve.end), frame);
  write('time', exact(approach.start + (approach.count - 1) * approach.interval), frame);
  if (frame === potentialsOf(recipe).length - 1) write('last_height', exact(curve.end));
  return { ...reduction, reason: 'Height where the bridge had stopped for the setpoint.' };
}

export const topographySeries: Experiment = {
  id: 'topography-series',
  title: 'Topography over potential',
  summary:
    'The heights of an area at one potential or state of charge of the sample after the other: what swells, stays, comes off.',
  presets: [
    {
      id: 'hard-carbon-series',
      title: 'Hard carbon, 1.7 to 0.1 to 1.6 V',
      source: 'Takahashi et al., operando SICM of hard carbon, Fig. 4a, with a quarter of its pixels',
      sample: 'hard-carbon',
      mechanism:
        'The flakes rise together in two stages; some of them come off once the film is nearly full, and stay away.',
      recipe: published,
    },
    {
      id: 'hard-carbon-charge',
      title: 'Hard carbon at 0, 100 and 0 % of charge',
      source: 'Takahashi et al., operando SICM of hard carbon, Fig. 4c, over the area of Fig. 4a',
      sample: 'hard-carbon',
      mechanism:
        'A constant current fills the film and empties it again; each map is made at open circuit. What came off while the film was nearly full stays away.',
      recipe: {
        ...published,
        pipetteBias: 0.8,
        samplePotentials: [1.7, 0, 1.7],
        reachedBy: 'current',
      },
      published: [
        { figure: 'charge_left', quantity: 'state of charge of the third image, Fig. 4c', value: 0 },
      ],
    },
  ],
  fields: [...fields, ...hopFields, ...gridFields, ...ionPipetteFields],
  problems: frameProblems,
  program,
  path,
  pointCounts: (recipe) => potentialsOf(recipe).map(() => gridCount(recipe)),
  maps,
  mainMap: 'height',
};

export const topographySeriesEvaluation: Evaluation = {
  reduce,
  detail: hopDetail,
  expect: (recipe, amplifier) =>
    hopExpectation(recipe, potentialsOf(recipe).length * gridCount(recipe), amplifier),
  findings: seriesFindings,
  analysis: (recipe) => ({
    method:
      'height: z at standstill after the ion current fell to the setpoint; changes pixel by pixel against the first frame; detached: sunk below the median change of the frame by more than a depth',
    detached_depth: numberOf(recipe, 'detachedDepth'),
    ...tipParameters(recipe),
  }),
};
