/**
 * A calibration that a run takes, or that somebody types in: the straight line of a pipette's current over concentration, with
 * what it was made of. A recipe without one has 0 for its slope.
 */
import {
  FEWEST_SOLUTIONS,
  reach95,
  type ConcentrationLine,
} from '../../kinetics/conductance/concentration-line';
import { quantity, significant } from '../../quantity';
import type { Field, HandedOn, Problem, Recipe } from '../experiment';
import { errorKey, sourceKey } from '../recipe/handed-on';
import { numberOf, textOf } from '../recipe/recipe';
import { MOLAR, NANOAMPERE, NANOMETRE, ONE, VOLT } from '../results/map-specs';

const GROUP = 'Calibration';
export const SLOPE = { unit: 'nA/M', factor: 1e12 };

/** What of a calibration is handed on, by its keys in recipes. */
export const CALIBRATION_VALUES = {
  calibrationSlope: { label: 'Calibration slope', unit: 'A m3/mol', shown: SLOPE },
  calibrationCurrent: { label: 'Current at its mean', unit: 'A', shown: NANOAMPERE },
  calibrationCentre: { label: 'Calibrated mean', unit: 'mol/m3', shown: MOLAR },
  calibrationLeast: { label: 'Calibrated from', unit: 'mol/m3', shown: MOLAR },
  calibrationGreatest: { label: 'Calibrated up to', unit: 'mol/m3', shown: MOLAR },
  calibrationSolutions: { label: 'Calibrated solutions', unit: '', shown: ONE },
  calibrationBias: { label: 'Calibration bias', unit: 'V', shown: VOLT },
  calibrationRadius: { label: 'Calibrated radius', unit: 'm', shown: NANOMETRE },
} satisfies Record<string, Omit<HandedOn, 'key' | 'value' | 'error'>>;

type Key = keyof typeof CALIBRATION_VALUES;

/** Nothing is calibrated: currents stay currents. */
export const NO_CALIBRATION: Recipe = {
  calibrationSlope: 0,
  calibrationSlopeError: 0,
  calibrationCurrent: 0,
  calibrationCurrentError: 0,
  calibrationCentre: 0,
  calibrationLeast: 0,
  calibrationGreatest: 0,
  calibrationSolutions: 0,
  calibrationBias: 0,
  calibrationRadius: 0,
  calibrationRadiusError: 0,
};

const field = (key: Key, range: readonly [min: number, max: number], explanation: string): Field => {
  const { label, shown } = CALIBRATION_VALUES[key];
  const [min, max] = range;
  return {
    key,
    analysis: nameOf(key),
    group: GROUP,
    label,
    unit: shown.unit,
    factor: shown.factor,
    kind: key === 'calibrationSolutions' ? 'integer' : 'number',
    min,
    max,
    explanation,
  };
};

const errorOf = (of: Field, explanation: string): Field => ({
  ...of,
  key: errorKey(of.key),
  analysis: `${of.analysis ?? ''}-error`,
  kind: 'number',
  min: 0,
  label: 'its uncertainty',
  explanation,
});

/** `calibration-slope` for `calibrationSlope`. */
const nameOf = (key: string): string => key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

const SALT = [0, 20e3] as const;
const slope = field(
  'calibrationSlope',
  [-1e-9, 1e-9],
  'Of the ion current over the concentration; 0 without a calibration. A run of “Concentration calibration” hands it on.',
);
const current = field('calibrationCurrent', [-1e-6, 1e-6], 'Of the line, in the middle of the calibration.');
const radius = field(
  'calibrationRadius',
  [0, 20e-6],
  'The line is that of one pipette: another opening has another current.',
);

export const calibrationFields: readonly Field[] = [
  slope,
  errorOf(slope, 'One standard deviation; it becomes part of that of a concentration.'),
  current,
  errorOf(current, 'One standard deviation; with the number of solutions it tells their scatter.'),
  field('calibrationCentre', SALT, 'There the line is known best.'),
  field('calibrationLeast', SALT, 'Below it a concentration is extrapolated, and marked.'),
  field('calibrationGreatest', SALT, 'Above it a concentration is extrapolated, and marked.'),
  field('calibrationSolutions', [0, 100], 'Of how many the line was made.'),
  field('calibrationBias', [-10, 10], 'Of the pipette; the line holds for it alone.'),
  radius,
  errorOf(radius, 'One standard deviation; two pipettes are told apart beyond twice that of both.'),
];

export const bathConcentrationField: Field = {
  key: 'bathConcentration',
  analysis: 'bath-concentration',
  group: GROUP,
  label: 'Salt of the bath',
  unit: MOLAR.unit,
  factor: MOLAR.factor,
  kind: 'number',
  min: 1e-3,
  max: 20e3,
  explanation: 'Where nothing flows; changes are told against it, and a calibration has to find it.',
};

const hasCalibration = (recipe: Recipe): boolean => numberOf(recipe, 'calibrationSlope') !== 0;

/** Null without a calibration. */
export const calibrationOf = (recipe: Recipe): ConcentrationLine | null =>
  hasCalibration(recipe)
    ? {
        slope: numberOf(recipe, 'calibrationSlope'),
        slopeError: numberOf(recipe, 'calibrationSlopeError'),
        centre: numberOf(recipe, 'calibrationCentre'),
        current: numberOf(recipe, 'calibrationCurrent'),
        currentError: numberOf(recipe, 'calibrationCurrentError'),
        solutions: numberOf(recipe, 'calibrationSolutions'),
        least: numberOf(recipe, 'calibrationLeast'),
        greatest: numberOf(recipe, 'calibrationGreatest'),
      }
    : null;

/** The run that it comes from, as the recipe keeps it; empty where it was typed in. */
export const calibrationSource = (recipe: Recipe): string => textOf(recipe, sourceKey('calibrationSlope'));

/** For the bundle's analysis group; nothing of it without a calibration but its values. */
export const calibrationParameters = (recipe: Recipe): Readonly<Record<string, number | string>> => {
  const values = calibrationFields.map(({ key, analysis = key }): [string, number] => [
    analysis.replaceAll('-', '_'),
    numberOf(recipe, key),
  ]);
  const source = calibrationSource(recipe);
  return { ...Object.fromEntries(values), ...(source ? { calibration_source: source } : {}) };
};

/** Biases are the same within this, V; pipettes within so many standard deviations of both radii. */
const SAME_BIAS = 1e-3;
const SAME_PIPETTE = 2;

/** A line that is none, that is of another pipette, or that holds for another bias. */
export function calibrationProblems(recipe: Recipe): readonly Problem[] {
  const line = calibrationOf(recipe);
  if (!line) return [];
  if (line.solutions < FEWEST_SOLUTIONS)
    return problem(
      'calibrationSolutions',
      `at least ${String(FEWEST_SOLUTIONS)} make a line and its uncertainty.`,
    );
  if (!(line.greatest > line.least))
    return problem('calibrationGreatest', 'must lie above the least of the calibration.');
  if (!(line.currentError > 0))
    return problem('calibrationCurrent', 'give its uncertainty; a concentration has none without.');
  if (!(Math.abs(line.slope) > reach95(line) * line.slopeError))
    return problem('calibrationSlope', 'not told from none: no concentration follows from a current.');
  const [own, made] = [numberOf(recipe, 'pipetteBias'), numberOf(recipe, 'calibrationBias')];
  if (Math.abs(own - made) > SAME_BIAS)
    return problem(
      'calibrationBias',
      `it was made at ${quantity(significant(made), 'V')}, and this run has ${quantity(significant(own), 'V')}; the line holds for its own bias alone.`,
    );
  const radii = ['pipetteRadius', 'calibrationRadius'].map((key) => numberOf(recipe, key));
  const errors = ['pipetteRadius', 'calibrationRadius'].map((key) => numberOf(recipe, errorKey(key)) || 0);
  const [mine = NaN, other = NaN] = radii;
  if (Math.abs(mine - other) > SAME_PIPETTE * Math.hypot(...errors)) {
    const [here, there] = radii.map((r) => quantity(significant(r * 1e9), 'nm'));
    return problem(
      'calibrationRadius',
      `it is of another pipette, of ${there ?? ''}, and that of this run has ${here ?? ''}. Calibrate this one, or take no calibration.`,
    );
  }
  return [];
}

const problem = (key: Key, words: string): readonly Problem[] => [
  { key, message: `${CALIBRATION_VALUES[key].label}: ${words}` },
];
