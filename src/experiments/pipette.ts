/**
 * The pipette: in air, cyclic voltammograms (stray capacitance) and a hold (drift); in a bath of its own electrolyte, the
 * current at several potentials (resistance, and from it the radius of the opening, which later runs take).
 */
import { weightedMean, type Estimate } from '../kinetics/numerics/estimate';
import { quantity, significant } from '../quantity';
import type { HopTraces } from '../records/hop';
import { airCurrentOf, bathOf, driftOf } from './bath/bath';
import { bathDetail } from './bath/bath-detail';
import { bathFields, bathProblems } from './bath/bath-fields';
import { bathProgram } from './bath/bath-program';
import { blankCapacitances } from './voltammetry/blank-sweeps';
import type {
  Evaluation,
  Experiment,
  Findings,
  HandedOn,
  MapSpec,
  MeasuredMaps,
  Recipe,
  Recorded,
  Reduction,
} from './experiment';
import { medianFigure, medianOf, NO_FINDINGS, sortedNumbers } from './results/findings';
import { landingFields } from './landing/landing';
import { landingProblem } from './landing/landed';
import { MEGAOHM, NANOMETRE, numberMap, PICOAMPERE } from './results/map-specs';
import { placesOf, pointsField, pointsPath } from './path/points';
import { LANDING_2014, LTO_2020 } from './recipe/published-cells';
import { listOf, numberOf } from './recipe/recipe';
import { emptyReduction } from './results/reduction';

const FEMTOFARAD = { unit: 'fF', factor: 1e15 };
const FEMTOAMPERE = { unit: 'fA', factor: 1e15 };

const preset: Recipe = {
  schema: 1,
  ...LANDING_2014,
  ...LTO_2020,
  sampleName: 'bath of the filling',
  points: [50e-6, 50e-6],
  approachBias: 0.1,
  threshold: 100e-12,
  retract: 5e-6,
  blankRates: [5, 10, 20],
  driftTime: 10,
  bathPotentials: [-0.1, -0.05, 0, 0.05, 0.1],
  bathTime: 0.2,
  conductivity: 0.6,
  halfConeAngleError: (0.5 * Math.PI) / 180,
  wetting: 1,
  wettingError: 0.05,
};

const maps = (recipe: Recipe): readonly MapSpec[] => [
  numberMap({ name: 'resistance', title: 'Resistance', unit: 'ohm', shown: MEGAOHM }),
  numberMap({ name: 'opening_radius', title: 'Radius of the opening', unit: 'm', shown: NANOMETRE }),
  numberMap({ name: 'contact_radius', title: 'Radius of the contact', unit: 'm', shown: NANOMETRE }),
  numberMap({ name: 'offset_current', title: 'Current at 0 V in the bath', unit: 'A', shown: PICOAMPERE }),
  numberMap({ name: 'air_current', title: 'Current at 0 V in air', unit: 'A', shown: FEMTOAMPERE }),
  numberMap({
    name: 'current_drift',
    title: 'Drift in air',
    unit: 'A/s',
    shown: { unit: 'fA/s', factor: 1e15 },
  }),
  numberMap({
    name: 'stray_capacitance',
    title: 'Stray capacitance',
    unit: 'F',
    shown: FEMTOFARAD,
    axis: { name: 'scan_rate', unit: 'V/s', values: listOf(recipe, 'blankRates') },
  }),
];

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): Reduction {
  const { reduction, write } = emptyReduction(maps(recipe));
  blankCapacitances(hop, recorded).forEach((capacitance, plane) => {
    write('stray_capacitance', capacitance, plane);
  });
  write('air_current', airCurrentOf(hop, recorded));
  write('current_drift', driftOf(hop, recorded));
  const problem = landingProblem(hop);
  const found = problem ? null : bathOf(hop, recipe, recorded);
  if (!found) return { ...reduction, reason: problem || 'The bath was not measured.' };
  write('resistance', found.resistance);
  write('opening_radius', found.radius, 0, found.radiusCalibration);
  write('contact_radius', found.contact, 0, found.contactCalibration);
  write('offset_current', found.offset);
  return { ...reduction, reason: 'The straight line through the currents in the bath.' };
}

function findings({ plane }: MeasuredMaps, recipe: Recipe): Findings {
  const specs = maps(recipe);
  const figures = (['resistance', 'opening_radius', 'stray_capacitance'] as const).flatMap((name) => {
    const spec = specs.find((m) => m.name === name);
    return spec ? [medianFigure(name, spec.title, plane(name), spec)] : [];
  });
  const [resistance, radius] = figures;
  if (!resistance || !radius || sortedNumbers(plane('current_drift')).length === 0) return NO_FINDINGS;
  const text = `R ${quantity(significant(resistance.value * 1e-6), 'MΩ')}, r ${quantity(significant(radius.value * 1e9), 'nm')}`;
  return {
    ...NO_FINDINGS,
    headline: Number.isFinite(resistance.value) ? text : 'The bath was not met',
    figures,
  };
}

/** Where each map stands in later recipes, and whether what is uncertain of it is common to all of its numbers. */
const LATER: Readonly<Record<string, { readonly key: string; readonly common: boolean }>> = {
  opening_radius: { key: 'pipetteRadius', common: true },
  contact_radius: { key: 'contactRadius', common: true },
  stray_capacitance: { key: 'strayCapacitance', common: false },
  air_current: { key: 'airCurrent', common: false },
};

/**
 * What is uncertain of a radius is common to all points, so that more of them do not make it less. Blanks at several rates and
 * points are measurements of one capacitance: the weighted mean, with their scatter where that is larger than their noise.
 */
function handsOn({ plane, error }: MeasuredMaps, recipe: Recipe): readonly HandedOn[] {
  return maps(recipe).flatMap((map): HandedOn[] => {
    const later = LATER[map.name];
    if (!later) return [];
    const said = { key: later.key, label: map.title, unit: map.unit, shown: map.shown };
    if (later.common) {
      const { value } = medianFigure(later.key, map.title, plane(map.name), map);
      return [{ ...said, value, error: medianOf(sortedNumbers(error(map.name))).value }];
    }
    const planes = (map.axis?.values ?? [0]).map((_, k) => k);
    const each = planes.flatMap((k) =>
      Array.from(plane(map.name, k), (value, at) => ({ value, error: error(map.name, k)[at] ?? NaN })),
    );
    const mean = scatteredMean(each.filter(({ value, error: own }) => Number.isFinite(value) && own > 0));
    return mean ? [{ ...said, ...mean }] : [];
  });
}

/** The weighted mean, its error grown by √(χ²/ν) where that is more than 1; null of nothing. */
function scatteredMean(each: readonly Estimate[]): Estimate | null {
  const mean = weightedMean(each);
  if (!mean || each.length < 2) return mean;
  const squares = each.reduce((sum, { value, error }) => sum + ((value - mean.value) / error) ** 2, 0);
  return { value: mean.value, error: mean.error * Math.sqrt(Math.max(1, squares / (each.length - 1))) };
}

export const pipette: Experiment = {
  id: 'pipette',
  title: 'The pipette',
  summary: 'Resistance and radius in a bath of the filling; stray capacitance and drift in air.',
  presets: [
    {
      id: 'pipette-55nm',
      title: 'The pipette of 55 nm in a bath',
      source:
        'Setting of this program; the pipette is that of Takahashi et al., Chem. Commun. 2020, 56, 9324',
      sample: 'electrolyte',
      recipe: preset,
      published: [
        { figure: 'opening_radius', quantity: 'radius of the pipette, caption of Fig. 3', value: 55e-9 },
      ],
    },
  ],
  fields: [pointsField, ...bathFields, ...landingFields],
  problems: bathProblems,
  program: bathProgram,
  path: pointsPath,
  pointCounts: (recipe) => [placesOf(recipe).length],
  maps,
  mainMap: 'resistance',
  handsOn,
};

export const pipetteEvaluation: Evaluation = {
  reduce,
  detail: bathDetail,
  expect: (recipe) => ({
    headline: `${String(listOf(recipe, 'bathPotentials').length)} potentials in the bath, ${String(listOf(recipe, 'blankRates').length)} blanks in air`,
    numbers: [],
    warnings: [
      'The bath must be under the pipette, with an electrode of the pipette’s own kind as working electrode.',
    ],
  }),
  findings,
  analysis: (recipe) => ({
    method:
      'line of least squares through the mean currents of the holds in the bath; R = 1/(πσr·tanθ) + 1/(4σr); contact radius = wetting × r; capacitance from half of the distance of the two sweeps in air; drift from a line through a hold in air',
    conductivity: numberOf(recipe, 'conductivity'),
    half_cone_angle: numberOf(recipe, 'halfConeAngle'),
    half_cone_angle_error: numberOf(recipe, 'halfConeAngleError'),
    wetting: numberOf(recipe, 'wetting'),
    wetting_error: numberOf(recipe, 'wettingError'),
  }),
};
