/** The program that measures a pipette: blanks and a hold in air, then holds in the bath. */
import type { Experiment, Recipe } from '../experiment';
import { landingSteps, leavingSteps } from '../landing/landing';
import { programOf, type Line } from '../program/hop-program';
import { quantity, significant } from '../../quantity';
import { listOf, numberOf } from '../recipe/recipe';

/** How the labels of holds begin. */
export const IN_AIR = 'in air';
export const IN_BATH = 'in the bath';
/** Half of the window of the blanks about 0 V, V, and samples of a sweep. */
const BLANK_WINDOW = 0.2;
const BLANK_SAMPLES = 400;
/** Samples of a hold. */
const HOLD_SAMPLES = 100;
/** Range and filter of the blanks, A and Hz per V/s. */
const BLANK_SCALE = 200e-12;
const BLANK_CUTOFF = 50;

const hold = (level: number, time: number, label: string): Line => [
  { verb: 'HOLD', control: 'POTENTIAL', level, seconds: time, interval: time / HOLD_SAMPLES },
  label,
];

export function bathProgram(recipe: Recipe): ReturnType<Experiment['program']> {
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
