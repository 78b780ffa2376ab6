/** What can be said before a run of hops: the current, its noise against the setpoint, and the distance that this means. */
import { ELEMENTARY_CHARGE } from '../../kinetics/constants';
import { BESSEL_NOISE_BANDWIDTH } from '../../kinetics/solver/bessel';
import { quantity, significant } from '../../quantity';
import type { Expectation, Recipe } from '../experiment';
import { rmsOf, type NoiseTable } from '../landing/amplifier-noise';
import { falseCrossings } from '../landing/landing-expectation';
import { numberOf } from '../recipe/recipe';
import { distanceOf, expectedCurrent } from './ion-pipette';

/** rms noise behind the filter with the clear current flowing, A: the amplifier's and that of the charges themselves. */
export function hopNoise(recipe: Recipe, amplifier: NoiseTable): number {
  const cutoff = numberOf(recipe, 'approachCutoff');
  const own = rmsOf(amplifier, numberOf(recipe, 'fullScale'), cutoff);
  const shot = 2 * ELEMENTARY_CHARGE * Math.abs(expectedCurrent(recipe)) * BESSEL_NOISE_BANDWIDTH * cutoff;
  return Math.sqrt(own ** 2 + shot);
}

/** Hops of a run that noise alone would end on the way down, on average. */
export function falseStops(recipe: Recipe, hops: number, amplifier: NoiseTable): number {
  const fall = (1 - numberOf(recipe, 'setpoint')) * Math.abs(expectedCurrent(recipe));
  const seconds = numberOf(recipe, 'retract') / numberOf(recipe, 'approachRate');
  // Of the two signs that the rate counts a fall has one.
  const rate = falseCrossings(numberOf(recipe, 'approachCutoff'), fall, hopNoise(recipe, amplifier)) / 2;
  return hops * -Math.expm1(-rate * seconds);
}

/** Distances over which the current goes down, in radii: the pipette should start that far away. */
const CLEAR = 5;

export function hopExpectation(recipe: Recipe, hops: number, amplifier: NoiseTable): Expectation {
  const current = expectedCurrent(recipe);
  const noise = hopNoise(recipe, amplifier);
  const fall = (1 - numberOf(recipe, 'setpoint')) * Math.abs(current);
  const distance = distanceOf(recipe, numberOf(recipe, 'setpoint'));
  const warnings: string[] = [];
  const expected = falseStops(recipe, hops, amplifier);
  if (expected > 1) {
    warnings.push(
      `About ${significant(expected, 2)} hops end before the surface: the setpoint lies within the noise of the ion current. Lower the setpoint or the filter, or raise the bias.`,
    );
  }
  if (Math.abs(current) > numberOf(recipe, 'fullScale')) {
    warnings.push(
      `A current of ${quantity(significant(current * 1e9), 'nA')} is expected, beyond the full scale: a clipped current does not fall. Raise the full scale or lower the bias.`,
    );
  }
  const start = CLEAR * numberOf(recipe, 'pipetteRadius');
  if (numberOf(recipe, 'retract') < start) {
    warnings.push(
      `Hops begin less than ${quantity(significant(start * 1e9), 'nm')} above the surface, five radii: the current there is not yet that of the bath.`,
    );
  }
  return {
    headline: `${quantity(significant(current * 1e9), 'nA')} clear of the surface, felt at ${quantity(significant(distance * 1e9, 2), 'nm')}`,
    numbers: [
      {
        label: 'Fall at the setpoint',
        text: quantity(significant(fall * 1e12, 2), 'pA'),
        title: 'Of the current that the pipette is expected to have',
      },
      {
        label: 'Noise of the current',
        text: quantity(significant(noise * 1e12, 2), 'pA'),
        title: 'rms behind the filter: of the amplifier, and of the charges of such a current',
      },
    ],
    warnings,
  };
}
