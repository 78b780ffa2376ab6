/**
 * A film of hard carbon, 28 µm thick, in 1 M LiClO4 in EC:DEC against lithium. Its flakes of 3 to 4 µm swell in two stages
 * while lithium goes in; some of them come off the first time that the film is nearly full, and stay away. What
 * flows into the film depletes the salt above it and lowers the potential of the electrolyte up to the reference.
 */
import { DiffusionColumn } from '../kinetics/conductance/diffusion-column';
import { ohmicShift, saltFlux } from '../kinetics/conductance/salt';
import { CarbonElectrode, type CarbonFilm } from './carbon-electrode';
import { STAGE_SWELLING, swellingAt } from './carbon-stages';
import { createGrains } from './grains';
import { NO_TRUTH, type ImmersedSample } from './immersed';
import { FILLING, ionCurrent, underPipette } from './ion-pipette';
import { createMount } from './mount';
import { ORGANIC } from './pipette';
import { uniformOf } from './random';

/** Salt of the electrolyte; where the reference is, m; where convection keeps the bath as it is, m. */
export const SALT = { diffusivity: 2.5e-10, transference: 0.3 } as const;
/** With this distance 0.8 mA/cm² change the current of a pipette at 0.7 V by the published 0.35 nA. */
export const BATH = { reference: 3.4e-3, conductivity: ORGANIC } as const;
const REACH = 12e-3;
/** Salt goes on in steps of this, s. */
const SALT_STEP = 10e-3;

export const FILM: CarbonFilm = {
  area: 1e-4,
  capacity: 8e3,
  transferResistance: 3e-3,
  bathResistance: BATH.reference / BATH.conductivity,
  diffusivity: 2e-15,
  radius: 1.5e-6,
};
/** Potential of the fresh film, V. */
const FRESH = 1.8;

/** Width of the mean flake, m; how far they lie above or below the mean, m, and how much they tilt. */
const FLAKES = { width: 3.5e-6, relief: 0.5e-6, tilt: 0.04 };
/** Part of the flakes that come off, states of charge at which they do, and how thick they are, m. */
const LOOSE = { part: 0.08, from: 0.7, to: 0.95, thickness: 0.8e-6 };

const itself = (filling: number): number => filling;

interface Flake {
  /** Height of the surface, m, before anything came off. */
  readonly height: number;
  /** State of charge at which it comes off; Infinity for one that stays. */
  readonly leaves: number;
}

export function createHardCarbon(seed: number): ImmersedSample {
  const mount = createMount(seed);
  const grains = createGrains(seed ^ 0x5eed, FLAKES.width);
  const electrode = new CarbonElectrode(FILM, FRESH);
  const salt = new DiffusionColumn({ diffusivity: SALT.diffusivity, reach: REACH });
  let due = 0;
  let charge = 0;
  let swollen = 0;
  /** Greatest state of charge so far. */
  let fullest = 0;

  const flakeAt = (x: number, y: number): Flake => {
    const { id, siteX, siteY } = grains.at(x, y);
    const [up, turn, loose, when] = [2, 3, 4, 5].map((k) => uniformOf(id, k)) as [
      number,
      number,
      number,
      number,
    ];
    const slope =
      FLAKES.tilt * (Math.cos(2 * Math.PI * turn) * (x - siteX) + Math.sin(2 * Math.PI * turn) * (y - siteY));
    return {
      height: FLAKES.relief * (2 * up - 1) + slope,
      leaves: loose < LOOSE.part ? LOOSE.from + (LOOSE.to - LOOSE.from) * when : Infinity,
    };
  };
  const placed = (x: number, y: number, time: number): { x: number; y: number; height: number } => {
    const drift = mount.drift(time);
    const [px, py] = [x - drift.x, y - drift.y];
    const height = mount.plane(x, y) + drift.z + underPipette((u, v) => flakeAt(u, v).height, px, py);
    return { x: px, y: py, height };
  };

  return {
    electrode,
    elapse: (seconds) => {
      due += seconds;
      if (due < SALT_STEP * (1 - 1e-9)) return;
      const inserted = (charge - electrode.charge) / (FILM.area * due);
      const flux = -saltFlux(inserted, SALT.transference);
      salt.advance(flux, flux, due);
      due = 0;
      charge = electrode.charge;
      swollen = electrode.particle.mean(swellingAt);
      fullest = Math.max(fullest, electrode.particle.mean(itself));
    },
    place: (x, y, time) => {
      const at = placed(x, y, time);
      const { leaves } = flakeAt(at.x, at.y);
      return {
        surface: () => at.height + swollen - (fullest >= leaves ? LOOSE.thickness : 0),
        current: (potential, distance) => {
          const shift = ohmicShift(-electrode.current / FILM.area, distance, BATH);
          return ionCurrent(potential + shift, distance, FILLING + salt.at(distance));
        },
      };
    },
    truth: (x, y, time) => {
      const at = placed(x, y, time);
      const { leaves } = flakeAt(at.x, at.y);
      return {
        ...NO_TRUTH,
        height: at.height,
        swelling: STAGE_SWELLING[0] + STAGE_SWELLING[1],
        saltConcentration: FILLING,
        diffusion: FILM.diffusivity,
        leaves: Number.isFinite(leaves) ? leaves : NaN,
      };
    },
  };
}
