/**
 * Write, then map: the open-circuit potential of every pixel, a charge driven into one point, and the potentials again on
 * the same path. Three programs; the difference of the two maps is what the charge has changed.
 */
import { quantity, significant } from '../quantity';
import type { HopTraces } from '../records/hop';
import type {
  Evaluation,
  Experiment,
  Field,
  MapSpec,
  Path,
  Point,
  Problem,
  Recipe,
  Recorded,
  Reduction,
} from './experiment';
import type { PixelDetail } from './shown';
import { exchangedBy, hostFields } from './holds/exchanged-charge';
import {
  restDefaults,
  restDetail,
  restFields,
  restMaps,
  restReduction,
  restStep,
} from './holds/rest-potential';
import { criterionAnalysis, criterionProblems } from './holds/settling';
import { writingDetail, writingFields, writingLines, writingMaps, writingReduction } from './holds/writing';
import { writtenFindings } from './holds/written-findings';
import { programOfHop } from './landing/landed';
import { landingFields } from './landing/landing';
import { landingWarnings } from './landing/landing-expectation';
import { gridCount, gridFields, gridPath } from './path/grid';
import { square } from './path/squares';
import { pauseField, programOf, visitLines } from './program/hop-program';
import { LANDING_2014, LFP_2014 } from './recipe/published-cells';
import { numberOf } from './recipe/recipe';
import { footprintField } from './recipe/setup';
import { numberMap } from './results/map-specs';

/** The programs in the order in which they run. */
const [BEFORE, WRITE, AFTER] = [0, 1, 2] as const;

const nearField: Field = {
  key: 'nearRadius',
  analysis: 'near-radius',
  group: 'Analysis',
  label: 'Near the point is within',
  unit: 'µm',
  factor: 1e6,
  kind: 'number',
  min: 10e-9,
  max: 100e-6,
  explanation: 'Pixels within this distance are compared with all others.',
};

const published: Recipe = {
  ...square(25e-6, 32),
  originX: 65e-6,
  originY: 65e-6,
  ...LANDING_2014,
  ...LFP_2014,
  ...restDefaults,
  // Not published. A landing below the written potential puts lithium back into the emptied face that it is to read.
  approachBias: 0.8,
  // Not published. The particle that takes an hour stands 5 µm above the ground, more than the withdrawal.
  travel: 'fixed',
  travelHeight: 18e-6,
  writeX: 77.5e-6,
  writeY: 77.5e-6,
  writeCurrent: 200e-12,
  writePotential: 0.8,
  soakTime: 300,
  writeTime: 2 * 3600,
  writeInterval: 20e-3,
  nearRadius: 1.5e-6,
};

const maps: readonly MapSpec[] = [
  numberMap({
    name: 'potential_change',
    title: 'Change of potential',
    unit: 'V',
    shown: { unit: 'mV', factor: 1e3 },
    difference: ['final_potential_after', 'final_potential_before'],
  }),
  ...restMaps('_after', ', after', AFTER),
  ...restMaps('_before', ', before', BEFORE),
  ...writingMaps(WRITE),
];

function program(recipe: Recipe): ReturnType<Experiment['program']> {
  const rest = visitLines(recipe, [restStep(recipe)]);
  return programOf(recipe, rest, visitLines(recipe, writingLines(recipe)), rest);
}

/** The grid, the point that is written as a visit of the pixel that it lies in, and the grid again. */
function path(recipe: Recipe): Path {
  const grid = gridPath(recipe);
  const by = (programNumber: number): Point[] => grid.points.map((p) => ({ ...p, program: programNumber }));
  const [x, y] = [numberOf(recipe, 'writeX'), numberOf(recipe, 'writeY')];
  const written: Point = {
    x,
    y,
    row: nearest(grid.y, y),
    column: nearest(grid.x, x),
    program: WRITE,
    once: 'touched',
  };
  return { ...grid, points: [...by(BEFORE), written, ...by(AFTER)] };
}

const nearest = (centres: readonly number[], at: number): number =>
  centres.reduce(
    (best, centre, k) => (Math.abs(centre - at) < Math.abs((centres[best] ?? NaN) - at) ? k : best),
    0,
  );

function problems(recipe: Recipe): Problem[] {
  const found: Problem[] = [...criterionProblems(recipe, numberOf(recipe, 'restTime'))];
  if (numberOf(recipe, 'writeCurrent') === 0)
    found.push({ key: 'writeCurrent', message: 'Current: give one.' });
  const inside = (at: string, from: string, extent: string): boolean =>
    numberOf(recipe, at) >= numberOf(recipe, from) &&
    numberOf(recipe, at) <= numberOf(recipe, from) + numberOf(recipe, extent);
  if (!inside('writeX', 'originX', 'width')) {
    found.push({ key: 'writeX', message: 'At x: the point must lie within the map.' });
  }
  if (!inside('writeY', 'originY', 'height')) {
    found.push({ key: 'writeY', message: 'and y: the point must lie within the map.' });
  }
  return found;
}

const suffixOf = (programNumber: number): string | null =>
  programNumber === BEFORE ? '_before' : programNumber === AFTER ? '_after' : null;

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): Reduction {
  const own = programOfHop(hop, recorded);
  const suffix = suffixOf(own);
  return suffix === null
    ? writingReduction(hop, recipe, recorded, maps)
    : restReduction(hop, recipe, recorded, maps, suffix);
}

function detail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const written = suffixOf(programOfHop(hop, recorded)) === null;
  return written ? writingDetail(hop, recipe, recorded) : restDetail(hop, recipe, recorded);
}

export const writeThenMap: Experiment = {
  id: 'write-then-map',
  title: 'Write, then map',
  summary: 'A charge written at one point, between two maps of the open-circuit potential; their difference.',
  presets: [
    {
      id: 'lfp-written-point',
      title: 'LFP composite, one particle charged',
      source: 'Takahashi et al., Nat. Commun. 2014, 5, 5450, Fig. 3b',
      sample: 'lfp-composite',
      mechanism:
        'Simulated by a particle of 4.4 µm radius, which takes an hour at 200 pA. Its emptied faces exchange so little that they keep the 0.8 V at which they are met on the charge of their coating, and have lost 60 mV of it after a second; full ones fall to their plateau at once. What lithium is left would draw them to 0.54 V in the end, and a landing at a lower bias puts some back and reads 0.45 V.',
      recipe: published,
      published: [
        { figure: 'potential_near', quantity: 'potential at the charged place, Fig. 3b', value: 0.8 },
        { figure: 'writing_time', quantity: 'time until +0.8 V at +200 pA, “ca. 1 h”', value: 3600 },
      ],
    },
  ],
  fields: [
    ...writingFields,
    nearField,
    ...restFields,
    ...gridFields,
    ...landingFields,
    pauseField,
    ...hostFields,
    footprintField,
  ],
  problems,
  program,
  path,
  pointCounts: (recipe) => [gridCount(recipe), 1, gridCount(recipe)],
  maps: () => maps,
  mainMap: 'potential_change',
};

export const writeThenMapEvaluation: Evaluation = {
  reduce,
  detail,
  expect: (recipe, amplifier) => {
    const most = exchangedBy(numberOf(recipe, 'writeCurrent') * numberOf(recipe, 'writeTime'), recipe);
    return {
      headline: `At most ${quantity(significant(Math.abs(most.charge) * 1e9), 'nC')}, a sphere of radius ${quantity(significant(most.radius * 1e6), 'µm')}`,
      numbers: [],
      warnings: landingWarnings(recipe, gridPath(recipe), amplifier),
    };
  },
  findings: writtenFindings,
  analysis: (recipe) => ({
    method:
      'line of least squares through the end of the record without current; settled below a limit of its slope; charge as the sum of the samples; change within a radius of the written point and beyond it',
    ...criterionAnalysis(recipe),
    near_radius: numberOf(recipe, 'nearRadius'),
    concentration: numberOf(recipe, 'concentration'),
    concentration_error: numberOf(recipe, 'concentrationError'),
  }),
};
