/**
 * Diffusion map: at every pixel land, restore the film, and record cyclic voltammograms at several scan rates; the peak
 * currents against √v give the diffusion coefficient in the solid (Randles–Ševčík, corrected for the contact disc).
 */
import { analysisDefaults, analysisFields, voltammetryAnalysis } from './recipe/analysis-fields';
import { assumedFields } from './voltammetry/assumed-sample';
import type { Evaluation, Experiment, Field, MapSpec, Program, Recipe } from './experiment';
import { gridPath, WHOLE_GRID } from './path/grid';
import { NO_REFERENCES, surveyCount, surveyFields, surveyPath } from './path/references';
import { driftMaps } from './results/surface-drift';
import { programOf, visitLines } from './program/hop-program';
import { landingFields } from './landing/landing';
import { landingWarnings } from './landing/landing-expectation';
import { LTO_2020 } from './recipe/published-cells';
import { listOf } from './recipe/recipe';
import { setupFields } from './recipe/setup';
import { backgroundAnalysis, backgroundDefaults, backgroundFields } from './voltammetry/background';
import { voltammetryMaps, voltammetryReduction } from './voltammetry/voltammetry';
import { voltammetryDetail } from './voltammetry/detail';
import { voltammetryFindings } from './voltammetry/findings';
import { voltammetryExpectation } from './voltammetry/expectation';
import {
  ratesField,
  ratesLines,
  repeatField,
  samplingFields,
  setupProblems,
  startField,
  vertexField,
  windowProblems,
} from './voltammetry/program';

const fields: readonly Field[] = [startField, vertexField, ratesField(2), repeatField, ...samplingFields];

const published: Recipe = {
  schema: 1,
  width: 5e-6,
  height: 5e-6,
  columns: 64,
  rows: 64,
  originX: 45e-6,
  originY: 45e-6,
  ...WHOLE_GRID,
  ...NO_REFERENCES,
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
  relief: 0.03e-6,
  travel: 'contacts',
  travelHeight: 20e-6,
  slopeX: 0,
  slopeY: 0,
  startHeight: 0,
  retractRate: 100e-6,
  fullScale: 20e-9,
  cutoffPerRate: 250,
  ...LTO_2020,
  ...analysisDefaults,
  ...backgroundDefaults,
  assumedDiffusion: 2.47e-15,
  assumedHalfWave: 1.55,
};

const program = (recipe: Recipe): Program => programOf(recipe, visitLines(recipe, ratesLines(recipe)));

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
  fields: [
    ...fields,
    ...surveyFields,
    ...landingFields,
    ...setupFields,
    ...backgroundFields,
    ...analysisFields,
    ...assumedFields,
  ],
  problems: (recipe) => [...windowProblems(recipe), ...setupProblems(recipe)],
  program,
  path: surveyPath,
  pointCounts: (recipe) => [surveyCount(recipe)],
  maps: (recipe) => [...maps(recipe), ...driftMaps(recipe)],
  mainMap: 'diffusion_coefficient',
};

export const diffusionMapEvaluation: Evaluation = {
  reduce: (hop, recipe, recorded) => voltammetryReduction(hop, recorded, maps(recipe), recipe),
  detail: (hop, recipe, recorded) => voltammetryDetail(hop, recorded, recipe),
  expect: (recipe, amplifier) => {
    const foretold = voltammetryExpectation(program(recipe), recipe, amplifier);
    const landing = landingWarnings(recipe, gridPath(recipe), amplifier);
    return { ...foretold, warnings: [...foretold.warnings, ...landing] };
  },
  findings: voltammetryFindings,
  analysis: (recipe) => ({ ...voltammetryAnalysis(recipe), ...backgroundAnalysis(recipe) }),
};
