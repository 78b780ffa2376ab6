/** What keeps a recipe of collecting from being run, and what can be said of it before. */
import { quantity, significant } from '../../quantity';
import type { Expectation, Problem, Recipe } from '../experiment';
import { keptOf } from '../holds/holds';
import type { NoiseTable } from '../landing/amplifier-noise';
import { listOf, numberOf } from '../recipe/recipe';
import { potentialsOf } from './collected';
import { isPulsed } from './collection-program';
import { heightExpectation, heightProblems } from './constant-height';
import { discNoise } from './disc';

/** Planes of a map at most. */
const MOST = 400;

export function collectionProblems(recipe: Recipe): readonly Problem[] {
  const found = [...heightProblems(recipe)];
  const [start, vertex] = [numberOf(recipe, 'sampleStart'), numberOf(recipe, 'sampleVertex')];
  if (!isPulsed(recipe) && start === vertex)
    found.push({ key: 'sampleVertex', message: 'Sweep to: another potential than the start.' });
  const pulses = listOf(recipe, 'pulsePotentials');
  if (isPulsed(recipe) && pulses.some((level, k) => k > 0 && level <= (pulses[k - 1] ?? NaN)))
    found.push({ key: 'pulsePotentials', message: 'Pulse to: in ascending order, each once.' });
  if (potentialsOf(recipe).length > MOST)
    found.push({
      key: 'potentialStep',
      message: `Average a sweep over: at most ${String(MOST)} parts; take longer ones.`,
    });
  const levels = listOf(recipe, 'onsetLevels');
  if (levels.some((level, k) => k > 0 && level <= (levels[k - 1] ?? NaN)))
    found.push({ key: 'onsetLevels', message: 'Onset where it collects: the lowest level first.' });
  return found;
}

/** Standard deviations of a mean that the least level should be above. */
const SURE = 4;

export function collectionExpectation(recipe: Recipe, amplifier: NoiseTable): Expectation {
  const { distance, numbers, warnings } = heightExpectation(recipe, amplifier);
  const time = isPulsed(recipe)
    ? numberOf(recipe, 'pulseTime') / 4
    : numberOf(recipe, 'potentialStep') / numberOf(recipe, 'sampleRate');
  const noise = discNoise(recipe, amplifier) * Math.sqrt(keptOf(time, numberOf(recipe, 'approachCutoff')));
  const least = listOf(recipe, 'onsetLevels')[0] ?? NaN;
  const text = quantity(significant(SURE * noise * 1e12, 2), 'pA');
  return {
    headline: `${distance} above the sample, ${text} told from nothing`,
    numbers: [
      ...numbers,
      {
        label: 'Least that is told',
        text,
        title: `${String(SURE)} standard deviations of a mean over ${quantity(significant(time, 2), 's')}`,
      },
    ],
    warnings:
      least < SURE * noise
        ? [...warnings, 'The least level of an onset lies within the noise: raise it, or average over more.']
        : warnings,
  };
}
