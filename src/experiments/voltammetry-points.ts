/**
 * Voltammetry at points: one contact at each point of a list, and in it cyclic voltammograms at rates over decades. Their
 * peaks are found without a model; against √v they are read with all models that a diffusion map has.
 */
import { analysisDefaults, analysisFields, voltammetryAnalysis } from './recipe/analysis-fields';
import { assumedFields } from './voltammetry/assumed-sample';
import type {
  Expectation,
  Evaluation,
  Experiment,
  Field,
  MapSpec,
  Program,
  Recipe,
  Reduction,
} from './experiment';
import type { PixelDetail } from './shown';
import { volts } from './recipe/field-units';
import { programOf, visitLines } from './program/hop-program';
import { landingProblem } from './landing/landed';
import { landingFields } from './landing/landing';
import { landingWarnings } from './landing/landing-expectation';
import { LISTED, pointsOf, pointsOrLineFields, pointsPath } from './path/points';
import { LANDING_2014, LFP_2014, LFP_2020, LTO_2020 } from './recipe/published-cells';
import { listOf, numberOf } from './recipe/recipe';
import { setupFields, setupOf } from './recipe/setup';
import { quantity, significant } from '../quantity';
import { voltammetryMaps, voltammetryReduction, wavesOf } from './voltammetry/voltammetry';
import { voltammetryDetail } from './voltammetry/detail';
import { voltammetryExpectation } from './voltammetry/expectation';
import { backgroundAnalysis, backgroundDefaults, backgroundFields } from './voltammetry/background';
import { correctedDetail, resistanceField } from './voltammetry/corrected';
import { peakMaps, peakReduction, peaksOfWaves, rateText } from './voltammetry/peaks';
import { pointsFindings } from './voltammetry/points-findings';
import {
  cutoffFor,
  intervalFor,
  ratesField,
  ratesLines,
  repeatField,
  samplingFields,
  setupProblems,
  startField,
  vertexField,
  windowOf,
  windowProblems,
} from './voltammetry/program';

const fields: readonly Field[] = [
  ...pointsOrLineFields,
  startField,
  vertexField,
  volts({
    key: 'secondVertexPotential',
    group: 'Voltammetry',
    label: 'Second vertex potential',
    explanation:
      'Where the sweep back turns round again, to end at the start potential; equal to that where it just ends.',
  }),
  ratesField(1),
  repeatField,
  ...samplingFields,
];

/** Points side by side, nm apart, about the middle of the stage. */
const row = (count: number, pitch_nm: number): number[] =>
  Array.from({ length: count }, (_, k) => [(50_000 + (k - (count - 1) / 2) * pitch_nm) / 1e9, 50e-6]).flat();

const common: Recipe = {
  schema: 1,
  ...LISTED,
  ...LANDING_2014,
  ...analysisDefaults,
  ...backgroundDefaults,
  fullScale: 200e-12,
  resistance: 0,
  repeatFirst: 0,
  potentialStep: 1e-3,
  restoreTime: 5,
  holdTime: 5,
  cutoffPerRate: 250,
  retract: 1e-6,
  relief: 0.03e-6,
};

const lto: Recipe = {
  ...common,
  ...LTO_2020,
  points: row(8, 500),
  startPotential: 1.9,
  vertexPotential: 1.2,
  secondVertexPotential: 1.9,
  rates: [0.5, 0.1, 0.01],
  approachBias: 1.3,
  confined: 1,
  assumedDiffusion: 2.47e-15,
  assumedHalfWave: 1.55,
};

const lco: Recipe = {
  ...lto,
  sampleName: 'LiCoO2 thin film',
  concentration: 25500,
  concentrationError: 255,
  startPotential: 3.2,
  vertexPotential: 4.6,
  secondVertexPotential: 3.2,
  approachBias: 4.2,
  assumedDiffusion: 1e-15,
  assumedHalfWave: 3.9,
};

const particle: Recipe = {
  ...common,
  ...LFP_2020,
  points: row(1, 0),
  startPotential: 3,
  vertexPotential: 3.8,
  secondVertexPotential: 3,
  rates: [1, 0.1, 0.01, 0.001],
  restoreTime: 20,
  holdTime: 20,
  approachBias: 4.2,
  retract: 4e-6,
  relief: 0.9e-6,
  assumedDiffusion: 8e-15,
  assumedHalfWave: 3.42,
};

const composite: Recipe = {
  ...common,
  ...LFP_2014,
  points: [50e-6, 50e-6, 45e-6, 50e-6],
  startPotential: 0,
  vertexPotential: 0.8,
  secondVertexPotential: -0.2,
  rates: [100, 10, 1, 0.1],
  retract: 4e-6,
  relief: 0.9e-6,
  restoreTime: 0.1,
  holdTime: 0.1,
  fullScale: 20e-9,
  assumedDiffusion: 1e-14,
  assumedHalfWave: 0.46,
};

const ratesOf = (recipe: Recipe): readonly number[] => listOf(recipe, 'rates');
const peaksIn = (recipe: Recipe): readonly MapSpec[] => peakMaps(ratesOf(recipe));
/** Those of voltammetry without what found peaks tell better. */
const fitted = (recipe: Recipe): readonly MapSpec[] =>
  voltammetryMaps(ratesOf(recipe)).filter(({ name }) => name !== 'peak_separation');

const program = (recipe: Recipe): Program => programOf(recipe, visitLines(recipe, ratesLines(recipe)));

const reduce: Evaluation['reduce'] = (hop, recipe, recorded) => {
  const waves = landingProblem(hop)
    ? []
    : wavesOf(hop, recorded, recipe).map(({ wave }) => ({ wave, label: '' }));
  const found = peakReduction(peaksOfWaves(waves, setupOf(recipe).temperature), peaksIn(recipe));
  const fit = voltammetryReduction(hop, recorded, fitted(recipe), recipe);
  const both = (part: 'values' | 'noise' | 'calibration'): Float64Array =>
    Float64Array.of(...found[part], ...fit[part]);
  return {
    values: both('values'),
    noise: both('noise'),
    calibration: both('calibration'),
    reason: fit.reason,
  } satisfies Reduction;
};

function expectation(recipe: Recipe, foretold: Expectation, warnings: readonly string[]): Expectation {
  const { start, vertex, second = start } = windowOf(recipe);
  const way = Math.abs(vertex - start) + Math.abs(second - vertex) + Math.abs(second - start);
  const sampling = ratesOf(recipe).map((rate): PixelDetail['numbers'][number] => ({
    label: rateText(rate),
    text: [
      `${quantity(significant(intervalFor(recipe, rate) * 1e3), 'ms')} a sample`,
      quantity(significant(cutoffFor(recipe, rate)), 'Hz'),
      quantity(significant(way / rate, 2), 's'),
    ].join(', '),
    title: 'Sample interval, cut-off of the filter and duration, which follow the scan rate',
  }));
  return {
    ...foretold,
    numbers: [...sampling, ...foretold.numbers],
    warnings: [...foretold.warnings, ...warnings],
  };
}

export const voltammetryPoints: Experiment = {
  id: 'voltammetry-points',
  title: 'Voltammetry at points',
  summary:
    'Voltammograms over decades of the scan rate at single points: peaks, their separation, ip against √v.',
  presets: [
    {
      id: 'lto-film-rates',
      title: 'LTO film, voltammograms at 10–500 mV/s',
      source: 'Takahashi et al., Chem. Commun. 2020, 56, 9324, Fig. 2a,c',
      sample: 'lto-film-confined',
      mechanism:
        'Simulated by a gap of 53 mV between insertion and extraction and the lag of a thin, laterally confined layer behind a resistance.',
      recipe: lto,
      published: [
        { figure: 'peak_separation_10mV', quantity: 'LTO, ΔEp at 10 mV/s, text to Fig. 2', value: 57e-3 },
        { figure: 'peak_separation_100mV', quantity: 'LTO, ΔEp at 100 mV/s, text to Fig. 2', value: 74e-3 },
        { figure: 'peak_separation_500mV', quantity: 'LTO, ΔEp at 500 mV/s, text to Fig. 2', value: 136e-3 },
      ],
    },
    {
      id: 'lto-film-line',
      title: 'LTO film, peaks against √v up to 25 V/s',
      source: 'Takahashi et al., Chem. Commun. 2020, 56, 9324, Fig. 2c',
      sample: 'lto-film-confined',
      mechanism:
        'The published D is that of a straight line through the peaks; the resistance lowers fast peaks, so that the sample’s own D is larger.',
      recipe: { ...lto, rates: [25, 20, 10, 5, 2.5, 1.25], restoreTime: 1, holdTime: 1 },
      published: [
        {
          figure: 'diffusion_coefficient_peaks',
          quantity: 'LTO, D by Randles and Ševčík, text to Fig. 2',
          value: 2.47e-15,
        },
      ],
    },
    {
      id: 'lco-film-rates',
      title: 'LCO film, voltammograms at 10–500 mV/s',
      source: 'Takahashi et al., Chem. Commun. 2020, 56, 9324, Fig. 2b',
      sample: 'lco-film',
      mechanism:
        'Simulated by a series resistance before a thin layer, with a gap of 50 mV between extraction and insertion.',
      recipe: lco,
      published: [
        { figure: 'peak_separation_10mV', quantity: 'LCO, ΔEp at 10 mV/s, text to Fig. 2', value: 155e-3 },
        { figure: 'peak_separation_100mV', quantity: 'LCO, ΔEp at 100 mV/s, text to Fig. 2', value: 426e-3 },
        { figure: 'peak_separation_500mV', quantity: 'LCO, ΔEp at 500 mV/s, text to Fig. 2', value: 736e-3 },
      ],
    },
    {
      id: 'lfp-particle-rates',
      title: 'LFP particle, voltammograms at 1–1000 mV/s',
      source: 'Takahashi et al., Chem. Commun. 2020, 56, 9324, Fig. 4c,d',
      sample: 'lfp-particle',
      mechanism:
        'Simulated by a second way into the grain, over a metastable phase that follows the potential only within seconds.',
      recipe: particle,
      published: [
        { figure: 'anodic_peaks_1mV', quantity: 'anodic peaks at 1 mV/s, Fig. 4c,d', value: 2 },
        { figure: 'anodic_peaks_10mV', quantity: 'anodic peaks at 10 mV/s, Fig. 4c,d', value: 2 },
        { figure: 'anodic_peaks_1V', quantity: 'anodic peaks at 1 V/s, Fig. 4c,d', value: 1 },
      ],
    },
    {
      id: 'lfp-composite-rates',
      title: 'LFP composite, voltammograms at 0.1–100 V/s',
      source: 'Takahashi et al., Nat. Commun. 2014, 5, 5450, Fig. 1c and 2b',
      sample: 'lfp-composite',
      mechanism:
        'The first point lies on a secondary particle, the second on acetylene black; simulated by a crystal that ions leave straight down beneath the droplet, behind 0.3 GΩ of wiring, and by the rest of its particle as far as liquid has soaked into it.',
      recipe: composite,
      published: [
        {
          figure: 'peak_potential_anodic_100mV',
          quantity: 'LFP, anodic peak at 0.1 V/s, text to Fig. 1c',
          value: 0.49,
        },
        {
          figure: 'peak_potential_cathodic_100mV',
          quantity: 'LFP, cathodic peak at 0.1 V/s, text to Fig. 1c',
          value: 0.27,
        },
      ],
    },
  ],
  fields: [
    ...fields,
    ...landingFields,
    ...setupFields,
    ...backgroundFields,
    ...analysisFields,
    resistanceField,
    ...assumedFields,
  ],
  problems: (recipe) => [...windowProblems(recipe), ...setupProblems(recipe)],
  program,
  path: pointsPath,
  pointCounts: (recipe) => [pointsOf(recipe).length],
  maps: (recipe) => [...peaksIn(recipe), ...fitted(recipe)],
  mainMap: 'peak_separation',
};

export const voltammetryPointsEvaluation: Evaluation = {
  reduce,
  detail: (hop, recipe, recorded) =>
    voltammetryDetail(hop, recorded, recipe, (waves, analysis) => correctedDetail(waves, analysis, recipe)),
  findings: pointsFindings,
  expect: (recipe, amplifier) =>
    expectation(
      recipe,
      voltammetryExpectation(program(recipe), recipe, amplifier),
      landingWarnings(recipe, pointsPath(recipe), amplifier),
    ),
  analysis: (recipe) => ({
    ...voltammetryAnalysis(recipe),
    ...backgroundAnalysis(recipe),
    resistance: numberOf(recipe, 'resistance'),
    peaks:
      'maxima of the current smoothed by a Gaussian of 0.25 to 0.75 RT/F, whose prominence is more than seven times the noise of the smoothed current and 2 % of its range; a leak as the first foot tells it taken off; places by a cubic through the upper third; height and area above the foot, areas parted at the valleys',
  }),
};
