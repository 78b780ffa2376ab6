/**
 * Collection against sample potential: a disc goes down to a height above the sample and collects what the sample makes, while its
 * potential is swept, or pulsed with a background before each pulse. From which potential on, and which part of the sample's
 * current, place by place.
 */
import { quantity, significant, withError } from '../quantity';
import type { HopTraces } from '../records/hop';
import type {
  Evaluation,
  Experiment,
  Field,
  MapSpec,
  Path,
  PixelDetail,
  Problem,
  Recipe,
  Recorded,
} from './experiment';
import { mapDistance } from './feedback/apparent-rate';
import {
  collectedAt,
  concentrationPerCurrent,
  efficienciesOf,
  onsetsOf,
  potentialsOf,
  type Collected,
} from './feedback/collected';
import { collectionFindings, greatestOf, onsetText, PARTS_PER_MILLION } from './feedback/collection-findings';
import {
  collectedPlot,
  collectionTimeline,
  efficiencyPlot,
  samplePlot,
  type CollectedCurve,
} from './feedback/collection-plots';
import {
  collectingFields,
  collectionFields,
  collectionProgram,
  isPulsed,
} from './feedback/collection-program';
import { heightExpectation, heightFields, heightProblems } from './feedback/constant-height';
import { discFields, discNoise, GOLD_DISC, tipFields } from './feedback/disc';
import { DISC_APPROACH, discApproachFields } from './feedback/disc-approach';
import { holdsOf, keptOf } from './holds/holds';
import { approachPlot } from './landing/approach-plot';
import { approachOf, contactHeight, landingProblem } from './landing/landed';
import { placesOf, pointsField, pointsPath } from './path/points';
import { listOf, numberOf, textOf } from './recipe/recipe';
import { HEIGHT, numberMap, PICOAMPERE, VOLT } from './results/map-specs';
import { emptyReduction, exact } from './results/reduction';

/** Planes of a map at most, and backgrounds of a run. */
const MOST = 400;

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
  const level = { name: 'collected_current', unit: 'A', values: listOf(recipe, 'onsetLevels') };
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

const NOTHING = 'No background and no current after it was recorded.';
const WHY = 'The tip’s current less its background, against the potential of the sample.';

/** What was collected where the approach ended at its stop; otherwise the distance is not known, and nothing is told. */
function found(hop: HopTraces, recipe: Recipe, recorded: Recorded): Collected | string {
  const problem = landingProblem(hop);
  if (contactHeight(hop, recorded) === null) {
    const approached = approachOf(hop, recorded) !== undefined;
    return problem || (approached ? 'The approach did not come to its stop.' : NOTHING);
  }
  return collectedAt(hop, recipe, recorded) ?? (problem || NOTHING);
}

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): ReturnType<Evaluation['reduce']> {
  const { reduction, write } = emptyReduction(maps(recipe));
  const collected = found(hop, recipe, recorded);
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

function detail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const collected = found(hop, recipe, recorded);
  const timelines = collectionTimeline(holdsOf(hop, recorded));
  const approach = approachPlot(hop, recorded, contactHeight(hop, recorded));
  if (typeof collected === 'string')
    return {
      headline: 'Nothing told',
      reason: collected,
      good: false,
      numbers: [],
      plots: approach,
      timelines,
    };
  const problem = landingProblem(hop);
  const levels = listOf(recipe, 'onsetLevels');
  const { at, most } = greatestOf(collected.tip);
  const efficiencies = efficienciesOf(collected);
  const then = efficiencies[at];
  const onsets = onsetsOf(collected, recipe).map(
    (onset) => onset ?? { value: NaN, low: -Infinity, high: Infinity },
  );
  const curve = (values: CollectedCurve['values']): CollectedCurve[] => [
    { name: 'collected', potentials: potentialsOf(recipe), values },
  ];
  const pA = (current: typeof most): string =>
    quantity(withError(current.value * 1e12, current.error * 1e12), 'pA');
  return {
    headline: Number.isFinite(onsets[0]?.value)
      ? `Onset ${quantity((onsets[0]?.value ?? NaN).toFixed(2), 'V')}`
      : `Most collected ${pA(most)}`,
    reason: problem || WHY,
    good: problem === '',
    numbers: [
      ...onsets.map((onset, k) => ({
        label: `Onset at ${quantity(significant((levels[k] ?? NaN) * 1e12), 'pA')}`,
        text: quantity(onsetText(onset), 'V'),
        title: '95 %, of noise and of the drift of the background, never between neighbouring potentials',
      })),
      { label: 'Most collected', text: pA(most) },
      ...(then && Number.isFinite(then.value)
        ? [
            {
              label: 'Efficiency then',
              text: quantity(withError(then.value * 1e6, then.error * 1e6), 'ppm'),
              title: 'Of the current of the whole sample',
            },
          ]
        : []),
      { label: 'Background', text: pA(collected.background) },
      {
        label: 'Distance',
        text: quantity(significant(mapDistance(recipe) * 1e6), 'µm'),
        title: 'By the current at the end of the approach, and the rise after it',
      },
    ],
    plots: [
      collectedPlot(curve(collected.tip), levels[0] ?? NaN),
      efficiencyPlot(curve(efficiencies)),
      samplePlot(curve(collected.sample)),
      ...approach,
    ],
    timelines,
  };
}

function problems(recipe: Recipe): readonly Problem[] {
  const found = [...heightProblems(recipe)];
  const [start, vertex] = [numberOf(recipe, 'sampleStart'), numberOf(recipe, 'sampleVertex')];
  if (!isPulsed(recipe) && start === vertex)
    found.push({ key: 'sampleVertex', message: 'Sweep to: another potential than the start.' });
  const pulses = listOf(recipe, 'pulsePotentials');
  if (isPulsed(recipe) && pulses.some((level, k) => k > 0 && level <= (pulses[k - 1] ?? NaN)))
    found.push({ key: 'pulsePotentials', message: 'Pulse to: in ascending order, each once.' });
  if (potentialsOf(recipe).length > MOST)
    found.push({
      key: 'potentialStep',
      message: `Average a sweep over: at most ${String(MOST)} parts; take longer ones.`,
    });
  const levels = listOf(recipe, 'onsetLevels');
  if (levels.some((level, k) => k > 0 && level <= (levels[k - 1] ?? NaN)))
    found.push({ key: 'onsetLevels', message: 'Onset where it collects: the lowest level first.' });
  return found;
}

/** Standard deviations of a mean that the least level should be above. */
const SURE = 4;

function expect(
  recipe: Recipe,
  amplifier: Parameters<Evaluation['expect']>[1],
): ReturnType<Evaluation['expect']> {
  const { distance, numbers, warnings } = heightExpectation(recipe, amplifier);
  const time = isPulsed(recipe)
    ? numberOf(recipe, 'pulseTime') / 4
    : numberOf(recipe, 'potentialStep') / numberOf(recipe, 'sampleRate');
  const noise = discNoise(recipe, amplifier) * Math.sqrt(keptOf(time, numberOf(recipe, 'approachCutoff')));
  const least = listOf(recipe, 'onsetLevels')[0] ?? NaN;
  const text = quantity(significant(SURE * noise * 1e12, 2), 'pA');
  return {
    headline: `${distance} above the sample, ${text} told from nothing`,
    numbers: [
      ...numbers,
      {
        label: 'Least that is told',
        text,
        title: `${String(SURE)} standard deviations of a mean over ${quantity(significant(time, 2), 's')}`,
      },
    ],
    warnings:
      least < SURE * noise
        ? [...warnings, 'The least level of an onset lies within the noise: raise it, or average over more.']
        : warnings,
  };
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
  problems,
  program: collectionProgram,
  path,
  pointCounts: (recipe) => placesOf(recipe).map(() => 1),
  maps,
  mainMap: 'onset_potential',
};

export const collectionEvaluation: Evaluation = {
  reduce,
  detail,
  expect,
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
