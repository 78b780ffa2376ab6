/**
 * The pipette: in air, cyclic voltammograms (stray capacitance) and a hold (drift); in a bath of its own electrolyte, the
 * current at several potentials (resistance, and from it the radius of the opening).
 */
import { radiusOfResistance } from '../kinetics/conductance/pipette-resistance';
import type { Estimate } from '../kinetics/numerics/estimate';
import { prefixed, quantity, significant, withError } from '../quantity';
import type { HopTraces } from '../records/hop';
import { approachPlot } from './landing/approach-plot';
import { blankCapacitances } from './voltammetry/blank-sweeps';
import type {
  Experiment,
  Field,
  Findings,
  MapSpec,
  MeasuredMaps,
  PixelDetail,
  Plot,
  Recipe,
  Recorded,
  Reduction,
} from './experiment';
import { seconds, volts } from './recipe/field-units';
import { medianFigure, NO_FINDINGS, sortedNumbers } from './results/findings';
import { programOf, type Line } from './program/hop-program';
import { channelOf, clearNoise, holdsOf, meanCurrent, timesOf, type Held } from './holds/holds';
import { landingFields, landingSteps, leavingSteps } from './landing/landing';
import { contactHeight, landingProblem } from './landing/landed';
import { NANOMETRE, numberMap, PICOAMPERE } from './results/map-specs';
import { placesOf, pointsField, pointsPath } from './path/points';
import { LANDING_2014, LTO_2020 } from './recipe/published-cells';
import { listOf, numberOf } from './recipe/recipe';
import { emptyReduction } from './results/reduction';
import { lineThrough } from './results/straight-line';

const FEMTOFARAD = { unit: 'fF', factor: 1e15 };
const IN_AIR = 'in air';
const IN_BATH = 'in the bath';
/** Half of the window of the blanks about 0 V, V, and samples of a sweep. */
const BLANK_WINDOW = 0.2;
const BLANK_SAMPLES = 400;
/** Samples of a hold. */
const HOLD_SAMPLES = 100;
/** Range and filter of the blanks, A and Hz per V/s. */
const BLANK_SCALE = 200e-12;
const BLANK_CUTOFF = 50;

const fields: readonly Field[] = [
  {
    key: 'blankRates',
    group: 'In air',
    label: 'Rates of the blanks',
    unit: 'V/s',
    factor: 1,
    kind: 'list',
    min: 0.1,
    max: 1000,
    length: [1, 8],
    explanation:
      'A voltammogram from −0.2 to +0.2 V each, in air: its current is that of the stray capacitance.',
  },
  seconds({
    key: 'driftTime',
    group: 'In air',
    label: 'Drift over',
    min: 0.1,
    max: 600,
    explanation: 'A hold at 0 V in air; the slope of its current is the drift.',
  }),
  volts({
    key: 'bathPotentials',
    group: 'In the bath',
    label: 'Potentials',
    unit: 'mV',
    factor: 1e3,
    kind: 'list',
    length: [3, 21],
    explanation:
      'The currents at these make the straight line whose slope is the conductance of the pipette.',
  }),
  seconds({
    key: 'bathTime',
    group: 'In the bath',
    label: 'at each for',
    min: 0.01,
    max: 60,
    explanation: 'The mean of the second half counts.',
  }),
  {
    key: 'conductivity',
    analysis: 'conductivity',
    group: 'Analysis',
    label: 'Conductivity of the filling',
    unit: 'S/m',
    factor: 1,
    kind: 'number',
    min: 1e-3,
    max: 100,
    explanation: 'The radius goes with its inverse.',
  },
  {
    key: 'halfConeAngle',
    analysis: 'cone-angle',
    group: 'Analysis',
    label: 'Half cone angle',
    unit: '°',
    factor: 180 / Math.PI,
    kind: 'number',
    min: Math.PI / 180,
    max: Math.PI / 4,
    explanation: 'Of the inner wall; most of the resistance lies in the cone.',
  },
  {
    key: 'halfConeAngleError',
    analysis: 'cone-angle-error',
    group: 'Analysis',
    label: 'its uncertainty',
    unit: '°',
    factor: 180 / Math.PI,
    kind: 'number',
    min: 0,
    max: Math.PI / 8,
    explanation: 'One standard deviation; it becomes part of the uncertainty of the radius.',
  },
];

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
};

const maps = (recipe: Recipe): readonly MapSpec[] => [
  numberMap({ name: 'resistance', title: 'Resistance', unit: 'ohm', shown: { unit: 'MΩ', factor: 1e-6 } }),
  numberMap({ name: 'opening_radius', title: 'Radius of the opening', unit: 'm', shown: NANOMETRE }),
  numberMap({ name: 'offset_current', title: 'Current at 0 V in the bath', unit: 'A', shown: PICOAMPERE }),
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

const hold = (level: number, time: number, label: string): Line => [
  { verb: 'HOLD', control: 'POTENTIAL', level, seconds: time, interval: time / HOLD_SAMPLES },
  label,
];

function program(recipe: Recipe): ReturnType<Experiment['program']> {
  const [move, ...down] = landingSteps(recipe);
  const blanks = listOf(recipe, 'blankRates').flatMap((rate): Line[] => [
    [
      {
        verb: 'AMPLIFIER',
        fullScale: BLANK_SCALE,
        cutoff: Math.max(100, Math.min(20e3, BLANK_CUTOFF * rate)),
      },
      '',
    ],
    hold(-BLANK_WINDOW, 0.1, 'rest before the blank'),
    [
      {
        verb: 'CYCLE',
        start: -BLANK_WINDOW,
        vertex1: BLANK_WINDOW,
        vertex2: -BLANK_WINDOW,
        end: -BLANK_WINDOW,
        scanRate: rate,
        cycles: 1,
        interval: (2 * BLANK_WINDOW) / BLANK_SAMPLES / rate,
      },
      `blank at ${quantity(String(rate), 'V/s')}`,
    ],
  ]);
  const quiet: Line = [{ verb: 'AMPLIFIER', fullScale: BLANK_SCALE, cutoff: 100 }, ''];
  const bath = listOf(recipe, 'bathPotentials').map((level) =>
    hold(level, numberOf(recipe, 'bathTime'), `${IN_BATH}, ${quantity(significant(level * 1e3), 'mV')}`),
  );
  return programOf(recipe, [
    ...(move ? [[move, ''] as const] : []),
    ...blanks,
    quiet,
    hold(0, numberOf(recipe, 'driftTime'), IN_AIR),
    ...down.map((step): Line => [step, step.verb === 'APPROACH' ? 'into the bath' : '']),
    ...bath,
    ...leavingSteps(recipe).map((step): Line => [step, '']),
  ]);
}

interface Found {
  readonly resistance: Estimate;
  readonly radius: Estimate;
  /** One standard deviation of the radius from the cone's angle. */
  readonly radiusCalibration: number;
  readonly offset: Estimate;
  /** V and A of the holds in the bath. */
  readonly potentials: Float64Array;
  readonly currents: Float64Array;
}

/** The second half of a hold. */
const settled = (held: Held): Held => {
  const from = Math.floor(held.trace.count / 2);
  const current = held.trace.channels.tip_current?.subarray(from) ?? new Float32Array(0);
  return { ...held, trace: { ...held.trace, count: current.length, channels: { tip_current: current } } };
};

function bathOf(hop: HopTraces, recipe: Recipe, recorded: Recorded): Found | null {
  const noise = clearNoise(hop, recorded);
  const held = holdsOf(hop, recorded).filter(({ label }) => label.startsWith(IN_BATH));
  const potentials = Float64Array.from(held, ({ step }) => step.level);
  const currents = Float64Array.from(held, (one) => meanCurrent(settled(one), noise).value);
  const line = lineThrough(potentials, currents);
  if (!line) return null;
  const resistance = { value: 1 / line.slope, error: line.slopeError / line.slope ** 2 };
  const cone = (angle: number) => ({ conductivity: numberOf(recipe, 'conductivity'), halfConeAngle: angle });
  const [angle, spread] = [numberOf(recipe, 'halfConeAngle'), numberOf(recipe, 'halfConeAngleError')];
  const value = radiusOfResistance(resistance.value, cone(angle));
  const [wide, narrow] = [angle + spread / 2, angle - spread / 2].map((a) =>
    radiusOfResistance(resistance.value, cone(a)),
  );
  return {
    resistance,
    radius: { value, error: (value * resistance.error) / Math.abs(resistance.value) },
    radiusCalibration: Math.abs((wide ?? NaN) - (narrow ?? NaN)),
    offset: { value: line.intercept, error: line.interceptError },
    potentials,
    currents,
  };
}

function driftOf(hop: HopTraces, recorded: Recorded): Estimate | null {
  const held = holdsOf(hop, recorded).find(({ label }) => label === IN_AIR);
  const line = held && lineThrough(timesOf(held.trace), channelOf(held.trace, 'tip_current'));
  return line ? { value: line.slope, error: line.slopeError } : null;
}

function reduce(hop: HopTraces, recipe: Recipe, recorded: Recorded): Reduction {
  const { reduction, write } = emptyReduction(maps(recipe));
  blankCapacitances(hop, recorded).forEach((capacitance, plane) => {
    write('stray_capacitance', capacitance, plane);
  });
  write('current_drift', driftOf(hop, recorded));
  const problem = landingProblem(hop);
  const found = problem ? null : bathOf(hop, recipe, recorded);
  if (!found) return { ...reduction, reason: problem || 'The bath was not measured.' };
  write('resistance', found.resistance);
  write('opening_radius', found.radius, 0, found.radiusCalibration);
  write('offset_current', found.offset);
  return { ...reduction, reason: 'The straight line through the currents in the bath.' };
}

const inUnit = ({ value, error }: Estimate, base: string): string => {
  const { unit, factor } = prefixed(Math.abs(value), base);
  return quantity(withError(value * factor, error * factor), unit);
};

function detail(hop: HopTraces, recipe: Recipe, recorded: Recorded): PixelDetail {
  const problem = landingProblem(hop);
  const found = problem ? null : bathOf(hop, recipe, recorded);
  const drift = driftOf(hop, recorded);
  const air: PixelDetail['numbers'] = [
    ...blankCapacitances(hop, recorded).map((capacitance, k) => ({
      label: `C at ${quantity(String(listOf(recipe, 'blankRates')[k]), 'V/s')}`,
      text: quantity(withError(capacitance.value * 1e15, capacitance.error * 1e15), 'fF'),
      title: 'Half of the distance of the two sweeps in air, over the scan rate',
    })),
    ...(drift
      ? [
          {
            label: 'Drift',
            text: quantity(withError(drift.value * 1e15, drift.error * 1e15), 'fA/s'),
            title: 'In air',
          },
        ]
      : []),
  ];
  const plots = approachPlot(hop, recorded, contactHeight(hop, recorded));
  if (!found) {
    return {
      headline: 'No resistance',
      reason: problem || 'The bath was not measured.',
      good: false,
      numbers: air,
      plots,
    };
  }
  const radius = Math.hypot(found.radius.error, found.radiusCalibration);
  return {
    headline: `r ${quantity(withError(found.radius.value * 1e9, radius * 1e9), 'nm')}`,
    reason: 'The straight line through the currents in the bath.',
    good: true,
    numbers: [
      {
        label: 'R',
        text: inUnit(found.resistance, 'Ω'),
        title: 'Inverse slope of current against potential',
      },
      {
        label: 'i at 0 V',
        text: inUnit(found.offset, 'A'),
        title: 'Of the line: offset of amplifier and electrodes',
      },
      ...air,
    ],
    plots: [currentPlot(found), ...plots],
  };
}

const currentPlot = ({ potentials, currents, resistance, offset }: Found): Plot => ({
  title: 'Current in the bath',
  x: { label: 'E', unit: 'mV' },
  y: { label: 'i', unit: 'pA' },
  series: [
    { kind: 'points', name: 'measured', x: potentials.map((e) => e * 1e3), y: currents.map((i) => i * 1e12) },
    {
      kind: 'fit',
      name: 'line',
      x: potentials.map((e) => e * 1e3),
      y: potentials.map((e) => (offset.value + e / resistance.value) * 1e12),
    },
  ],
});

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

export const pipette: Experiment = {
  id: 'pipette',
  title: 'The pipette',
  summary: 'Resistance and radius in a bath of the filling; stray capacitance and drift in air.',
  presets: [
    {
      id: 'pipette-55nm',
      title: 'The pipette of 55 nm in a bath',
      source:
        'setting of this program; the pipette is that of Takahashi et al., Chem. Commun. 2020, 56, 9324',
      sample: 'electrolyte',
      recipe: preset,
      published: [
        { figure: 'opening_radius', quantity: 'radius of the pipette, caption of Fig. 3', value: 55e-9 },
      ],
    },
  ],
  fields: [pointsField, ...fields, ...landingFields],
  problems: (recipe) =>
    numberOf(recipe, 'halfConeAngleError') >= numberOf(recipe, 'halfConeAngle')
      ? [
          {
            key: 'halfConeAngleError',
            message: 'Half cone angle: its uncertainty must be smaller than the angle.',
          },
        ]
      : [],
  program,
  path: pointsPath,
  pointCounts: (recipe) => [placesOf(recipe).length],
  maps,
  mainMap: 'resistance',
  reduce,
  detail,
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
      'line of least squares through the mean currents of the holds in the bath; R = 1/(πσr·tanθ) + 1/(4σr); capacitance from half of the distance of the two sweeps in air; drift from a line through a hold in air',
    conductivity: numberOf(recipe, 'conductivity'),
    half_cone_angle: numberOf(recipe, 'halfConeAngle'),
    half_cone_angle_error: numberOf(recipe, 'halfConeAngleError'),
  }),
};
