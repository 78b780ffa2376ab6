/**
 * Height against time at a point: the hop of an ion-conductance pipette again and again in place, while the sample's potentiostat
 * charges and discharges the film below. How far it swells, in which stages, and at which potential and state of charge.
 */
import type { HopTraces } from '../records/hop';
import type { Evaluation, Experiment, Field, Program, Recipe, Recorded } from './experiment';
import { HOP, hopFields, hopProgram, SPARSE } from './hopping/hop';
import { heightFindings } from './hopping/height-findings';
import { hopDetail } from './hopping/hop-detail';
import { hopExpectation } from './hopping/hop-expectation';
import { ionPipetteFields, tipParameters } from './hopping/ion-pipette';
import { TIMED_MAPS, writeTimed } from './hopping/timed-hop';
import { placeFields, repeatedPath, visitsField } from './path/repeated';
import { seconds } from './recipe/field-units';
import { HARD_CARBON } from './recipe/published-cells';
import { numberOf } from './recipe/recipe';
import { emptyReduction } from './results/reduction';
import { filmThicknessField } from './track/film-thickness';
import { CYCLE, cycledFields, endsEarly, restedCycle, trackOf } from './track/sample-cycle';
import { SAMPLE_CHANNELS } from './track/sample-maps';

const PAUSE: Field = seconds({
  key: 'pause',
  group: 'Hop',
  label: 'Wait between hops',
  min: 0,
  max: 600,
  explanation:
    'Above the point, before each way down. Ten hops should not take so long that the ion current changes by the setpoint meanwhile.',
});

const published: Recipe = {
  schema: 1,
  ...HOP,
  pipetteBias: 0.7,
  retract: 2e-6,
  pause: 1,
  pointX: 44e-6,
  pointY: 47.5e-6,
  visits: 12500,
  ...CYCLE,
  filmThickness: 28e-6,
  ...HARD_CARBON,
};

const program = (recipe: Recipe): Program => ({
  ...hopProgram(recipe, SPARSE),
  channelMask: SAMPLE_CHANNELS,
  track: trackOf(restedCycle(recipe)),
});

function reduce(hop: HopTraces, _: Recipe, recorded: Recorded): ReturnType<Evaluation['reduce']> {
  const { reduction, write } = emptyReduction(TIMED_MAPS);
  const curve = writeTimed(hop, recorded, write);
  if (typeof curve === 'string') return { ...reduction, reason: curve };
  return { ...reduction, reason: 'Height where the bridge had stopped for the setpoint.' };
}

function expect(
  recipe: Recipe,
  amplifier: Parameters<Evaluation['expect']>[1],
): ReturnType<Evaluation['expect']> {
  const foreseen = hopExpectation(recipe, numberOf(recipe, 'visits'), amplifier);
  const remedy = 'visit more often, or wait longer between hops';
  const early = endsEarly(heightOverTime, recipe, 'hops', remedy);
  return { ...foreseen, warnings: [...foreseen.warnings, ...early] };
}

export const heightOverTime: Experiment = {
  id: 'height-over-time',
  title: 'Height against time',
  summary:
    'The height of one point of a film while it is charged and discharged, and the stages it goes through.',
  presets: [
    {
      id: 'hard-carbon-height',
      title: 'Hard carbon at 0.3 mV/s, height of a point',
      source: 'Takahashi et al., operando SICM of hard carbon, Fig. 5a, b',
      sample: 'hard-carbon',
      mechanism:
        'Lithium fills two kinds of places in turn, around 0.6 and 0.2 V; each adds its part to the height, and gives it back.',
      recipe: published,
      published: [
        { figure: 'swelling_1', quantity: 'first stage, of 28 µm, Fig. 5b', value: 0.0411 },
        { figure: 'swelling_2', quantity: 'second stage, of 28 µm, Fig. 5b', value: 0.0178 },
        { figure: 'step_1', quantity: 'height of the first stage', value: 1.15e-6 },
        { figure: 'step_2', quantity: 'height of the second stage', value: 0.5e-6 },
        { figure: 'ten_hops', quantity: 'greatest change of the ion current in ten hops', value: 0.005 },
      ],
    },
  ],
  fields: [
    ...cycledFields,
    filmThicknessField,
    ...hopFields.map((field) => (field.key === 'pause' ? PAUSE : field)),
    ...placeFields,
    visitsField,
    ...ionPipetteFields,
  ],
  problems: () => [],
  program,
  path: (recipe) => repeatedPath(recipe, numberOf(recipe, 'visits')),
  pointCounts: (recipe) => [numberOf(recipe, 'visits')],
  maps: () => TIMED_MAPS,
  mainMap: 'height',
};

export const heightOverTimeEvaluation: Evaluation = {
  reduce,
  detail: hopDetail,
  expect,
  findings: heightFindings,
  analysis: (recipe) => ({
    method:
      'height: z at standstill after the ion current fell to the setpoint; drift of a warming instrument where no charge has passed; stages: between the slowest places of the height, levels by straight lines there; state of charge: charge of the sample in parts of the greatest of the run',
    film_thickness: numberOf(recipe, 'filmThickness'),
    ...tipParameters(recipe),
  }),
};
