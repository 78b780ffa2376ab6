/** What currents in solutions of known concentration say: a line with its band, what it leaves, and what is handed on of it. */
import { concentrationExponent } from '../../kinetics/conductance/concentration';
import {
  concentrationLine,
  currentOn,
  reach95,
  scatterOf,
  type ConcentrationLine,
} from '../../kinetics/conductance/concentration-line';
import { quantity, significant, withError } from '../../quantity';
import type { Figure, Findings, HandedOn, MeasuredMaps, Recipe } from '../experiment';
import type { Plot } from '../shown';
import { listOf, numberOf } from '../recipe/recipe';
import { NO_FINDINGS } from '../results/findings';
import { CALIBRATION_VALUES, SLOPE } from './applied-calibration';
import { MOLAR, NANOAMPERE, ONE } from '../results/map-specs';

/** Places at which line and band are drawn, and how far beyond the calibrated range, as a part of it. */
const PLACES = 60;
const BEYOND = 0.15;
/** Errors of the currents that the line may leave anywhere before it is no straight line. */
const STRAIGHT = 3;

const lineOf = ({ plane }: MeasuredMaps, recipe: Recipe): ConcentrationLine | null =>
  concentrationLine(listOf(recipe, 'concentrations'), plane('ion_current'));

export function calibrationFindings(measured: MeasuredMaps, recipe: Recipe): Findings {
  const line = lineOf(measured, recipe);
  if (!line) return NO_FINDINGS;
  const concentrations = listOf(recipe, 'concentrations');
  const currents = Array.from(measured.plane('ion_current'));
  const errors = measured.error('ion_current');
  const residuals = currents.map((i, k) => i - currentOn(line, concentrations[k] ?? NaN).value);
  const bent = residuals.some((r, k) => Math.abs(r) > STRAIGHT * (errors[k] ?? NaN));
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
          significant((residuals[k] ?? NaN) * 1e9, 2),
        ]),
      },
    ],
    plots: [linePlot(line, concentrations, currents), residualPlot(residuals, concentrations)],
    warnings: bent
      ? [
          'The currents do not lie on a straight line within their noise: use it between these concentrations, not beyond.',
        ]
      : [],
  };
}

const figuresOf = (line: ConcentrationLine, recipe: Recipe, exponent: number): Figure[] => [
  {
    key: 'calibration_slope',
    label: 'Slope',
    value: line.slope,
    interval: [line.slope - reach95(line) * line.slopeError, line.slope + reach95(line) * line.slopeError],
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
    value: scatterOf(line),
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
  line: ConcentrationLine,
  concentrations: readonly number[],
  currents: readonly number[],
): Plot {
  const [least, most] = [Math.min(...concentrations), Math.max(...concentrations)];
  const margin = BEYOND * (most - least);
  const step = (most - least + 2 * margin) / (PLACES - 1);
  const places = Array.from({ length: PLACES }, (_, k) => least - margin + k * step);
  const x = places.map((c) => c * MOLAR.factor);
  const on = places.map((c) => currentOn(line, c));
  return {
    title: 'Current against concentration',
    x: { label: 'c', unit: 'M' },
    y: { label: 'i', unit: 'nA' },
    series: [
      {
        kind: 'band',
        name: '95 %',
        x,
        lower: on.map(({ value, band }) => (value - band) * 1e9),
        upper: on.map(({ value, band }) => (value + band) * 1e9),
      },
      { kind: 'fit', name: 'straight line', x, y: on.map(({ value }) => value * 1e9) },
      {
        kind: 'points',
        name: 'solutions',
        x: concentrations.map((c) => c * MOLAR.factor),
        y: currents.map((i) => i * 1e9),
      },
    ],
  };
}

function residualPlot(residuals: readonly number[], concentrations: readonly number[]): Plot {
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

/** The line, and what it was made of: its range, the pipette, and the bias that it holds for. */
export function handedCalibration(measured: MeasuredMaps, recipe: Recipe): readonly HandedOn[] {
  const line = lineOf(measured, recipe);
  if (!line) return [];
  const of = (key: keyof typeof CALIBRATION_VALUES, value: number, error = NaN): HandedOn => ({
    key,
    value,
    error,
    ...CALIBRATION_VALUES[key],
  });
  return [
    of('calibrationSlope', line.slope, line.slopeError),
    of('calibrationCurrent', line.current, line.currentError),
    of('calibrationCentre', line.centre),
    of('calibrationLeast', line.least),
    of('calibrationGreatest', line.greatest),
    of('calibrationSolutions', line.solutions),
    of('calibrationBias', numberOf(recipe, 'pipetteBias')),
    of('calibrationRadius', numberOf(recipe, 'pipetteRadius'), numberOf(recipe, 'pipetteRadiusError')),
  ];
}
