/** An axis of a drawing that a person selects on: ends, ticks, and the way from values to px and back. Pure. */
import { placeOf } from '../../figures/limits';
import { linearTicks, logTicks, unitWithExponent, type Tick } from '../../figures/ticks';

export interface Axis {
  readonly label: string;
  readonly unit: string;
  /** In the shown unit. */
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
}

/** A part of a drawing that was dragged over, in the shown units, the lower ends first. */
export interface Brush {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Place of a value along an axis, 0 at its low end. */
export const shareOf = (axis: Axis, value: number): number => placeOf(value, axis, axis.log);

/** Value at a place along an axis. */
export const valueAt = ({ low, high, log }: Axis, share: number): number =>
  log ? low * (high / low) ** share : low + share * (high - low);

/** Ticks a step of about `spacing` px apart on an axis of a length, and its name with the unit that these are in. */
export function marksOf(
  axis: Axis,
  length: number,
  spacing: number,
): { readonly name: string; readonly marks: readonly (Tick & { readonly share: number })[] } {
  const { low, high, log, label } = axis;
  const set = (log ? logTicks : linearTicks)(low, high, Math.max(2, Math.floor(length / spacing)));
  const unit = unitWithExponent(axis.unit, set.exponent);
  return {
    name: unit === '' ? label : `${label} / ${unit}`,
    marks: set.ticks
      .map((tick) => ({ ...tick, share: shareOf(axis, tick.value) }))
      .filter(({ share }) => share >= -1e-9 && share <= 1 + 1e-9),
  };
}
