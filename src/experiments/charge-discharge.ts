/**
 * Charge and discharge at points: one contact at each point of a list, a constant current until a potential is met, the
 * opposite one until another, and so on; how much the solid beneath the droplet takes and gives.
 */
import { radiusOfVolume } from '../kinetics/charge/charge';
import type { Evaluation, Experiment, MapSpec, Recipe } from './experiment';
import type { PixelDetail } from './shown';
import {
  drivenOf,
  efficiencyOf,
  NOTHING_DRIVEN,
  PICOAMPERE_HOUR,
  picoampereHours,
  type Driven,
} from './holds/charge-cycles';
import { chargeDetail } from './holds/charge-detail';
import { chargeFindings } from './holds/charge-findings';
import { chargeFields, chargeLines, chargeProblems } from './holds/charge-program';
import { chargingWarnings, exchangedBy, exchangedNumbers, hostFields } from './holds/exchanged-charge';
import { contactHeight, landingProblem } from './landing/landed';
import { landingFields } from './landing/landing';
import { landingWarnings } from './landing/landing-expectation';
import { LISTED, pointsOf, pointsOrLineFields, pointsPath } from './path/points';
import { pauseField, programOf, visitLines } from './program/hop-program';
import { LANDING_2014, LFP_2014, LTO_2020 } from './recipe/published-cells';
import { numberOf } from './recipe/recipe';
import { footprintField } from './recipe/setup';
import { HEIGHT, MEGAOHM, NANOMETRE, numberMap, VOLT } from './results/map-specs';
import { emptyReduction, exact } from './results/reduction';

const CUBIC_MICROMETRE = { unit: 'µm³', factor: 1e18 } as const;

const common: Recipe = {
  schema: 1,
  ...LISTED,
  ...LANDING_2014,
  cycles: 1,
  capacityStep: 5e-3,
};

const composite: Recipe = {
  ...common,
  ...LFP_2014,
  points: [50e-6, 50e-6],
  fullScale: 2e-9,
  current: 200e-12,
  firstLimit: 0.8,
  secondLimit: 0.2,
  longest: 3600,
  chargeInterval: 20e-3,
  // Not published: until liquid has soaked enough of the particle to carry the current.
  restTime: 300,
};

/** Of the pipette, m. */
const MICROPIPETTE = 5e-6;

const film: Recipe = {
  ...common,
  ...LTO_2020,
  pipetteRadius: MICROPIPETTE,
  pipetteRadiusError: 0.1 * MICROPIPETTE,
  contactRadius: MICROPIPETTE,
  contactRadiusError: 0.1 * MICROPIPETTE,
  points: [50e-6, 50e-6],
  approachBias: 2.4,
  threshold: 10e-12,
  fullScale: 200e-12,
  current: -4.18e-12,
  firstLimit: 1,
  secondLimit: 2.2,
  longest: 3600,
  chargeInterval: 1,
  restTime: 5,
};

const count = (length: number): number[] => Array.from({ length }, (_, k) => k + 1);

function maps(recipe: Recipe): readonly MapSpec[] {
  const cycles = numberOf(recipe, 'cycles');
  const axis = { name: 'cycle', unit: '', values: count(cycles) };
  const halves = { name: 'half_cycle', unit: '', values: count(2 * cycles) };
  const capacity = { unit: 'C', shown: PICOAMPERE_HOUR, errors: false };
  const length = { unit: 'm', shown: NANOMETRE, axis };
  const volume = { unit: 'm3', shown: CUBIC_MICROMETRE, axis };
  return [
    numberMap({ name: 'capacity_first', title: 'Capacity, first current', ...capacity, axis }),
    numberMap({ name: 'capacity_second', title: 'Capacity, second current', ...capacity, axis }),
    numberMap({
      name: 'coulombic_efficiency',
      title: 'Coulombic efficiency',
      unit: '',
      shown: { unit: '%', factor: 100 },
      axis,
      errors: false,
    }),
    numberMap({ name: 'volume', title: 'Reacted volume', ...volume }),
    numberMap({ name: 'sphere_radius', title: 'Radius of the sphere', ...length }),
    numberMap({ name: 'hemisphere_radius', title: 'Radius of the hemisphere', ...length }),
    numberMap({
      name: 'plateau_potential',
      title: 'Potential at half of the charge',
      unit: 'V',
      shown: VOLT,
      axis: halves,
      errors: false,
    }),
    numberMap({
      name: 'contact_resistance',
      title: 'Jump of E over that of i',
      unit: 'ohm',
      shown: MEGAOHM,
      axis: halves,
      errors: false,
    }),
    numberMap({
      name: 'record_time',
      title: 'Time under current',
      unit: 's',
      shown: { unit: 's', factor: 1 },
      errors: false,
    }),
    HEIGHT,
  ];
}

const reduce: Evaluation['reduce'] = (hop, recipe, recorded) => {
  const { reduction, write } = emptyReduction(maps(recipe));
  write('height', exact(contactHeight(hop, recorded) ?? NaN));
  const driven = drivenOf(hop, recorded);
  const reason = landingProblem(hop) || (driven.length > 0 ? '' : NOTHING_DRIVEN);
  if (reason) return { ...reduction, reason };
  driven.forEach(({ half, jump }, k) => {
    const cycle = Math.floor(k / 2);
    write(k % 2 === 0 ? 'capacity_first' : 'capacity_second', exact(Math.abs(half.total)), cycle);
    write('plateau_potential', exact(half.plateau), k);
    write('contact_resistance', exact(jump), k);
    if (k % 2 === 1) write('coulombic_efficiency', exact(efficiencyOf(driven, cycle)), cycle);
    else {
      const { volume, volumeError, radius, radiusError } = exchangedBy(half.total, recipe);
      write('volume', exact(volume), cycle, volumeError);
      write('sphere_radius', exact(radius), cycle, radiusError);
      const hemisphere = radiusOfVolume(volume, 'hemisphere') ?? NaN;
      write('hemisphere_radius', exact(hemisphere), cycle, (radiusError * hemisphere) / radius);
    }
  });
  write('record_time', exact(timeOf(driven)));
  const ended = driven.length === 2 * numberOf(recipe, 'cycles');
  return {
    ...reduction,
    reason: ended
      ? 'Charge by the recorded current until each potential.'
      : 'Not all cycles came to their end.',
  };
};

const timeOf = (driven: readonly Driven[]): number =>
  driven.reduce((sum, { half }) => sum + half.duration, 0);

const expect: Evaluation['expect'] = (recipe, amplifier) => {
  const current = numberOf(recipe, 'current');
  const longest = numberOf(recipe, 'longest');
  const path = pointsPath(recipe);
  const minute: PixelDetail['numbers'] = exchangedNumbers(exchangedBy(60 * current, recipe)).map((n) => ({
    ...n,
    label: `${n.label} in a minute`,
  }));
  return {
    headline: `At most ${picoampereHours(current * longest)} for each charge`,
    numbers: minute,
    warnings: [
      ...chargingWarnings(recipe, current, longest, path),
      ...landingWarnings(recipe, path, amplifier),
    ],
  };
};

export const chargeDischarge: Experiment = {
  id: 'charge-discharge',
  title: 'Charge and discharge at points',
  summary: 'A constant current at a point until a potential, and back: capacity, reacted volume, efficiency.',
  presets: [
    {
      id: 'lfp-composite-200pA',
      title: 'LFP composite, ±200 pA at a particle',
      source: 'Takahashi et al., Nat. Commun. 2014, 5, 5450, Fig. 2c',
      sample: 'lfp-composite',
      recipe: composite,
      published: [
        { figure: 'capacity', quantity: 'capacity of a particle, text to Fig. 2c', value: 15 * 3.6e-9 },
        { figure: 'volume', quantity: 'reacted volume, from 15 pAh in 612 mAh/cm³', value: 24.5e-18 },
        { figure: 'sphere_radius', quantity: 'radius of that sphere, text to Fig. 2c', value: 1.8e-6 },
      ],
    },
    {
      id: 'lto-film-charge',
      title: 'LTO film, charged and discharged',
      source: 'Takahashi et al., Chem. Commun. 2020, 56, 9324, Fig. 2d',
      sample: 'lto-film-micropipette',
      mechanism: 'The current is not published; this one takes the published 1600 s.',
      recipe: film,
    },
  ],
  fields: [
    ...pointsOrLineFields,
    ...chargeFields,
    ...landingFields,
    pauseField,
    footprintField,
    ...hostFields,
  ],
  problems: chargeProblems,
  program: (recipe) => programOf(recipe, visitLines(recipe, chargeLines(recipe))),
  path: pointsPath,
  pointCounts: (recipe) => [pointsOf(recipe).length],
  maps,
  mainMap: 'capacity_first',
};

export const chargeDischargeEvaluation: Evaluation = {
  reduce,
  detail: chargeDetail,
  findings: (measured, recipe) => chargeFindings(measured, maps(recipe), recipe),
  expect,
  analysis: (recipe) => ({
    method:
      'recorded current integrated over each constant current until its potential; volume by Faraday’s law for the concentration of the exchanged species; differential capacity from the charge within steps of the potential',
    concentration: numberOf(recipe, 'concentration'),
    concentration_error: numberOf(recipe, 'concentrationError'),
    capacity_step: numberOf(recipe, 'capacityStep'),
  }),
};
