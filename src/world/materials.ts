/**
 * What the grains of the simulated samples are made of. All of them are lithium titanate with the published diffusion
 * coefficient, but for one thing each, so that its effect on a wave, and on an analysis, can be seen alone.
 */
import type { ElectrodeModel } from '../kinetics/solver/electrode';
import type { Conditions } from './conditions';
import { DOUBLE_LAYER, PIPETTE_RESISTANCE, STRAY_CAPACITANCE } from './pipette';
import type { Region } from './sample';

/** Two-phase plateau of Li4Ti5O12/Li7Ti5O12 against lithium, V. */
const HALF_WAVE = 1.55;
/** 1e-4 cm/s, m/s. */
const SLOW_TRANSFER = 1e-6;
/** Ω. */
const POOR_COLLECTOR = 10e9;
/** F. */
const LARGE_STRAY = 0.1e-12;
/**
 * Of the islands, m: at 1.25–20 V/s the median grain has w = L²fv/D between 1.3 and 20, from a layer that is emptied
 * whole to one that looks semi-infinite.
 */
const ISLAND = 8e-9;
/** Sites attract each other just strongly enough for the equilibrium wave to be a jump. */
const CRITICAL_INTERACTION = 4;

export interface Material {
  readonly region: Region;
  /** Where it differs from a thick film with a fast couple under a disc. */
  readonly differs: Partial<ElectrodeModel>;
  /** Between pipette and sample, F. */
  readonly stray: number;
}

const material = (
  region: Region,
  differs: Partial<ElectrodeModel> = {},
  stray = STRAY_CAPACITANCE,
): Material => ({
  region,
  differs,
  stray,
});

export const MATERIALS: Readonly<Record<Region, Material>> = {
  planar: material('planar', { discRadius: Infinity }),
  disc: material('disc'),
  thin_layer: material('thin_layer', { discRadius: Infinity, thickness: ISLAND }),
  kinetic: material('kinetic', { rateConstant: SLOW_TRANSFER }),
  resistive: material('resistive', { resistance: POOR_COLLECTOR }),
  stray_capacitance: material('stray_capacitance', {}, LARGE_STRAY),
  two_phase: material('two_phase', { interaction: CRITICAL_INTERACTION }),
  no_redox: material('no_redox', { concentration: 0, diffusion: NaN, halfWave: NaN }),
};

/** The cell that a droplet makes on a material of a diffusion coefficient, m²/s. */
export function cellOn({ differs }: Material, diffusion: number, conditions: Conditions): ElectrodeModel {
  const { contactRadius, concentration, temperature } = conditions;
  const area = Math.PI * contactRadius ** 2;
  return {
    temperature,
    concentration,
    area,
    diffusion,
    discRadius: contactRadius,
    thickness: Infinity,
    halfWave: HALF_WAVE,
    rateConstant: Infinity,
    transfer: 0.5,
    resistance: PIPETTE_RESISTANCE,
    capacitance: DOUBLE_LAYER * area,
    ...differs,
  };
}
