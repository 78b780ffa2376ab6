/**
 * What the grains of the simulated samples are made of. All of them are lithium titanate with the published diffusion
 * coefficient, but for one thing each, so that its effect on a wave, and on an analysis, can be seen alone.
 */
import type { ElectrodeModel } from '../kinetics/solver/electrode';
import type { Conditions } from './conditions';
import { DOUBLE_LAYER, PIPETTE_RESISTANCE, STRAY_CAPACITANCE } from './pipette';
import type { Region } from './sample';

/** Median of the facets' diffusion coefficients, m²/s, and their spread as a factor from slowest to fastest. */
const MEDIAN_DIFFUSION = 2.47e-15;
const SPREAD = 10;
/** Potential of a film without inserted lithium, V. */
const DELITHIATED = 2.2;

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
  /** Diffusion coefficient: median of the grains, m²/s, and factor from slowest to fastest. */
  readonly diffusion: { readonly median: number; readonly spread: number };
  /** Potential of the untouched film, V. */
  readonly rest: number;
  /** Of the film between contact and current collector, Ω m². */
  readonly areaResistance: number;
}

const material = (
  region: Region,
  differs: Partial<ElectrodeModel> = {},
  stray = STRAY_CAPACITANCE,
): Material => ({
  region,
  differs,
  stray,
  diffusion: { median: MEDIAN_DIFFUSION, spread: SPREAD },
  rest: DELITHIATED,
  areaResistance: 0,
});

/** The materials of the mosaic. */
export const MATERIALS = {
  planar: material('planar', { discRadius: Infinity }),
  disc: material('disc'),
  thin_layer: material('thin_layer', { discRadius: Infinity, thickness: ISLAND }),
  kinetic: material('kinetic', { rateConstant: SLOW_TRANSFER }),
  resistive: material('resistive', { resistance: POOR_COLLECTOR }),
  stray_capacitance: material('stray_capacitance', {}, LARGE_STRAY),
  two_phase: material('two_phase', { interaction: CRITICAL_INTERACTION }),
  no_redox: material('no_redox', { concentration: 0, diffusion: NaN, halfWave: NaN }),
} as const satisfies Partial<Record<Region, Material>>;

/** The cell that a droplet makes on a material of a diffusion coefficient, m²/s. */
export function cellOn(
  { differs, areaResistance }: Material,
  diffusion: number,
  conditions: Conditions,
): ElectrodeModel {
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
    resistance: PIPETTE_RESISTANCE + areaResistance / area,
    capacitance: DOUBLE_LAYER * area,
    ...differs,
  };
}
