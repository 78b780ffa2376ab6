/** What can be said of the landings of a run before it: false contacts, and droplets that overlap. */
import { quantity, significant } from '../../quantity';
import { rmsOf, type NoiseTable } from './amplifier-noise';
import type { Path, Recipe } from '../experiment';
import { nearestDistance } from '../path/nearest';
import { numberOf } from '../recipe/recipe';
import { setupOf } from '../recipe/setup';

/**
 * Rate at which noise behind a four-pole Bessel filter crosses zero upward, over its cut-off (Rice 1944), both signs
 * together: ν = 0.825335·fc·exp(−u²/2σ²) for the magnitude u and rms noise σ.
 */
const CROSSINGS = 0.825335;

/** That rate, 1/s, for a cut-off in Hz. */
export const falseCrossings = (cutoff: number, threshold: number, rms: number): number =>
  CROSSINGS * cutoff * Math.exp(-((threshold / rms) ** 2) / 2);

/**
 * False contacts that a run's approaches meet on average where the way down is the clearance: N·(1 − exp(−νT)). NaN where
 * the amplifier does not tell its noise.
 */
export function falseContacts(recipe: Recipe, points: number, amplifier: NoiseTable): number {
  const cutoff = numberOf(recipe, 'approachCutoff');
  const sigma = rmsOf(amplifier, numberOf(recipe, 'fullScale'), cutoff);
  const rate = falseCrossings(cutoff, numberOf(recipe, 'threshold'), sigma);
  const seconds = numberOf(recipe, 'retract') / numberOf(recipe, 'approachRate');
  return points * -Math.expm1(-rate * seconds);
}

/** Part of a droplet's footprint that it shares with one whose centre is `pitch` away; radius and pitch in m. */
export function overlapOf(pitch: number, radius: number): number {
  const half = pitch / (2 * radius);
  if (!(half < 1)) return 0;
  return (2 / Math.PI) * (Math.acos(half) - half * Math.sqrt(1 - half ** 2));
}

/** Sentences on what a person should think over. */
export function landingWarnings(
  recipe: Recipe,
  path: Pick<Path, 'points' | 'x' | 'y' | 'listed'>,
  amplifier: NoiseTable,
): string[] {
  const warnings: string[] = [];
  const expected = falseContacts(recipe, path.points.length, amplifier);
  if (expected > 1) {
    warnings.push(
      `About ${significant(expected, 2)} false contacts in the whole map: the noise on the way down comes too near the contact threshold. Raise the threshold or lower the filter.`,
    );
  }
  const pitch = nearestDistance(path);
  const { contactRadius } = setupOf(recipe);
  const overlap = overlapOf(pitch, contactRadius);
  if (overlap > 0) {
    warnings.push(
      `Droplets share ${(100 * overlap).toFixed(0)} % of their footprint with the next: ${nanometres(pitch)} from ${path.listed ? 'point to point' : 'pixel to pixel'}, ${nanometres(2 * contactRadius)} across.`,
    );
  }
  return warnings;
}

const nanometres = (length: number): string => quantity(significant(length * 1e9, 3), 'nm');
