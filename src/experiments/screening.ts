/**
 * Combinatorial screening: blocks of a grid are cycled with a window, a rate, a number of cycles and a hold of their own;
 * the charge of each cycle tells how far the surface has passivated.
 */
import { count, quantity, withError } from '../quantity';
import { approachPlot } from './landing/approach-plot';
import { blockCounts, blockFields, blockPath } from './path/blocks';
import type { Evaluation, Experiment, Field, MapSpec, Problem, Program, Recipe } from './experiment';
import type { PixelDetail } from './shown';
import { gridFields } from './path/grid';
import { programOf, visitLines, type Line } from './program/hop-program';
import { contactHeight, landingProblem } from './landing/landed';
import { landingFields } from './landing/landing';
import { landingWarnings } from './landing/landing-expectation';
import { categoryMap, HEIGHT, numberMap, PICOAMPERE, PICOCOULOMB } from './results/map-specs';
import { LANDING_2014, ORGANIC_2020 } from './recipe/published-cells';
import { numberOf } from './recipe/recipe';
import { emptyReduction, exact } from './results/reduction';
import { screeningFindings } from './voltammetry/screening-findings';
import { footprintField } from './recipe/setup';
import { square } from './path/squares';
import { treatmentFields, treatmentProblems, treatmentsOf, treatmentText } from './voltammetry/treatments';
import { curvesOf, cycledOf, ratioOf } from './voltammetry/block-cycles';
import { wavesOf } from './voltammetry/voltammetry';
import { rateText } from './voltammetry/peaks';
import { wavePlot } from './voltammetry/plots';
import { restAt, samplingFields, startField, voltammogramLines } from './voltammetry/program';

const fields: readonly Field[] = [
  ...treatmentFields,
  {
    ...startField,
    explanation: 'Where each cycle starts and ends, and where the contact rests before the first.',
  },
  ...samplingFields.filter(({ key }) => key !== 'restoreTime'),
  {
    key: 'mostClusters',
    analysis: 'most-clusters',
    group: 'Analysis',
    label: 'Clusters, at most',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 2,
    max: 12,
    explanation:
      'Pixels are sorted by charge and ratio into 2 to so many kinds, as many as the silhouette says.',
  },
  {
    key: 'clusterSeed',
    analysis: 'cluster-seed',
    group: 'Analysis',
    label: 'Seed of the clusters',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 1,
    max: 1e6,
    explanation: 'Equal seeds give equal clusters.',
  },
];

/** Of the droplet on graphite, m. */
const FOOTPRINT = 250e-9;

const graphite: Recipe = {
  ...square(16e-6, 16),
  ...LANDING_2014,
  ...ORGANIC_2020,
  pause: 0,
  sampleName: 'highly oriented pyrolytic graphite',
  concentration: 1000,
  concentrationError: 10,
  pipetteRadius: FOOTPRINT,
  pipetteRadiusError: 0.1 * FOOTPRINT,
  contactRadius: FOOTPRINT,
  contactRadiusError: 0.1 * FOOTPRINT,
  approachBias: 2.4,
  retract: 1e-6,
  relief: 0.03e-6,
  arrangement: 'random',
  blockSeed: 1,
  startPotential: 2.5,
  vertices: [0.6, 0.3, 0.05, 0.05],
  blockRates: [1, 1, 1, 5],
  blockCycles: [2],
  blockHolds: [0],
  potentialStep: 2e-3,
  holdTime: 0.2,
  cutoffPerRate: 250,
  fullScale: 2e-9,
  mostClusters: 6,
  clusterSeed: 1,
};

function problems(recipe: Recipe): readonly Problem[] {
  const { length } = treatmentsOf(recipe);
  return [
    ...treatmentProblems(recipe),
    ...(blockCounts(recipe, length).some((n) => n < 1)
      ? [{ key: 'columns', message: 'Columns: there must be a pixel for every block.' }]
      : []),
  ];
}

function program(recipe: Recipe): Program {
  const start = numberOf(recipe, 'startPotential');
  const each = treatmentsOf(recipe).map(({ vertex, rate, cycles, hold }, block) => {
    const formed: readonly Line[] = hold > 0 ? [[restAt(vertex, hold), 'hold at the vertex']] : [];
    const label = `block ${String(block + 1)}, ${rateText(rate)}`;
    return visitLines(recipe, [
      ...formed,
      ...voltammogramLines(recipe, { start, vertex }, rate, label, cycles),
    ]);
  });
  return programOf(recipe, ...each);
}

function maps(recipe: Recipe): readonly MapSpec[] {
  const blocks = treatmentsOf(recipe);
  const most = Math.max(1, ...blocks.map(({ cycles }) => cycles));
  return [
    numberMap({ name: 'passivation', title: 'Q2/Q1', unit: '', shown: { unit: '', factor: 1 } }),
    numberMap({
      name: 'charge',
      title: 'Charge of a cycle',
      unit: 'C',
      shown: PICOCOULOMB,
      axis: { name: 'cycle', unit: '', values: Array.from({ length: most }, (_, k) => k + 1) },
    }),
    numberMap({
      name: 'peak_current',
      title: 'Largest current',
      unit: 'A',
      shown: PICOAMPERE,
      errors: false,
    }),
    categoryMap('block', 'Block', Object.fromEntries(blocks.map((_, k) => [`block_${String(k + 1)}`, k]))),
    HEIGHT,
  ];
}

const NOTHING = 'The cycles were not recorded to their end within the range.';

const reduce: Evaluation['reduce'] = (hop, recipe, recorded) => {
  const { reduction, write } = emptyReduction(maps(recipe));
  write('height', exact(contactHeight(hop, recorded) ?? NaN));
  const cycled = landingProblem(hop) ? null : cycledOf(hop, recipe, recorded);
  if (!cycled) return { ...reduction, reason: landingProblem(hop) || NOTHING };
  write('block', exact(cycled.block));
  cycled.charges.forEach((value, cycle) => {
    write('charge', { value, error: cycled.error }, cycle);
  });
  write('peak_current', exact(cycled.peak));
  write('passivation', ratioOf(cycled));
  return {
    ...reduction,
    reason: 'Net charge of each cycle above the leak, in the sense of the first sweep.',
  };
};

const detail: Evaluation['detail'] = (hop, recipe, recorded) => {
  const cycled = landingProblem(hop) ? null : cycledOf(hop, recipe, recorded);
  const waves = wavesOf(hop, recorded, recipe).flatMap(({ step, wave }) => {
    const driven = recorded.steps[step];
    return driven?.verb === 'CYCLE' ? curvesOf(wave, driven) : [];
  });
  const plots = [
    ...(waves.length > 0 ? [wavePlot(waves, null, PICOAMPERE)] : []),
    ...approachPlot(hop, recorded, contactHeight(hop, recorded)),
  ];
  if (!cycled) {
    const reason = landingProblem(hop) || NOTHING;
    return { headline: 'No charge', reason, good: false, numbers: [], plots };
  }
  const ratio = ratioOf(cycled);
  const treatment = treatmentsOf(recipe)[cycled.block];
  const numbers = Array.from(cycled.charges, (q, k): PixelDetail['numbers'][number] => ({
    label: `Q${String(k + 1)}`,
    text: quantity(withError(q * 1e12, cycled.error * 1e12), 'pC'),
    title: 'Charge of this cycle in the sense of its first sweep, less what the sweep back returned',
  }));
  return {
    headline: ratio ? `Q2/Q1 ${withError(ratio.value, ratio.error)}` : 'No charge in the first cycle',
    reason: `Block ${String(cycled.block + 1)}${treatment ? `: ${treatmentText(treatment)}` : ''}.`,
    good: ratio !== null,
    numbers,
    plots,
  };
};

const expect: Evaluation['expect'] = (recipe, amplifier) => {
  const blocks = treatmentsOf(recipe);
  const counts = blockCounts(recipe, blocks.length);
  return {
    headline: `${String(blocks.length)} blocks of ${count(Math.min(...counts))} replicates or more`,
    numbers: blocks.map((block, k) => ({
      label: `Block ${String(k + 1)}`,
      text: `${treatmentText(block)}; ${String(counts[k] ?? 0)} pixels`,
      title: 'Window, rate, cycles and hold of the block',
    })),
    warnings: landingWarnings(recipe, blockPath(recipe, blocks.length), amplifier),
  };
};

export const screening: Experiment = {
  id: 'screening',
  title: 'Combinatorial screening',
  summary:
    'Blocks of a grid with windows, rates, cycles and holds of their own; passivation and statistics a block.',
  presets: [
    {
      id: 'hopg-sei',
      title: 'Graphite, passivation by window and rate',
      source: 'Mishra et al., Annu. Rev. Anal. Chem. 2023, 16, 93, Fig. 2d,e',
      sample: 'hopg-sei',
      mechanism:
        'Simulated by a film that grows through itself by tunnelling, slowly on terraces and fast at step edges.',
      recipe: graphite,
    },
  ],
  fields: [...fields, ...gridFields, ...blockFields, ...landingFields, footprintField],
  problems,
  program,
  path: (recipe) => blockPath(recipe, treatmentsOf(recipe).length),
  pointCounts: (recipe) => blockCounts(recipe, treatmentsOf(recipe).length),
  maps,
  mainMap: 'passivation',
};

export const screeningEvaluation: Evaluation = {
  reduce,
  detail,
  findings: (measured, recipe) => screeningFindings(measured, maps(recipe), recipe),
  expect,
  analysis: (recipe) => ({
    method:
      'net charge of each cycle in the sense of its first sweep, above a leak with the current of the rest and the slope of the first foot; clusters of standardised charge and ratio by k-means from a seed, as many as the greatest mean silhouette has',
    most_clusters: numberOf(recipe, 'mostClusters'),
    cluster_seed: numberOf(recipe, 'clusterSeed'),
  }),
};
