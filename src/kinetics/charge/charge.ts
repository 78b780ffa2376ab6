/**
 * Faraday's law for a solid that takes ions up: charge, amount, volume, and the radius of the body that has this volume.
 * `concentration` is that of the exchanged species in the host, mol/m³, one electron each.
 *
 * A function answers null where concentration, charge or volume are not positive numbers.
 */
import { FARADAY } from '../constants';

/** Shape that a reacted volume is imagined as: a free particle, or a half below a contact. */
export type Body = 'sphere' | 'hemisphere';

/** Part of a full sphere. */
const PART: Readonly<Record<Body, number>> = { sphere: 1, hemisphere: 0.5 };

/** C/m³ in 1 mAh/cm³. */
const MILLIAMPERE_HOUR_PER_CM3 = 3.6e6;

const positive = (value: number): number | null => (value > 0 && Number.isFinite(value) ? value : null);

/** mol/m³ of the exchanged species from a volumetric capacity in mAh/cm³. */
export const concentrationOfCapacity = (capacity_mAh_cm3: number): number | null =>
  positive((capacity_mAh_cm3 * MILLIAMPERE_HOUR_PER_CM3) / FARADAY);

/** m³ that a charge, C, of either sign exchanges completely. */
export const volumeOfCharge = (charge: number, concentration: number): number | null =>
  positive(concentration) && positive(Math.abs(charge) / (FARADAY * concentration));

/** C, without sign, that a volume, m³, exchanges completely. */
export const chargeOfVolume = (volume: number, concentration: number): number | null =>
  positive(concentration) && positive(volume) && FARADAY * concentration * volume;

/** m, the radius of the body of a volume, m³. */
export const radiusOfVolume = (volume: number, body: Body): number | null =>
  positive(volume) && Math.cbrt((3 * volume) / (4 * Math.PI * PART[body]));

/** m³ of a body of a radius, m. */
export const volumeOfRadius = (radius: number, body: Body): number | null =>
  positive(radius) && (4 / 3) * Math.PI * PART[body] * radius ** 3;

/**
 * C, signed: current, A, integrated over time, s, by trapezoids, which is exact to the square of the interval. Null for
 * fewer than two points, unequal lengths, or times that run back.
 */
export function chargeOfCurrent(time: Float64Array, current: Float64Array): number | null {
  if (time.length < 2 || time.length !== current.length) return null;
  let charge = 0;
  for (let k = 1; k < time.length; k++) {
    const interval = (time[k] as number) - (time[k - 1] as number);
    if (!(interval >= 0)) return null;
    charge += (interval * ((current[k - 1] as number) + (current[k] as number))) / 2;
  }
  return Number.isFinite(charge) ? charge : null;
}
