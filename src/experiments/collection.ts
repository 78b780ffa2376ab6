/**
 * Collection against sample potential: a disc goes down to a height above the sample and collects what the sample makes, while its
 * potential is swept, or pulsed with a background before each pulse. From which potential on, and which part of the sample's
 * current, place by place.
 */
import type { HopTraces } from '../records/hop';
import type { Evaluation, Experiment, Field, MapSpec, Path, Recipe, Recorded } from './experiment';
import { mapDistance } from './feedback/apparent-rate';
import { concentrationPerCurrent, efficienciesOf, onsetsOf, potentialsOf } from './feedback/collected';
import { collectionExpectation, collectionProblems } from './feedback/collection-checks';
import { collectedOrWhy, collectionDetail, WHY } from './feedback/collection-detail';
import { collectionFindings, PARTS_PER_MILLION } from './feedback/collection-findings';
import { collectingFields, collectionFields, collectionProgram } from './feedback/collection-program';
import { heightFields } from './feedback/constant-height';
import { discFields, GOLD_DISC, tipFields } from './feedback/disc';
import { DISC_APPROACH, discApproachFields } from './feedback/disc-approach';
import { contactHeight, landingProblem } from './landing/landed';
import { placesOf, pointsField, pointsPath } from './path/points';
import { listOf, numberOf, textOf } from './recipe/recipe';
import { HEIGHT, numberMap, PICOAMPERE, VOLT } from './results/map-specs';
import { emptyReduction, exact } from './results/reduction';

const GROUP = 'Analysis';
const fields: readonly Field[] = [
  {
    key: 'potentialStep',
    group: GROUP,
    label: 'Average a sweep over',
    unit: 'mV',
    factor: 1e3,
    kind: 'number',
    min: 0.1e-3,
    max: 1,
    explanation: 'Parts of its potential that each have one value. An onset is never told closer than this.',
  },
  {
    key: 'onsetLevels',
    group: GROUP,
    label: 'Onset where it collects',
    unit: 'pA',
    factor: 1e12,
    kind: 'list',
    min: 1e-15,
    max: 1e-6,
    length: [1, 5],
    explanation:
      'An onset is the potential from which on the collected current stays above a level; the lowest first.',
  },
  {
    key: 'collectedElectrons',
    analysis: 'electrons',
    group: 'Collected species',
    label: 'Electrons at the tip',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 1,
    max: 8,
    explanation: 'For each molecule that it collects. The concentration goes with its inverse.',
  },
  {
    key: 'collectedDiffusion',
    analysis: 'species-diffusion',
    group: 'Collected species',
    label: 'Diffusion coefficient',
    unit: 'µm²/s',
    factor: 1e12,
    kind: 'number',
    min: 1e-13,
    max: 1e-7,
    explanation: 'Of what is collected, in the solution. The concentration goes with its inverse.',
  },
];

const published: Recipe = {
  schema: 1,
  points: [50e-6, 50e-6],
  sampleForm: 'sweep',
  sampleStart: 2.6,
  sampleVertex: 4.7,
  sampleRate: 2e-3,
  sampleCycles: 1,
  pulsePotentials: [2.8, 3, 3.2, 3.4, 3.7, 4, 4.2, 4.3, 4.4, 4.5, 4.6],
  pulseTime: 6,
  sampleRest: 60,
  trackInterval: 0.5,
  ...GOLD_DISC,
  ...DISC_APPROACH,
  stop: 0.4,
  rise: 3e-6,
  distanceError: 0.3e-6,
  collectPotential: 2,
  collects: 'reduction',
  tipInterval: 0.2,
  potentialStep: 20e-3,
  onsetLevels: [1e-12, 20e-12],
  collectedElectrons: 2,
  collectedDiffusion: 1.5e-9,
};

function maps(recipe: Recipe): readonly MapSpec[] {
  const potential = { name: 'sample_potential', unit: 'V', values: potentialsOf(recipe) };
  const level = {
    name: 'collected_current',
    unit: 'pA',
    values: listOf(recipe, 'onsetLevels').map((current) => Number((current * 1e12).toPrecision(6))),
  };
  const onset = (name: string, title: string): MapSpec =>
    numberMap({ name, title, unit: 'V', shown: VOLT, errors: false, axis: level });
  return [
    onset('onset_potential', 'Onset potential'),
    onset('onset_low', 'its lower bound, 95 %'),
    onset('onset_high', 'its upper bound, 95 %'),
    numberMap({
      name: 'collected_current',
      title: 'Collected current',
      unit: 'A',
      shown: PICOAMPERE,
      axis: potential,
    }),
    numberMap({
      name: 'collection_efficiency',
      title: 'Collection efficiency',
      unit: '',
      shown: PARTS_PER_MILLION,
      axis: potential,
    }),
    numberMap({
      name: 'sample_current',
      title: 'Current of the sample',
      unit: 'A',
      shown: { unit: 'µA', factor: 1e6 },
      axis: potential,
    }),
    numberMap({
      name: 'concentration',
      title: 'Concentration at the tip',
      unit: 'mol/m3',
      shown: { unit: 'µM', factor: 1e3 },
      axis: potential,
    }),
    numberMap({ name: 'background', title: 'Tip current before', unit: 'A', shown: PICOAMPERE }),
    { ...HEIGHT, title: 'End of the approach' },
  ];
}

/** Every place once: what is done to the sample there is not done again. */
function path(recipe: Recipe): Path {
  const all = pointsPath(recipe);
  const points = all.points.map((point, program) => ({ ...point, program, once: 'begun' as const }));
  return { ...all, points };
}

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): ReturnType<Evaluation['reduce']> {
  const { reduction, write } = emptyReduction(maps(recipe));
  const collected = collectedOrWhy(hop, recipe, recorded);
  if (typeof collected === 'string') return { ...reduction, reason: collected };
  const { value: perCurrent, calibration } = concentrationPerCurrent(recipe);
  collected.tip.forEach((current, plane) => {
    write('collected_current', current, plane);
    const there = current.value * perCurrent;
    const noise = { value: there, error: current.error * perCurrent };
    write('concentration', noise, plane, Math.abs(there) * calibration);
  });
  collected.sample.forEach((current, plane) => write('sample_current', current, plane));
  efficienciesOf(collected).forEach((part, plane) => write('collection_efficiency', part, plane));
  onsetsOf(collected, recipe).forEach((onset, plane) => {
    if (!onset) return;
    write('onset_potential', exact(onset.value), plane);
    if (Number.isFinite(onset.low)) write('onset_low', exact(onset.low), plane);
    if (Number.isFinite(onset.high)) write('onset_high', exact(onset.high), plane);
  });
  write('background', collected.background);
  write('height', exact(contactHeight(hop, recorded) ?? NaN));
  return { ...reduction, reason: landingProblem(hop) || WHY };
}

export const collection: Experiment = {
  id: 'collection',
  title: 'Collection',
  summary:
    'What a disc collects above a sample whose potential is swept or pulsed: from which potential on, and how much of its current.',
  presets: [
    {
      id: 'oxygen-sweep',
      title: 'Oxygen from a charged oxide, 25 µm gold disc',
      source: 'Mishra et al., Annu. Rev. Anal. Chem. 2023, 16, 93, Fig. 4a–c',
      sample: 'oxide-cathode',
      mechanism:
        'The oxide gives off a little oxygen from 3 V against lithium on, and much more above 4.2 V; the disc reduces what diffuses to it.',
      recipe: published,
      published: [
        {
          figure: 'onset_1',
          quantity: 'onset of the first oxygen against Li⁺/Li, Fig. 4b, c',
          value: 3,
        },
      ],
    },
    {
      id: 'oxygen-pulses',
      title: 'Oxygen by place, pulses with a background before each',
      source: 'Mishra et al., Annu. Rev. Anal. Chem. 2023, 16, 93, Fig. 4d',
      sample: 'oxide-cathode',
      mechanism:
        'One end of the film gives off nine times as much as the other; diffusion on the way to the disc evens most of that out.',
      recipe: {
        ...published,
        sampleForm: 'pulses',
        sampleRest: 120,
        points: [5e-6, 50e-6, 35e-6, 50e-6, 65e-6, 50e-6, 95e-6, 50e-6],
      },
    },
  ],
  fields: [
    pointsField,
    ...collectionFields,
    ...heightFields,
    ...discApproachFields.filter(({ key }) => key !== 'retract'),
    ...tipFields.map((field) =>
      field.key === 'tipPotential' ? { ...field, label: 'Potential while approaching' } : field,
    ),
    ...collectingFields,
    ...fields,
    ...discFields,
  ],
  problems: collectionProblems,
  program: collectionProgram,
  path,
  pointCounts: (recipe) => placesOf(recipe).map(() => 1),
  maps,
  mainMap: 'onset_potential',
};

export const collectionEvaluation: Evaluation = {
  reduce,
  detail: collectionDetail,
  expect: collectionExpectation,
  findings: collectionFindings,
  analysis: (recipe) => ({
    method:
      'tip current less the mean of its background, whose drift is part of the error; onset: where it comes to a level for good, by the curve raised and lowered by 1.96 σ; efficiency: over the current of the whole sample; concentration: that of a disc above an insulator',
    collects: textOf(recipe, 'collects'),
    onset_levels: listOf(recipe, 'onsetLevels'),
    distance: mapDistance(recipe),
    distance_error: numberOf(recipe, 'distanceError'),
    pipette_radius: numberOf(recipe, 'pipetteRadius'),
    wall_ratio: numberOf(recipe, 'wallRatio'),
    mediator_diffusion: numberOf(recipe, 'mediatorDiffusion'),
    collected_electrons: numberOf(recipe, 'collectedElectrons'),
    collected_diffusion: numberOf(recipe, 'collectedDiffusion'),
  }),
};
