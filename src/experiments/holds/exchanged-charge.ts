/** What a charge amounts to in the solid: volume, and the sphere of that volume, with what is known of the host. */
import { radiusOfVolume, volumeOfCharge } from '../../kinetics/charge/charge';
import { quantity, significant } from '../../quantity';
import type { Field, Path, Recipe } from '../experiment';
import type { PixelDetail } from '../shown';
import { channelOf, type Held } from './holds';
import { nearestDistance } from '../path/nearest';
import { numberOf } from '../recipe/recipe';
import { setupFields } from '../recipe/setup';

/** Form fields of the host: what it holds of the exchanged species, and how well that is known. */
export const hostFields: readonly Field[] = setupFields.filter(
  ({ key }) => key === 'concentration' || key === 'concentrationError',
);

export interface Exchanged {
  /** C, with its sign. */
  readonly charge: number;
  /** m³, and one standard deviation from the concentration; NaN for no charge. */
  readonly volume: number;
  readonly volumeError: number;
  /** m, of the sphere of that volume. */
  readonly radius: number;
  readonly radiusError: number;
}

/** C: the measured current over a hold. Each sample is the mean over its interval, so that their sum is the charge. */
export const chargeOf = ({ trace }: Held): number =>
  channelOf(trace, 'tip_current').reduce((sum, i) => sum + i, 0) * trace.interval;

/** By Faraday's law, with the uncertainty of the concentration: V = Q/Fc, r = ∛(3V/4π). */
export function exchangedBy(charge: number, recipe: Recipe): Exchanged {
  const concentration = numberOf(recipe, 'concentration');
  const part = numberOf(recipe, 'concentrationError') / concentration;
  const volume = volumeOfCharge(charge, concentration) ?? NaN;
  const radius = radiusOfVolume(volume, 'sphere') ?? NaN;
  return { charge, volume, volumeError: volume * part, radius, radiusError: (radius * part) / 3 };
}

export const exchangedNumbers = ({ charge, volume, radius }: Exchanged): PixelDetail['numbers'] => [
  {
    label: 'Charge',
    text: quantity(significant(charge * 1e12), 'pC'),
    title: 'Current integrated over the hold',
  },
  {
    label: 'Volume',
    text: quantity(significant(volume * 1e18), 'µm³'),
    title: 'Of the solid that this charge exchanges completely',
  },
  {
    label: 'Sphere',
    text: quantity(significant(radius * 1e9), 'nm'),
    title: 'Radius of the sphere of that volume',
  },
];

/** What to think over before a constant current (A) is driven for a time (s) at every point of a path. */
export function chargingWarnings(
  recipe: Recipe,
  current: number,
  seconds: number,
  path: Pick<Path, 'points' | 'x' | 'y' | 'listed'>,
): string[] {
  const warnings: string[] = [];
  const fullScale = numberOf(recipe, 'fullScale');
  if (Math.abs(current) > fullScale) {
    warnings.push(
      `The current is beyond the full scale of ${quantity(significant(fullScale * 1e12), 'pA')}: it would be clipped.`,
    );
  }
  const { radius } = exchangedBy(current * seconds, recipe);
  const pitch = nearestDistance(path);
  if (2 * radius > pitch) {
    warnings.push(
      `The charge of a pixel amounts to a sphere ${quantity(significant(2e9 * radius), 'nm')} across, more than the ${quantity(significant(pitch * 1e9), 'nm')} to the next: pixels meet what their neighbours have charged.`,
    );
  }
  return warnings;
}
