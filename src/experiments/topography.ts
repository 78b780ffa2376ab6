/**
 * Ion-current topography: at every pixel a pipette in the electrolyte goes down until the surface takes a part of its current,
 * and hops on. The height of the surface, its roughness and its steps; nothing is touched.
 */
import type { HopTraces } from '../records/hop';
import type { Evaluation, Experiment, MapSpec, Recipe, Recorded } from './experiment';
import { HOP, hopFields, hopProgram } from './hopping/hop';
import { hopCurve } from './hopping/hop-curve';
import { hopDetail, NO_APPROACH } from './hopping/hop-detail';
import { hopExpectation } from './hopping/hop-expectation';
import { distanceOf, ionPipetteFields, tipParameters } from './hopping/ion-pipette';
import { topographyFindings } from './hopping/topography-findings';
import { landingProblem } from './landing/landed';
import { gridCount } from './path/grid';
import { NO_REFERENCES, surveyCount, surveyFields, surveyPath } from './path/references';
import { driftMaps } from './results/surface-drift';
import { square } from './path/squares';
import { ION_PIPETTE } from './recipe/published-cells';
import { HEIGHT, NANOAMPERE, NANOMETRE, numberMap, PICOAMPERE } from './results/map-specs';
import { emptyReduction, exact } from './results/reduction';

const maps: readonly MapSpec[] = [
  HEIGHT,
  numberMap({ name: 'clear_current', title: 'Current clear of the surface', unit: 'A', shown: NANOAMPERE }),
  numberMap({
    name: 'stop_distance',
    title: 'Distance where the way down ended',
    unit: 'm',
    shown: NANOMETRE,
  }),
  numberMap({
    name: 'clear_noise',
    title: 'Noise clear of the surface',
    unit: 'A',
    shown: PICOAMPERE,
    errors: false,
  }),
];

const published: Recipe = {
  ...square(20e-6, 128),
  ...NO_REFERENCES,
  ...HOP,
  ...ION_PIPETTE,
  sampleName: 'graphite (HOPG)',
};

/** 1σ of the distance that the error of the current leaves, m. */
function distanceError(recipe: Recipe, left: number, error: number): number {
  const [near, far] = [distanceOf(recipe, left - error), distanceOf(recipe, left + error)];
  return (far - near) / 2;
}

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): ReturnType<Evaluation['reduce']> {
  const { reduction, write } = emptyReduction(maps);
  const curve = hopCurve(hop, recorded);
  if (!curve) return { ...reduction, reason: landingProblem(hop) || NO_APPROACH };
  const { clear, noise, left, leftError } = curve;
  write('clear_noise', exact(noise));
  write('clear_current', { value: clear, error: leftError * Math.abs(clear) });
  if (!curve.felt) return { ...reduction, reason: landingProblem(hop) || NO_APPROACH };
  write('height', exact(curve.end));
  write('stop_distance', { value: distanceOf(recipe, left), error: distanceError(recipe, left, leftError) });
  return { ...reduction, reason: 'Height where the bridge had stopped for the setpoint.' };
}

export const topography: Experiment = {
  id: 'topography',
  title: 'Ion-current topography',
  summary:
    'The height of a surface under electrolyte, felt by the ion current of a pipette that hops over it.',
  presets: [
    {
      id: 'hopg-topography',
      title: 'Graphite under electrolyte, steps',
      source: 'Takahashi et al., operando SICM of hard carbon, Supp. Fig. 6, with the hops of Fig. 4a',
      sample: 'hopg-immersed',
      mechanism:
        'Terraces of graphite lie 10 nm apart in height, up and down in turn, on a tilted plane that drifts.',
      recipe: published,
      published: [{ figure: 'step_height', quantity: 'steps of HOPG, Supp. Fig. 6', value: 10e-9 }],
    },
    {
      id: 'hard-carbon-topography',
      title: 'Hard carbon film under electrolyte',
      source: 'Takahashi et al., operando SICM of hard carbon, Fig. 4a',
      sample: 'hard-carbon',
      mechanism: 'Flakes of some micrometres lie on the film, some half a micrometre high.',
      recipe: { ...published, retract: 2e-6, relief: 0.5e-6, sampleName: 'hard carbon film' },
    },
  ],
  fields: [...hopFields, ...surveyFields, ...ionPipetteFields],
  problems: () => [],
  program: hopProgram,
  path: surveyPath,
  pointCounts: (recipe) => [surveyCount(recipe)],
  maps: (recipe) => [...maps, ...driftMaps(recipe)],
  mainMap: 'height',
};

export const topographyEvaluation: Evaluation = {
  reduce,
  detail: hopDetail,
  expect: (recipe, amplifier) => hopExpectation(recipe, gridCount(recipe), amplifier),
  findings: topographyFindings,
  analysis: (recipe) => ({
    method:
      'height: z at standstill after the ion current fell to the setpoint; distance there by the approach law of a conical pipette; step height: two kinds of terraces on a ground tilted in x and cubic in y, by least squares',
    ...tipParameters(recipe),
  }),
};
