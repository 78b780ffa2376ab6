/**
 * Charge and discharge at points: one contact at each point of a list, a constant current until a potential is met, the
 * opposite one until another, and so on; how much the solid beneath the droplet takes and gives.
 */
import { radiusOfVolume } from '../kinetics/charge/charge';
import { fixed, quantity, significant } from '../quantity';
import { approachPlot } from './landing/approach-plot';
import { chargeFindings } from './holds/charge-findings';
import { cyclePlots, drivenOf, efficiencyOf, PICOAMPERE_HOUR, type Driven } from './holds/charge-cycles';
import { chargingWarnings, exchangedBy, exchangedNumbers, hostFields } from './holds/exchanged-charge';
import type {
  Evaluation,
  Experiment,
  Field,
  MapSpec,
  PixelDetail,
  Problem,
  Program,
  Recipe,
  Table,
} from './experiment';
import { picoamperes, seconds, volts } from './recipe/field-units';
import { heldPlot } from './holds/hold-plot';
import { holdsOf } from './holds/holds';
import { pauseField, programOf, visitLines, type Line } from './program/hop-program';
import { contactHeight, landingProblem } from './landing/landed';
import { landingFields } from './landing/landing';
import { landingWarnings } from './landing/landing-expectation';
import { HEIGHT, NANOMETRE, numberMap, VOLT } from './results/map-specs';
import { LISTED, pointsOf, pointsOrLineFields, pointsPath } from './path/points';
import { LANDING_2014, LFP_2014, LTO_2020 } from './recipe/published-cells';
import { numberOf } from './recipe/recipe';
import { emptyReduction, exact } from './results/reduction';
import { footprintField } from './recipe/setup';
import type { HoldStep } from './program/step';

const GROUP = 'Constant current';
const CUBIC_MICROMETRE = { unit: 'µm³', factor: 1e18 } as const;
const MEGAOHM = { unit: 'MΩ', factor: 1e-6 } as const;

const fields: readonly Field[] = [
  ...pointsOrLineFields,
  picoamperes({
    key: 'current',
    group: GROUP,
    label: 'Current, first',
    explanation:
      'Anodic (positive) takes lithium out of the solid, cathodic puts it in. The second of a cycle is the opposite.',
  }),
  volts({
    key: 'firstLimit',
    group: GROUP,
    label: 'Until, first',
    explanation: 'The first current of a cycle ends when the potential has passed this.',
  }),
  volts({
    key: 'secondLimit',
    group: GROUP,
    label: 'Until, second',
    explanation: 'The opposite current ends when the potential has passed this.',
  }),
  {
    key: 'cycles',
    group: GROUP,
    label: 'Cycles',
    unit: '',
    factor: 1,
    kind: 'integer',
    min: 1,
    max: 100,
    explanation: 'Charge and discharge together are one.',
  },
  seconds({
    key: 'longest',
    group: GROUP,
    label: 'Longest for each',
    explanation: 'Ends a charge or discharge that has not met its potential by then.',
  }),
  seconds({
    key: 'chargeInterval',
    group: GROUP,
    label: 'Sample every',
    explanation: 'Interval of the record, and how finely the end of each charge is told.',
  }),
  seconds({
    key: 'restTime',
    group: GROUP,
    label: 'Rest before',
    max: 3600,
    explanation:
      'No current, from the contact to the first charge: the potential that the solid has by itself.',
  }),
  {
    key: 'capacityStep',
    analysis: 'capacity-step',
    group: 'Analysis',
    label: 'dQ/dE over steps of',
    unit: 'mV',
    factor: 1e3,
    kind: 'number',
    min: 1e-4,
    max: 0.1,
    explanation: 'The charge that passes within each step of the potential, over that step.',
  },
];

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

/** Currents of a cycle with the potential that ends each. */
function halvesOf(recipe: Recipe): readonly { readonly level: number; readonly limit: number }[] {
  const current = numberOf(recipe, 'current');
  return [
    { level: current, limit: numberOf(recipe, 'firstLimit') },
    { level: -current, limit: numberOf(recipe, 'secondLimit') },
  ];
}

function program(recipe: Recipe): Program {
  const interval = numberOf(recipe, 'chargeInterval');
  const rest = numberOf(recipe, 'restTime');
  const hold = { verb: 'HOLD', control: 'CURRENT' } as const;
  const lines = count(numberOf(recipe, 'cycles')).flatMap((cycle) =>
    halvesOf(recipe).map(({ level, limit }): Line => {
      const step: HoldStep = {
        ...hold,
        level,
        seconds: numberOf(recipe, 'longest'),
        interval,
        until: { channel: 'tip_potential', condition: level > 0 ? 'ABOVE' : 'BELOW', value: limit },
      };
      return [step, `${level > 0 ? 'anodic' : 'cathodic'} ${String(cycle)}`];
    }),
  );
  return programOf(
    recipe,
    visitLines(recipe, [
      [{ ...hold, level: 0, seconds: rest, interval: Math.min(interval, rest / 10) }, 'rest'],
      ...lines,
    ]),
  );
}

function problems(recipe: Recipe): Problem[] {
  const found: Problem[] = [];
  if (numberOf(recipe, 'current') === 0)
    found.push({ key: 'current', message: 'Current, first: must not be 0.' });
  const [first, second] = halvesOf(recipe);
  if (first && second && (first.limit - second.limit) * first.level <= 0) {
    found.push({
      key: 'secondLimit',
      message: 'Until, second: must lie on the other side of the first, where the opposite current goes.',
    });
  }
  if (numberOf(recipe, 'longest') < 2 * numberOf(recipe, 'chargeInterval'))
    found.push({ key: 'longest', message: 'Longest for each: must be two samples or more.' });
  return found;
}

const NOTHING = 'No charge was recorded after the contact.';

const reduce: Evaluation['reduce'] = (hop, recipe, recorded) => {
  const { reduction, write } = emptyReduction(maps(recipe));
  write('height', exact(contactHeight(hop, recorded) ?? NaN));
  const driven = drivenOf(hop, recorded);
  const reason = landingProblem(hop) || (driven.length > 0 ? '' : NOTHING);
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

const detail: Evaluation['detail'] = (hop, recipe, recorded) => {
  const height = contactHeight(hop, recorded);
  const driven = drivenOf(hop, recorded);
  const [first] = driven;
  const problem = landingProblem(hop) || (first ? '' : NOTHING);
  const held = holdsOf(hop, recorded).filter(({ step }) => step.control === 'CURRENT');
  const plots = [
    ...heldPlot(held, 'tip_potential'),
    ...cyclePlots(driven, numberOf(recipe, 'capacityStep')),
    ...approachPlot(hop, recorded, height),
  ];
  if (problem || !first) return { headline: 'No capacity', reason: problem, good: false, numbers: [], plots };
  const exchanged = exchangedBy(first.half.total, recipe);
  const hemisphere = radiusOfVolume(exchanged.volume, 'hemisphere') ?? NaN;
  return {
    headline: `${pah(first.half.total)} in ${quantity(significant(first.half.duration), 's')}`,
    reason: 'Charge of the first current, volume that it exchanges, and the bodies of that volume.',
    good: true,
    numbers: [
      ...exchangedNumbers(exchanged),
      {
        label: 'Hemisphere',
        text: quantity(significant(hemisphere * 1e9), 'nm'),
        title: 'Radius of the half sphere of that volume, as beneath a contact',
      },
      { label: 'Height', text: quantity(significant((height ?? NaN) * 1e9, 5), 'nm'), title: 'z at contact' },
    ],
    plots,
    tables: [cycleTable(driven)],
  };
};

const pah = (charge: number): string =>
  quantity(significant(Math.abs(charge) * PICOAMPERE_HOUR.factor), PICOAMPERE_HOUR.unit);

const cycleTable = (driven: readonly Driven[]): Table => ({
  title: 'Charges and discharges',
  columns: ['', 'capacity, pAh', 'time, s', 'plateau, V', 'jump, MΩ', 'efficiency, %'],
  rows: driven.map(({ held, half, jump }, k) => [
    held.label,
    significant(Math.abs(half.total) * PICOAMPERE_HOUR.factor),
    significant(half.duration),
    fixed(half.plateau, 3),
    significant(jump * MEGAOHM.factor),
    k % 2 === 1 ? significant(100 * efficiencyOf(driven, (k - 1) / 2)) : '',
  ]),
});

const expect: Evaluation['expect'] = (recipe, amplifier) => {
  const current = numberOf(recipe, 'current');
  const longest = numberOf(recipe, 'longest');
  const path = pointsPath(recipe);
  const minute: PixelDetail['numbers'] = exchangedNumbers(exchangedBy(60 * current, recipe)).map((n) => ({
    ...n,
    label: `${n.label} in a minute`,
  }));
  return {
    headline: `At most ${pah(current * longest)} for each charge`,
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
  fields: [...fields, ...landingFields, pauseField, footprintField, ...hostFields],
  problems,
  program,
  path: pointsPath,
  pointCounts: (recipe) => [pointsOf(recipe).length],
  maps,
  mainMap: 'capacity_first',
};

export const chargeDischargeEvaluation: Evaluation = {
  reduce,
  detail,
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
