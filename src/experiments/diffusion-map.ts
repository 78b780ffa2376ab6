/**
 * Diffusion map: at every pixel land, restore the film, and record cyclic voltammograms at several scan rates; the peak
 * currents against √v give the diffusion coefficient in the solid (Randles–Ševčík, corrected for the contact disc).
 */
import { analysisDefaults, analysisFields, voltammetryAnalysis } from './analysis-fields';
import { assumedFields } from './assumed-sample';
import type { Experiment, Field, MapSpec, Problem, Program, Recipe } from './experiment';
import { gridCount, gridFields, gridPath } from './grid';
import { programOf, visitLines, type Line } from './hop-program';
import { landingFields } from './landing';
import { landingWarnings } from './landing-expectation';
import { listOf, numberOf } from './recipe';
import { setupFields } from './setup';
import type { Step } from './step';
import { voltammetryMaps, voltammetryReduction } from './voltammetry';
import { voltammetryDetail } from './voltammetry-detail';
import { voltammetryFindings } from './voltammetry-findings';
import { voltammetryExpectation } from './voltammetry-expectation';

/** Samples of a hold, s apart. */
const HOLD_INTERVAL = 10e-3;

const fields: readonly Field[] = [
  potential(
    'startPotential',
    'Start potential',
    'Where each voltammogram starts and ends, and where the film is restored before it.',
  ),
  potential('vertexPotential', 'Vertex potential', 'Where the first sweep turns round.'),
  {
    key: 'rates',
    group: 'Voltammetry',
    label: 'Scan rates, in order',
    unit: 'V/s',
    factor: 1,
    kind: 'list',
    min: 1e-4,
    max: 1000,
    length: [2, 12],
    explanation: 'One voltammogram each, in this order. Fast to slow leaves least behind for the next one.',
  },
  {
    key: 'repeatFirst',
    group: 'Voltammetry',
    label: 'First rate again at the end',
    unit: '',
    factor: 1,
    kind: 'choice',
    min: 0,
    max: 1,
    choices: [
      { value: 1, label: 'yes' },
      { value: 0, label: 'no' },
    ],
    explanation: 'The repetition shows whether wetting, reference or film changed at this pixel.',
  },
  {
    key: 'potentialStep',
    group: 'Voltammetry',
    label: 'Sample every',
    unit: 'mV',
    factor: 1e3,
    kind: 'number',
    min: 1e-5,
    max: 5e-3,
    explanation: 'Potential between two samples of a sweep; 1 mV or less resolves the wave well.',
  },
  seconds(
    'restoreTime',
    'Restore after landing',
    'Hold at the start potential after contact; ten times the dwell at the approach bias undoes it.',
  ),
  seconds(
    'holdTime',
    'Hold before each sweep',
    'Rest at the start potential so that every voltammogram begins with the same film.',
  ),
  {
    key: 'cutoffPerRate',
    group: 'Amplifier',
    label: 'Filter per scan rate',
    unit: 'Hz per V/s',
    factor: 1,
    kind: 'number',
    min: 20,
    max: 20e3,
    explanation:
      'Cut-off (−3 dB) of each voltammogram = this × scan rate, so that every wave is smoothed and delayed by the same potential.',
  },
];

function potential(key: string, label: string, explanation: string): Field {
  return {
    key,
    group: 'Voltammetry',
    label,
    unit: 'V',
    factor: 1,
    kind: 'number',
    min: -10,
    max: 10,
    explanation,
  };
}

function seconds(key: string, label: string, explanation: string): Field {
  return {
    key,
    group: 'Voltammetry',
    label,
    unit: 's',
    factor: 1,
    kind: 'number',
    min: 0.01,
    max: 600,
    explanation,
  };
}

const published: Recipe = {
  schema: 1,
  width: 5e-6,
  height: 5e-6,
  columns: 64,
  rows: 64,
  originX: 45e-6,
  originY: 45e-6,
  order: 'serpentine',
  startPotential: 1.9,
  vertexPotential: 1.2,
  rates: [20, 10, 5, 2.5, 1.25],
  repeatFirst: 1,
  potentialStep: 1e-3,
  restoreTime: 0.5,
  holdTime: 1,
  approachBias: 1.3,
  approachRate: 20e-6,
  threshold: 2e-12,
  approachCutoff: 1000,
  maxTravel: 15e-6,
  retract: 1e-6,
  retractRate: 100e-6,
  fullScale: 20e-9,
  cutoffPerRate: 250,
  pipetteRadius: 55e-9,
  pipetteRadiusError: 5.5e-9,
  contactRadius: 55e-9,
  contactRadiusError: 5.5e-9,
  halfConeAngle: (5 * Math.PI) / 180,
  wallRatio: 1.5,
  filling: '1 M LiClO4 in EC:DEC (1:1 v/v)',
  referenceElectrode: 'Li/Li+',
  referencePotential: -3.04,
  sampleName: 'Li4Ti5O12 thin film',
  concentration: 22740.4,
  concentrationError: 227.404,
  electrons: 1,
  temperature: 298.15,
  temperatureError: 1,
  ...analysisDefaults,
  assumedDiffusion: 2.47e-15,
  assumedHalfWave: 1.55,
};

function problems(recipe: Recipe): Problem[] {
  const found: Problem[] = [];
  const rates = listOf(recipe, 'rates');
  const window = Math.abs(numberOf(recipe, 'startPotential') - numberOf(recipe, 'vertexPotential'));
  if (window < 0.1) {
    found.push({
      key: 'vertexPotential',
      message: 'Vertex potential: must lie at least 0.1 V from the start potential.',
    });
  } else if (window < 5 * numberOf(recipe, 'potentialStep')) {
    found.push({ key: 'potentialStep', message: 'Sample every: must be a small part of the window.' });
  }
  if (new Set(rates).size !== rates.length) {
    found.push({
      key: 'rates',
      message: 'Scan rates: give each rate once; the repetition is a choice of its own.',
    });
  }
  if (numberOf(recipe, 'contactRadiusError') >= numberOf(recipe, 'contactRadius')) {
    found.push({
      key: 'contactRadiusError',
      message: 'Contact radius: its uncertainty must be smaller than the radius.',
    });
  }
  if (numberOf(recipe, 'concentrationError') >= numberOf(recipe, 'concentration')) {
    found.push({
      key: 'concentrationError',
      message: 'Exchanged species: its uncertainty must be smaller than the value.',
    });
  }
  return found;
}

function program(recipe: Recipe): Program {
  const start = numberOf(recipe, 'startPotential');
  const hold = (time: number): Step => ({
    verb: 'HOLD',
    control: 'POTENTIAL',
    level: start,
    seconds: time,
    interval: Math.min(HOLD_INTERVAL, time / 10),
  });
  const rates = listOf(recipe, 'rates');
  const sweeps = numberOf(recipe, 'repeatFirst') === 1 ? [...rates, ...rates.slice(0, 1)] : rates;
  const measured: readonly Line[] = [
    [hold(numberOf(recipe, 'restoreTime')), 'restore the film'],
    ...sweeps.flatMap((rate, k): Line[] => {
      const label = `${String(rate)} V/s${k === rates.length ? ', again' : ''}`;
      return [
        [amplifierFor(recipe, rate), label],
        [hold(numberOf(recipe, 'holdTime')), `rest before ${label}`],
        [cycleAt(recipe, rate), label],
      ];
    }),
  ];
  return programOf(recipe, visitLines(recipe, measured));
}

const amplifierFor = (recipe: Recipe, rate: number): Step => ({
  verb: 'AMPLIFIER',
  fullScale: numberOf(recipe, 'fullScale'),
  cutoff: Math.min(20e3, Math.max(10, numberOf(recipe, 'cutoffPerRate') * rate)),
});

function cycleAt(recipe: Recipe, scanRate: number): Step {
  const start = numberOf(recipe, 'startPotential');
  return {
    verb: 'CYCLE',
    start,
    vertex1: numberOf(recipe, 'vertexPotential'),
    vertex2: start,
    end: start,
    scanRate,
    cycles: 1,
    interval: numberOf(recipe, 'potentialStep') / scanRate,
  };
}

const maps = (recipe: Recipe): readonly MapSpec[] => voltammetryMaps(listOf(recipe, 'rates'));

export const diffusionMap: Experiment = {
  id: 'diffusion-map',
  title: 'Diffusion map',
  summary:
    'Voltammograms at several scan rates in every pixel; diffusion coefficient in the solid with its uncertainty.',
  presets: [
    {
      id: 'lto-film',
      title: 'LTO film, diffusion map',
      source: 'Takahashi et al., Chem. Commun. 2020, 56, 9324, Fig. 3b,c',
      sample: 'lto-film',
      recipe: published,
      published: [
        {
          figure: 'diffusion_coefficient',
          quantity: 'diffusion coefficient of Li4Ti5O12, Fig. 3',
          value: 2.47e-15,
        },
      ],
    },
  ],
  fields: [...fields, ...gridFields, ...landingFields, ...setupFields, ...analysisFields, ...assumedFields],
  problems,
  program,
  path: gridPath,
  pointCounts: (recipe) => [gridCount(recipe)],
  maps,
  mainMap: 'diffusion_coefficient',
  reduce: (hop, recipe, recorded) => voltammetryReduction(hop, recorded, maps(recipe), recipe),
  detail: (hop, recipe, recorded) => voltammetryDetail(hop, recorded, recipe),
  expect: (recipe, amplifier) => {
    const foretold = voltammetryExpectation(program(recipe), recipe, amplifier);
    const landing = landingWarnings(recipe, gridPath(recipe), amplifier);
    return { ...foretold, warnings: [...foretold.warnings, ...landing] };
  },
  findings: voltammetryFindings,
  analysis: voltammetryAnalysis,
};
