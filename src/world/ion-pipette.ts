/**
 * The pipette of the simulated ion-conductance microscope: r 50 nm, 5°, filled with 1 M LiClO4 in EC:DEC, an electrode
 * of lithium in it. Takahashi et al. use its like over hard carbon and graphite.
 */
import { gapResistance } from '../kinetics/conductance/approach';
import { logarithmicMean, resistanceShares } from '../kinetics/conductance/concentration';
import { pipetteResistance } from '../kinetics/conductance/pipette-resistance';
import { ORGANIC } from './pipette';

/** m, rad; RG as of quartz pulled with a laser. */
export const ION_PIPETTE = { radius: 50e-9, halfConeAngle: (5 * Math.PI) / 180, wallRatio: 1.5 } as const;
/** Salt inside, mol/m³. */
export const FILLING = 1000;
/** By which part of it, at most, the current of positive potentials is above Ohm's and that of negative ones below, and V of e-fold. */
const RECTIFICATION = { part: 0.01, potential: 0.3 };

/** Ω, in the electrolyte that fills it, clear of the surface. */
export const ION_RESISTANCE = pipetteResistance(ION_PIPETTE.radius, {
  conductivity: ORGANIC,
  halfConeAngle: ION_PIPETTE.halfConeAngle,
});
const SHARES = resistanceShares(ION_PIPETTE.halfConeAngle);
const gap = gapResistance(ION_PIPETTE.wallRatio);
const GAP_UNIT = 1 / (ORGANIC * ION_PIPETTE.radius * ION_RESISTANCE);

/** Within this distance, m, the glass touches what is below, and nothing flows. */
const TOUCHING = 0.05e-9;

/**
 * Current, A, of a potential against the solution outside, V, at a distance from the surface, m, in a bath of a salt
 * concentration, mol/m³.
 */
export function ionCurrent(potential: number, distance: number, concentration: number): number {
  if (!(distance > TOUCHING) || !(concentration > 0)) return 0;
  const ratio = concentration / FILLING;
  const outside = (SHARES.access + GAP_UNIT * gap(distance / ION_PIPETTE.radius)) / ratio;
  const resistance = ION_RESISTANCE * (SHARES.cone / logarithmicMean(ratio) + outside);
  const rectified = 1 + RECTIFICATION.part * Math.tanh(potential / RECTIFICATION.potential);
  return (potential / resistance) * rectified;
}

/** Places under the opening and its wall that the current averages over, in outer radii. */
const FOOTPRINT: readonly (readonly [number, number])[] = [
  [0, 0],
  ...Array.from({ length: 6 }, (_, k): [number, number] => {
    const angle = (Math.PI / 3) * k;
    return [0.75 * Math.cos(angle), 0.75 * Math.sin(angle)];
  }),
];
const OUTER = ION_PIPETTE.radius * ION_PIPETTE.wallRatio;

/** Mean of what a surface has under the pipette. */
export function underPipette(of: (x: number, y: number) => number, x: number, y: number): number {
  let sum = 0;
  for (const [dx, dy] of FOOTPRINT) sum += of(x + OUTER * dx, y + OUTER * dy);
  return sum / FOOTPRINT.length;
}
