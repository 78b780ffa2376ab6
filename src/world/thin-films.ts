/**
 * Thin films whose peak separations at 10, 100 and 500 mV/s are published (Takahashi et al., Chem. Commun. 2020, 56,
 * 9324, Fig. 2). A fit of finite layer, uncompensated resistance and hysteresis to the three separations of each film
 * leaves w = L²fv/D and ρ = f·R·FAC√(Dfv) at 1 V/s, and the hysteresis. What a resistance does depends on current density,
 * so the films have it per area.
 */
import { FARADAY, thermal } from '../kinetics/constants';
import { NOMINAL } from './conditions';
import { MATERIALS, type Material } from './materials';

const f = thermal(NOMINAL.temperature);

interface Fit {
  /** ln w and ln ρ at 1 V/s. */
  readonly lnW: number;
  readonly lnRho: number;
  /** V. */
  readonly hysteresis: number;
  /** Of the film, m²/s, and of its exchanged lithium, mol/m³. */
  readonly diffusion: number;
  readonly concentration: number;
}

function thinFilm(base: Material, fit: Fit): Material {
  const { lnW, lnRho, hysteresis, diffusion, concentration } = fit;
  const density = FARADAY * concentration * Math.sqrt(diffusion * f);
  return {
    ...base,
    diffusion: { median: diffusion, spread: 1 },
    areaResistance: Math.exp(lnRho) / (f * density),
    differs: {
      ...base.differs,
      discRadius: Infinity,
      thickness: Math.sqrt((Math.exp(lnW) * diffusion) / f),
      concentration,
      hysteresis,
    },
  };
}

/**
 * 57, 74 and 136 mV; 20 nm in depth are emptied at slow rates, as of a grain that is insulated from its neighbours. What
 * Randles and Ševčík's formula reads from its line up to 25 V/s is the published 2.47e-11 cm²/s: the resistance lowers fast
 * peaks, and D itself is larger.
 */
export const LTO_CONFINED: Material = thinFilm(
  { ...MATERIALS.disc, region: 'confined_layer' },
  {
    lnW: 1.25,
    lnRho: 1.38,
    hysteresis: 53e-3,
    diffusion: 4.15e-15,
    concentration: NOMINAL.concentration,
  },
);

/** LiCoO2 gives off half of its lithium, 51 kmol/m³, at 3.9 V against lithium. */
const COBALT_OXIDE: Material = {
  ...MATERIALS.disc,
  region: 'resistive',
  rest: 3.0,
  differs: { halfWave: 3.9 },
};

/** 155, 426 and 736 mV. */
export const LCO_FILM: Material = thinFilm(COBALT_OXIDE, {
  lnW: 4.7,
  lnRho: 4.002,
  hysteresis: 49.7e-3,
  diffusion: 1e-15,
  concentration: 25500,
});
