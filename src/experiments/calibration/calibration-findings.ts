/** What currents in solutions of known concentration say: a line with its band, what it leaves, and what is handed on of it. */
import { concentrationExponent } from '../../kinetics/conductance/concentration';
import { quantity, significant, withError } from '../../quantity';
import type { Figure, Findings, HandedOn, MeasuredMaps, Plot, Recipe } from '../experiment';
import { listOf, numberOf } from '../recipe/recipe';
import { NO_FINDINGS } from '../results/findings';
import { MOLAR, NANOAMPERE, ONE } from '../results/map-specs';
import { calibrationLine, type CalibrationLine } from './calibration-line';

const SLOPE = { unit: 'nA/M', factor: 1e12 };
/** Places at which line and band are drawn, and how far beyond the calibrated range, as a part of it. */
const PLACES = 60;
const BEYOND = 0.15;
/** Errors of the currents that the line may leave anywhere before it is no straight line. */
const STRAIGHT = 3;

const lineOf = ({ plane }: MeasuredMaps, recipe: Recipe): CalibrationLine | null =>
  calibrationLine(
    Float64Array.from(listOf(recipe, 'concentrations')),
    Float64Array.from(plane('ion_current')),
  );

export function calibrationFindings(measured: MeasuredMaps, recipe: Recipe): Findings {
  const line = lineOf(measured, recipe);
  if (!line) return NO_FINDINGS;
  const concentrations = listOf(recipe, 'concentrations');
  const currents = Array.from(measured.plane('ion_current'));
  const errors = measured.error('ion_current');
  const bent = line.residuals.some((r, k) => Math.abs(r) > STRAIGHT * (errors[k] ?? NaN));
  const slope = withError(line.slope * SLOPE.factor, line.slopeError * SLOPE.factor);
  return {
    ...NO_FINDINGS,
    headline: `${quantity(slope, SLOPE.unit)} at ${quantity(significant(numberOf(recipe, 'pipetteBias')), 'V')}`,
    figures: figuresOf(line, recipe, exponentOf(concentrations, currents)),
    tables: [
      {
        title: 'Solutions',
        columns: ['c, M', 'i, nA', 'less the line, nA'],
        rows: concentrations.map((c, k) => [
          significant(c * MOLAR.factor),
          significant((currents[k] ?? NaN) * 1e9, 4),
          significant((line.residuals[k] ?? NaN) * 1e9, 2),
        ]),
      },
    ],
    plots: [linePlot(line, concentrations, currents), residualPlot(line, concentrations)],
    warnings: bent
      ? [
          'The currents do not lie on a straight line within their noise: use it between these concentrations, not beyond.',
        ]
      : [],
  };
}

const figuresOf = (line: CalibrationLine, recipe: Recipe, exponent: number): Figure[] => [
  {
    key: 'calibration_slope',
    label: 'Slope',
    value: line.slope,
    interval: [line.slope - line.slopeHalf, line.slope + line.slopeHalf],
    unit: 'A m3/mol',
    shown: SLOPE,
  },
  {
    key: 'calibration_current',
    label: 'Line at the mean',
    value: line.current,
    unit: 'A',
    shown: NANOAMPERE,
  },
  {
    key: 'calibration_centre',
    label: 'Mean concentration',
    value: line.centre,
    unit: 'mol/m3',
    shown: MOLAR,
  },
  {
    key: 'calibration_scatter',
    label: 'Scatter about the line',
    value: line.scatter,
    unit: 'A',
    shown: NANOAMPERE,
  },
  { key: 'concentration_exponent', label: 'd ln i / d ln c', value: exponent, unit: '', shown: ONE },
  {
    key: 'concentration_exponent_cone',
    label: 'by the cone, near its filling',
    value: concentrationExponent(numberOf(recipe, 'halfConeAngle')),
    unit: '',
    shown: ONE,
  },
];

/** Slope of ln i on ln c by least squares. */
function exponentOf(concentrations: readonly number[], currents: readonly number[]): number {
  const usable = concentrations
    .map((c, k) => ({ x: Math.log(c), y: Math.log(Math.abs(currents[k] ?? NaN)) }))
    .filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const mx = usable.reduce((sum, p) => sum + p.x, 0) / usable.length;
  const my = usable.reduce((sum, p) => sum + p.y, 0) / usable.length;
  const xx = usable.reduce((sum, p) => sum + (p.x - mx) ** 2, 0);
  return usable.reduce((sum, p) => sum + (p.x - mx) * (p.y - my), 0) / xx;
}

function linePlot(
  line: CalibrationLine,
  concentrations: readonly number[],
  currents: readonly number[],
): Plot {
  const [least, most] = [Math.min(...concentrations), Math.max(...concentrations)];
  const margin = BEYOND * (most - least);
  const step = (most - least + 2 * margin) / (PLACES - 1);
  const places = Array.from({ length: PLACES }, (_, k) => least - margin + k * step);
  const x = places.map((c) => c * MOLAR.factor);
  const on = places.map((c) => line.at(c));
  return {
    title: 'Current against concentration',
    x: { label: 'c', unit: 'M' },
    y: { label: 'i', unit: 'nA' },
    series: [
      {
        kind: 'band',
        name: '95 %',
        x,
        lower: on.map(({ current, half }) => (current - half) * 1e9),
        upper: on.map(({ current, half }) => (current + half) * 1e9),
      },
      { kind: 'fit', name: 'straight line', x, y: on.map(({ current }) => current * 1e9) },
      {
        kind: 'points',
        name: 'solutions',
        x: concentrations.map((c) => c * MOLAR.factor),
        y: currents.map((i) => i * 1e9),
      },
    ],
  };
}

function residualPlot({ residuals }: CalibrationLine, concentrations: readonly number[]): Plot {
  const x = concentrations.map((c) => c * MOLAR.factor);
  return {
    title: 'What the line leaves',
    x: { label: 'c', unit: 'M' },
    y: { label: 'i − line', unit: 'pA' },
    series: [
      { kind: 'points', name: 'solutions', x, y: residuals.map((r) => r * 1e12) },
      { kind: 'fit', name: 'straight line', x: [Math.min(...x), Math.max(...x)], y: [0, 0] },
    ],
  };
}

/** The line by its slope and its middle, whose errors know nothing of each other, and the range that it was made in. */
export function handedCalibration(measured: MeasuredMaps, recipe: Recipe): readonly HandedOn[] {
  const line = lineOf(measured, recipe);
  if (!line) return [];
  const known = listOf(recipe, 'concentrations');
  const molar = (key: string, label: string, value: number): HandedOn => ({
    key,
    label,
    value,
    error: NaN,
    unit: 'mol/m3',
    shown: MOLAR,
  });
  return [
    {
      key: 'calibrationSlope',
      label: 'Slope of the calibration',
      value: line.slope,
      error: line.slopeError,
      unit: 'A m3/mol',
      shown: SLOPE,
    },
    {
      key: 'calibrationCurrent',
      label: 'Current at its mean concentration',
      value: line.current,
      error: line.currentError,
      unit: 'A',
      shown: NANOAMPERE,
    },
    molar('calibrationCentre', 'Mean concentration of the calibration', line.centre),
    molar('calibrationLeast', 'Its least concentration', Math.min(...known)),
    molar('calibrationGreatest', 'Its greatest concentration', Math.max(...known)),
  ];
}
