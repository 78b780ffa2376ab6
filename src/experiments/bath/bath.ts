/** What the holds in the bath and in air say: resistance, radius, offset, drift. */
import { radiusOfResistance } from '../../kinetics/conductance/pipette-resistance';
import type { Estimate } from '../../kinetics/numerics/estimate';
import type { HopTraces } from '../../records/hop';
import type { Recipe, Recorded } from '../experiment';
import { channelOf, clearNoise, heldNoise, holdsOf, meanCurrent, timesOf, type Held } from '../holds/holds';
import { numberOf } from '../recipe/recipe';
import { lineThrough } from '../results/straight-line';
import { IN_AIR, IN_BATH } from './bath-program';

export interface Bath {
  readonly resistance: Estimate;
  readonly radius: Estimate;
  /** One standard deviation of the radius from the cone's angle. */
  readonly radiusCalibration: number;
  /** Of the disc that the droplet wets, m, and one standard deviation from the cone's angle and the wetting. */
  readonly contact: Estimate;
  readonly contactCalibration: number;
  readonly offset: Estimate;
  /** V and A of the holds in the bath. */
  readonly potentials: Float64Array;
  readonly currents: Float64Array;
}

/** The second half of a hold. */
const settled = (held: Held): Held => {
  const from = Math.floor(held.trace.count / 2);
  const current = held.trace.channels.tip_current?.subarray(from) ?? new Float32Array(0);
  return { ...held, trace: { ...held.trace, count: current.length, channels: { tip_current: current } } };
};

/** Null where fewer holds than make a line were recorded. */
export function bathOf(hop: HopTraces, recipe: Recipe, recorded: Recorded): Bath | null {
  const noise = clearNoise(hop, recorded);
  const held = holdsOf(hop, recorded).filter(({ label }) => label.startsWith(IN_BATH));
  const potentials = Float64Array.from(held, ({ step }) => step.level);
  const currents = Float64Array.from(held, (one) => meanCurrent(settled(one), noise).value);
  const line = lineThrough(potentials, currents);
  if (!line) return null;
  const resistance = { value: 1 / line.slope, error: line.slopeError / line.slope ** 2 };
  const cone = (angle: number) => ({ conductivity: numberOf(recipe, 'conductivity'), halfConeAngle: angle });
  const [angle, spread] = [numberOf(recipe, 'halfConeAngle'), numberOf(recipe, 'halfConeAngleError')];
  const value = radiusOfResistance(resistance.value, cone(angle));
  const [wide, narrow] = [angle + spread / 2, angle - spread / 2].map((a) =>
    radiusOfResistance(resistance.value, cone(a)),
  );
  const radius = { value, error: (value * resistance.error) / Math.abs(resistance.value) };
  const radiusCalibration = Math.abs((wide ?? NaN) - (narrow ?? NaN));
  const [wetting, wettingError] = [numberOf(recipe, 'wetting'), numberOf(recipe, 'wettingError')];
  return {
    resistance,
    radius,
    radiusCalibration,
    contact: { value: wetting * value, error: wetting * radius.error },
    contactCalibration: Math.hypot(wetting * radiusCalibration, wettingError * value),
    offset: { value: line.intercept, error: line.interceptError },
    potentials,
    currents,
  };
}

/** A, the mean current at 0 V in air, with an error from the scatter of its samples; null where there was no hold. */
export function airCurrentOf(hop: HopTraces, recorded: Recorded): Estimate | null {
  const held = holdsOf(hop, recorded).find(({ label }) => label === IN_AIR);
  return held ? meanCurrent(held, heldNoise(held)) : null;
}

/** A/s, of the hold in air; null where there is none. */
export function driftOf(hop: HopTraces, recorded: Recorded): Estimate | null {
  const held = holdsOf(hop, recorded).find(({ label }) => label === IN_AIR);
  const line = held && lineThrough(timesOf(held.trace), channelOf(held.trace, 'tip_current'));
  return line ? { value: line.slope, error: line.slopeError } : null;
}
