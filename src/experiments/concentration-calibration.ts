/**
 * Concentration calibration: the ion current of a pipette in solutions of known concentration, one after the other, and the
 * straight line through them, which later runs take to tell a concentration from a current.
 */
import { quantity, significant, withError } from '../quantity';
import type { HopTraces } from '../records/hop';
import { calibrationFindings, handedCalibration } from './calibration/calibration-findings';
import type { Evaluation, Experiment, Field, MapSpec, Problem, Recipe, Recorded } from './experiment';
import type { PixelDetail } from './shown';
import { heldPlot } from './holds/hold-plot';
import { heldNoise, holdsOf, meanCurrent, type Held } from './holds/holds';
import { hopNoise } from './hopping/hop-expectation';
import { expectedCurrent, ionPipetteFields, tipParameters } from './hopping/ion-pipette';
import { landingFields } from './landing/landing';
import { placesOf, pointsField, pointsPath } from './path/points';
import { seconds, volts } from './recipe/field-units';
import { ION_PIPETTE } from './recipe/published-cells';
import { listOf, numberOf } from './recipe/recipe';
import { NANOAMPERE, numberMap } from './results/map-specs';
import { emptyReduction } from './results/reduction';

const GROUP = 'Solutions';
const MEASURED = 'in the solution';
/** Samples of a hold. */
const SAMPLES = 200;

const amplifierFields = landingFields
  .filter(({ key }) => key === 'fullScale' || key === 'approachCutoff')
  .map((field): Field => {
    const filter = { label: 'Filter', explanation: 'Cut-off of the amplifier (−3 dB): lower is quieter.' };
    return { ...field, group: 'Amplifier', ...(field.key === 'approachCutoff' ? filter : {}) };
  });

const fields: readonly Field[] = [
  {
    key: 'concentrations',
    group: GROUP,
    label: 'Concentrations',
    unit: 'M',
    factor: 1e-3,
    kind: 'list',
    min: 1e-3,
    max: 20e3,
    length: [4, 100],
    explanation: 'Of the salt in the solution at each point, in the order of the points.',
  },
  volts({
    key: 'pipetteBias',
    group: GROUP,
    label: 'Bias of the pipette',
    explanation: 'Against the electrode in the solution. The line holds for this bias alone.',
  }),
  seconds({
    key: 'settleTime',
    group: GROUP,
    label: 'Settle for',
    explanation: 'Until the salt within the opening has come to rest with the solution outside.',
  }),
  seconds({ key: 'holdTime', group: GROUP, label: 'Measure for', explanation: 'The mean over it counts.' }),
  ...amplifierFields,
];

const published: Recipe = {
  schema: 1,
  points: [10e-6, 50e-6, 30e-6, 50e-6, 50e-6, 50e-6, 70e-6, 50e-6, 90e-6, 50e-6],
  concentrations: [200, 400, 600, 800, 1000],
  pipetteBias: 0.7,
  settleTime: 0.5,
  holdTime: 1,
  approachCutoff: 100,
  fullScale: 20e-9,
  ...ION_PIPETTE,
  sampleName: 'LiClO4 in EC:DEC, 0.2 to 1 M',
};

const maps: readonly MapSpec[] = [
  numberMap({ name: 'ion_current', title: 'Ion current', unit: 'A', shown: NANOAMPERE }),
];

function program(recipe: Recipe): ReturnType<Experiment['program']> {
  const level = numberOf(recipe, 'pipetteBias');
  const hold = (length: number) =>
    ({ verb: 'HOLD', control: 'POTENTIAL', level, seconds: length, interval: length / SAMPLES }) as const;
  const cutoff = numberOf(recipe, 'approachCutoff');
  return {
    steps: [
      { verb: 'MOVE' },
      { verb: 'AMPLIFIER', fullScale: numberOf(recipe, 'fullScale'), cutoff },
      hold(numberOf(recipe, 'settleTime')),
      hold(numberOf(recipe, 'holdTime')),
      { verb: 'END' },
    ],
    labels: ['', '', 'settling', MEASURED, ''],
    channelMask: 0,
    clearance: 1e-6,
    travelHeight: null,
    track: { steps: [], labels: [], follow: true },
  };
}

const measuredHold = (hop: HopTraces, recorded: Recorded): Held | undefined =>
  holdsOf(hop, recorded).find(({ label }) => label === MEASURED);

function reduce(hop: HopTraces, _: Recipe, recorded: Recorded): ReturnType<Evaluation['reduce']> {
  const { reduction, write } = emptyReduction(maps);
  const held = measuredHold(hop, recorded);
  if (!held) return { ...reduction, reason: NOTHING };
  write('ion_current', meanCurrent(held, heldNoise(held)));
  return { ...reduction, reason: 'The mean of the hold.' };
}

const NOTHING = 'No current was recorded in the solution.';

function detail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const held = measuredHold(hop, recorded);
  const plots = heldPlot(holdsOf(hop, recorded), 'tip_current');
  if (!held) return { headline: 'No current', reason: NOTHING, good: false, numbers: [], plots };
  const { value, error } = meanCurrent(held, heldNoise(held));
  return {
    headline: `i ${quantity(withError(value * 1e9, error * 1e9), 'nA')}`,
    reason: `The mean at ${quantity(significant(numberOf(recipe, 'pipetteBias')), 'V')} against the solution.`,
    good: true,
    numbers: [],
    plots,
  };
}

function problems(recipe: Recipe): readonly Problem[] {
  const [points, known] = [placesOf(recipe).length, listOf(recipe, 'concentrations').length];
  if (points === known) return [];
  const message = `Concentrations: ${String(known)} for ${String(points)} points; give one of each.`;
  return [{ key: 'concentrations', message }];
}

function expect(
  recipe: Recipe,
  amplifier: Parameters<Evaluation['expect']>[1],
): ReturnType<Evaluation['expect']> {
  const current = expectedCurrent(recipe);
  const clipped = Math.abs(current) > numberOf(recipe, 'fullScale');
  const count = listOf(recipe, 'concentrations').length;
  return {
    headline: `${quantity(significant(current * 1e9), 'nA')} in the filling; a line through ${String(count)} solutions`,
    numbers: [
      {
        label: 'Noise of the current',
        text: quantity(significant(hopNoise(recipe, amplifier) * 1e12, 2), 'pA'),
        title: 'rms behind the filter, with such a current flowing',
      },
    ],
    warnings: clipped ? ['The expected current lies beyond the full scale and would be clipped.'] : [],
  };
}

export const concentrationCalibration: Experiment = {
  id: 'concentration-calibration',
  title: 'Concentration calibration',
  summary:
    'The ion current of a pipette in solutions of known concentration, as a line that later runs take.',
  presets: [
    {
      id: 'liclo4-calibration',
      title: 'LiClO₄ in EC:DEC, 0.2 to 1 M at +0.7 V',
      source: 'Takahashi et al., operando SICM of hard carbon, Fig. 2',
      sample: 'calibration',
      mechanism:
        'The pipette is filled with 1 M. Outside the solution conducts as it is; inside the salt goes over from one to the other, so that the current grows with about the root of the concentration.',
      recipe: published,
    },
  ],
  fields: [pointsField, ...fields, ...ionPipetteFields],
  problems,
  program,
  path: pointsPath,
  pointCounts: (recipe) => [placesOf(recipe).length],
  maps: () => maps,
  mainMap: 'ion_current',
  handsOn: handedCalibration,
};

export const concentrationCalibrationEvaluation: Evaluation = {
  reduce,
  detail,
  expect,
  findings: calibrationFindings,
  analysis: (recipe) => ({
    method:
      'mean of a hold in each solution; straight line of least squares, its band from the scatter about it',
    ...tipParameters(recipe),
  }),
};
