/**
 * Write, then map: the open-circuit potential of every pixel, a charge driven into one point, and the potentials again on
 * the same path. Three programs; the difference of the two maps is what the charge has changed.
 */
import { quantity, significant } from '../quantity';
import type { HopTraces } from '../records/hop';
import { approachPlot } from './landing/approach-plot';
import { chargeOf, exchangedBy, exchangedNumbers, hostFields } from './holds/exchanged-charge';
import type {
  Evaluation,
  Experiment,
  Field,
  MapSpec,
  Path,
  PixelDetail,
  Point,
  Problem,
  Recipe,
  Recorded,
  Reduction,
} from './experiment';
import { picoamperes, seconds, volts } from './recipe/field-units';
import { gridCount, gridFields, gridPath } from './path/grid';
import { heldPlot } from './holds/hold-plot';
import { holdsOf, type Held } from './holds/holds';
import { pauseField, programOf, visitLines, type Line } from './program/hop-program';
import { landingFields } from './landing/landing';
import { contactHeight, landingProblem, programOfHop } from './landing/landed';
import { landingWarnings } from './landing/landing-expectation';
import { NANOMETRE, numberMap, PICOCOULOMB, VOLT } from './results/map-specs';
import { LANDING_2014, LFP_2014 } from './recipe/published-cells';
import { numberOf } from './recipe/recipe';
import { emptyReduction, exact } from './results/reduction';
import {
  restDefaults,
  restDetail,
  restFields,
  restMaps,
  restReduction,
  restStep,
} from './holds/rest-potential';
import { footprintField } from './recipe/setup';
import { criterionAnalysis, criterionProblems } from './holds/settling';
import { square } from './path/squares';
import { writtenFindings } from './holds/written-findings';

const GROUP = 'Writing';
/** The programs in the order in which they run. */
const [BEFORE, WRITE, AFTER] = [0, 1, 2] as const;

const place = (key: string, label: string, axis: string): Field => ({
  key,
  group: GROUP,
  label,
  unit: 'µm',
  factor: 1e6,
  kind: 'number',
  min: 0,
  max: 100e-6,
  explanation: `Stage coordinate ${axis} of the point that is charged.`,
});

const fields: readonly Field[] = [
  place('writeX', 'At x', 'x'),
  place('writeY', 'and y', 'y'),
  picoamperes({
    key: 'writeCurrent',
    group: GROUP,
    label: 'Current',
    explanation: 'Anodic (positive) takes lithium out of the solid and raises its potential.',
  }),
  volts({
    key: 'writePotential',
    group: GROUP,
    label: 'Until the potential reaches',
    explanation: 'Above it for an anodic current, below it for a cathodic one.',
  }),
  seconds({
    key: 'soakTime',
    group: GROUP,
    label: 'Rest before',
    min: 0,
    explanation:
      'Time at the point without current before it is charged: until liquid has soaked a porous particle, a current finds little of it and overshoots.',
  }),
  seconds({
    key: 'writeTime',
    group: GROUP,
    label: 'At most for',
    min: 0.1,
    explanation: 'The current ends then, whatever the potential is.',
  }),
  seconds({
    key: 'writeInterval',
    group: GROUP,
    label: 'Sample every',
    unit: 'ms',
    factor: 1e3,
    max: 10,
    explanation:
      'The bridge looks at every sample: an interval longer than the last rise of the potential overshoots.',
  }),
  {
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
  },
];

const published: Recipe = {
  ...square(25e-6, 32),
  originX: 65e-6,
  originY: 65e-6,
  ...LANDING_2014,
  ...LFP_2014,
  ...restDefaults,
  // Not published. A charged particle gives no current at +0.65 V; here both a full and an empty one answer.
  approachBias: 0.3,
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
  numberMap({
    name: 'written_charge',
    title: 'Charge written',
    unit: 'C',
    shown: PICOCOULOMB,
    errors: false,
    program: WRITE,
  }),
  numberMap({
    name: 'writing_time',
    title: 'Time of writing',
    unit: 's',
    shown: { unit: 's', factor: 1 },
    errors: false,
    program: WRITE,
  }),
  numberMap({
    name: 'written_radius',
    title: 'Radius of the sphere it amounts to',
    unit: 'm',
    shown: NANOMETRE,
    program: WRITE,
  }),
  numberMap({
    name: 'written_potential',
    title: 'Potential at the end of writing',
    unit: 'V',
    shown: VOLT,
    errors: false,
    program: WRITE,
  }),
];

/** Samples of the record of the rest before. */
const SOAKING_SAMPLES = 200;

function writing(recipe: Recipe): Line {
  const level = numberOf(recipe, 'writeCurrent');
  const time = numberOf(recipe, 'writeTime');
  const until = {
    channel: 'tip_potential',
    condition: level > 0 ? 'ABOVE' : 'BELOW',
    value: numberOf(recipe, 'writePotential'),
  } as const;
  const interval = numberOf(recipe, 'writeInterval');
  return [{ verb: 'HOLD', control: 'CURRENT', level, seconds: time, interval, until }, 'writing'];
}

function soaking(recipe: Recipe): Line[] {
  const time = numberOf(recipe, 'soakTime');
  if (time === 0) return [];
  return [
    [{ verb: 'HOLD', control: 'CURRENT', level: 0, seconds: time, interval: time / SOAKING_SAMPLES }, 'rest'],
  ];
}

function program(recipe: Recipe): ReturnType<Experiment['program']> {
  const rest = visitLines(recipe, [restStep(recipe)]);
  return programOf(recipe, rest, visitLines(recipe, [...soaking(recipe), writing(recipe)]), rest);
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

const writingHold = (hop: HopTraces, recorded: Recorded): Held | undefined =>
  holdsOf(hop, recorded).find(({ step }) => step.control === 'CURRENT' && step.level !== 0);

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): Reduction {
  const own = programOfHop(hop, recorded);
  const suffix = suffixOf(own);
  if (suffix !== null) return restReduction(hop, recipe, recorded, maps, suffix);
  const { reduction, write } = emptyReduction(maps);
  const hold = writingHold(hop, recorded);
  const problem = landingProblem(hop) || (hold ? '' : 'Nothing was recorded after the contact.');
  if (problem || !hold) return { ...reduction, reason: problem };
  const { charge, radius, radiusError } = exchangedBy(chargeOf(hold), recipe);
  write('written_charge', exact(charge));
  write('written_radius', exact(radius), 0, radiusError);
  write('writing_time', exact(hold.trace.count * hold.trace.interval));
  write('written_potential', exact(lastPotential(hold)));
  return { ...reduction, reason: writtenReason(hold) };
}

const lastPotential = ({ trace }: Held): number => trace.channels.tip_potential?.at(-1) ?? NaN;

function writtenReason({ step, trace }: Held): string {
  const whole = trace.count * trace.interval > step.seconds - 1.5 * step.interval;
  return whole
    ? 'The time was over before the potential was reached.'
    : `The potential of ${quantity(significant(step.until?.value ?? NaN), 'V')} was reached.`;
}

function detail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  if (suffixOf(programOfHop(hop, recorded)) !== null) return restDetail(hop, recipe, recorded);
  const hold = writingHold(hop, recorded);
  const problem = landingProblem(hop) || (hold ? '' : 'Nothing was recorded after the contact.');
  const plots = [
    ...heldPlot(hold ? [hold] : [], 'tip_potential'),
    ...approachPlot(hop, recorded, contactHeight(hop, recorded)),
  ];
  if (problem || !hold)
    return { headline: 'Nothing written', reason: problem, good: false, numbers: [], plots };
  return {
    headline: `Written to ${quantity(significant(lastPotential(hold)), 'V')}`,
    reason: writtenReason(hold),
    good: true,
    numbers: [
      {
        label: 'Time',
        text: quantity(significant(hold.trace.count * hold.trace.interval), 's'),
        title: 'Until the current ended',
      },
      ...exchangedNumbers(exchangedBy(chargeOf(hold), recipe)),
    ],
    plots,
  };
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
        'Simulated by a particle of 4.4 µm radius, which takes an hour at 200 pA. It does not keep the published 0.8 V: its solid relaxes to the end of the plateau within seconds once the current ends, when nothing holds the potential up.',
      recipe: published,
      published: [
        { figure: 'potential_near', quantity: 'potential at the charged place, Fig. 3b', value: 0.8 },
        { figure: 'writing_time', quantity: 'time until +0.8 V at +200 pA, “ca. 1 h”', value: 3600 },
      ],
    },
  ],
  fields: [
    ...fields,
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
