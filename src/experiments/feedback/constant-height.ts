/** How a disc comes to a height that a current has told: form fields, and what is said of them, of modes that measure there. */
import { quantity, significant } from '../../quantity';
import type { Expectation, Field, Problem, Recipe } from '../experiment';
import type { NoiseTable } from '../landing/amplifier-noise';
import { numberOf } from '../recipe/recipe';
import { gapAt, mapDistance } from './apparent-rate';
import { discCurrent, discNoise } from './disc';

const GROUP = 'Height';

const nanometres = (what: Pick<Field, 'key' | 'label' | 'explanation'> & Partial<Field>): Field => ({
  group: GROUP,
  unit: 'nm',
  factor: 1e9,
  kind: 'number',
  min: 0,
  max: 20e-6,
  ...what,
});

export const heightFields: readonly Field[] = [
  {
    key: 'stop',
    group: GROUP,
    label: 'Approach to i / i far',
    unit: '',
    factor: 1,
    kind: 'number',
    min: 0.05,
    max: 20,
    explanation:
      'There the current tells the distance: the surface must be an insulator if this is below 1, a conductor if it is above 1.',
  },
  nanometres({
    key: 'rise',
    label: 'Then up by',
    min: 50e-9,
    explanation: 'What is measured is measured at this height above the end of the approach.',
  }),
  nanometres({
    key: 'distanceError',
    analysis: 'distance-error',
    label: 'Distance, 1σ',
    explanation: 'Uncertainty of the distance by relief, tilt and drift; it becomes part of the result’s.',
  }),
];

export const heightProblems = (recipe: Recipe): readonly Problem[] =>
  numberOf(recipe, 'stop') === 1
    ? [
        {
          key: 'stop',
          message: 'Approach to: 1 is the current far away; the way down would end where it begins.',
        },
      ]
    : [];

/** Noise, in its rms, within which a stop may not lie of the current far away. */
const SIGMAS = 6;

/** What is wrong with the stops of a way down, before it is made; whole sentences. */
export function stopWarnings(recipe: Recipe, stops: readonly number[], amplifier: NoiseTable): string[] {
  const [current, noise] = [discCurrent(recipe), discNoise(recipe, amplifier)];
  const warnings: string[] = [];
  if (stops.some((stop) => Math.min(stop, Math.abs(stop - 1)) * current < SIGMAS * noise)) {
    warnings.push(
      'A stop lies within the noise of the current: the way down will end at once, or not at all. Lower the filter.',
    );
  }
  if (Math.max(1, ...stops) * current > numberOf(recipe, 'fullScale')) {
    warnings.push(
      'A stop lies beyond the full scale: the approach will not end there. Raise the full scale.',
    );
  }
  return warnings;
}

/** Standard deviations of the distance that the disc should keep from the surface. */
const SAFE = 3;

/** What can be said of the height before: whether the approach will end there, and the disc stay clear of the surface. */
export function heightExpectation(
  recipe: Recipe,
  amplifier: NoiseTable,
): Pick<Expectation, 'numbers' | 'warnings'> & { readonly distance: string } {
  const distance = mapDistance(recipe);
  const warnings = stopWarnings(recipe, [numberOf(recipe, 'stop')], amplifier);
  if (SAFE * numberOf(recipe, 'distanceError') > distance) {
    warnings.push(
      'Three standard deviations of the distance reach the surface: rise higher, or the disc may touch.',
    );
  }
  const nm = (metres: number): string => quantity(significant(metres * 1e9), 'nm');
  return {
    distance: nm(distance),
    numbers: [
      {
        label: 'End of the approach',
        text: nm(gapAt(numberOf(recipe, 'stop'), recipe)),
        title: 'Above the surface, by the curve of an insulator or a conductor',
      },
      {
        label: 'Noise of the current',
        text: quantity(significant(discNoise(recipe, amplifier) * 1e12, 2), 'pA'),
        title: 'rms behind the filter, of the amplifier and of the charges of such a current',
      },
    ],
    warnings,
  };
}
