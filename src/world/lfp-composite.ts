/**
 * A composite electrode in water (Takahashi et al., Nat. Commun. 2014, 5, 5450): secondary particles of LiFePO4 that
 * consist of primary grains, in acetylene black with patches of PVdF. Potentials against Ag/AgCl. A particle that was
 * charged stays charged, and a droplet that meets the rest of another wets more.
 */
import { bareContact } from './bare';
import { createGrains } from './grains';
import { ATTRACTION, capacityOf, LITHIUM, lfpContact, soaked, sphereVolume } from './lfp';
import { restOf, type Occupied, type ReservoirModel } from '../kinetics/solver/reservoir';
import { mounted } from './mounted';
import { AQUEOUS, coneResistance, TEMPERATURE } from './pipette';
import { uniformOf } from './random';
import { Residue } from './residue';
import type { Contact, Sample } from './sample';
import { createSpheres, type Sphere } from './spheres';

/** Radius of the disc that a droplet wets on dry ground, and on the rest of another, m. */
export const DRY_RADIUS = 50e-9;
export const RESIDUE_RADIUS = 80e-9;
const DRY_AREA = Math.PI * DRY_RADIUS ** 2;

/** Secondary particles, m. */
const PITCH = 5e-6;
const RADII = [0.7e-6, 2.2e-6] as const;
/** One in the middle of the stage that gives up 15 pAh, and a large one that takes an hour at 200 pA. */
const MIDDLE = { x: 50e-6, y: 50e-6, radius: 1.88e-6 };
const LARGE = { x: 77.5e-6, y: 77.5e-6, radius: 4.4e-6 };
const PRIMARY = 250e-9;
/** E½ of the placed particles, V, and by how much more the others have it at most: what they are wired and mixed with. */
const HALF_WAVE = 0.42;
const HALF_WAVE_SPREAD = 0.2;
/** Some lithium has left before anybody looks: the solid rests on its plateau, at 0.40 V and above. */
export const OCCUPANCY = 0.9;
/**
 * Ions run along channels in one dimension, straight down from the droplet: depth of a crystal, m, and diffusion in it, m²/s,
 * median and factor from slowest to fastest orientation.
 */
export const CHANNEL = 1e-6;
const DIFFUSION = { median: 5e-13, spread: 6 };
/** S/m, of grains and carbon beneath a face, in which electrons spread to the collector: 1/(4σa) for a contact of radius a. */
const CONDUCTIVITY = 1 / 60;
/** m/s at the grain's face. */
const FACE_RATE = 2e-6;
/**
 * 1/s of a particle that is wet throughout, and its lag in s: L²/3D of channels as deep as those above, at 1.1e-13 m²/s. How
 * long liquid soaks through a radius, s and m.
 */
const PARTICLE = { rate: 4e-2, lag: 3 };
const SOAKING = { time: 900, radius: 1.8e-6 };

/** Porous carbon: resistance of its pores, Ω, capacitance, F, and factor between places, leak, S, potential at rest, V. */
const CARBON = {
  resistance: 0.3e9,
  capacitance: 5e-12,
  spread: 2.5,
  leak: 0.5e-12,
  rest: [0.2, 0.35],
} as const;
/**
 * Porous conductive coating of a particle beneath a droplet: F, and the leak that keeps it from its potential where no lithium
 * goes over, S. A face without lithium exchanges so little that it keeps the charge of its coating for seconds.
 */
const COATING = { capacitance: 0.5e-12, leak: 0.5e-12 };
const CARBON_PITCH = 300e-9;
/** Pinholes in a film of binder: F, S, V. */
const BINDER = { capacitance: 200e-15, leak: 20e-15, rest: 0.25 };
const BINDER_PITCH = 1.2e-6;
const BINDER_SHARE = 0.06;

/** `lithium` is whether the droplet brings any; without it particles are what their conductive coating is to KCl. */
export function createLfpComposite(seed: number, lithium = true): Sample {
  const spheres = createSpheres(seed, {
    pitch: PITCH,
    jitter: 0.2,
    radius: RADII,
    rise: 0.2,
    placed: [MIDDLE, LARGE],
  });
  const primary = createGrains(seed + 1, PRIMARY);
  const carbon = createGrains(seed + 2, CARBON_PITCH);
  const patches = createGrains(seed + 3, BINDER_PITCH);
  const residue = new Residue<true>(DRY_RADIUS);
  const particles = new Map<number, Occupied>();
  const solidOf = (id: number): Occupied => {
    const solid = particles.get(id) ?? { occupancy: OCCUPANCY };
    particles.set(id, solid);
    return solid;
  };
  /** A number that differs between what a droplet can meet. */
  const pieceAt = (x: number, y: number): number =>
    spheres(x, y) ? primary.at(x, y).id : patches.at(x, y).orientation < BINDER_SHARE ? 1 : 0;

  const contact = (x: number, y: number): Contact => {
    const contactRadius = residue.at(x, y) ? RESIDUE_RADIUS : DRY_RADIUS;
    const area = Math.PI * contactRadius ** 2;
    const resistance = coneResistance(AQUEOUS, DRY_RADIUS);
    const own = pieceAt(x, y);
    const boundary = ROUND.some(
      ([dx, dy]) => pieceAt(x + contactRadius * dx, y + contactRadius * dy) !== own,
    );
    const met = spheres(x, y);
    if (met) {
      const particle = particleOf(met.sphere);
      if (!lithium) {
        const capacitance = COATING.capacitance * (area / DRY_AREA);
        const circuit = { resistance: resistance + CARBON.resistance, capacitance, leak: COATING.leak };
        const rest = restOf(particle, OCCUPANCY);
        return bareContact({
          region: 'active_particle',
          circuit,
          rest,
          settles: false,
          boundary,
          contactRadius,
        });
      }
      const diffusion = DIFFUSION.median * DIFFUSION.spread ** (primary.at(x, y).orientation - 0.5);
      return lfpContact({
        grain: {
          temperature: TEMPERATURE,
          concentration: LITHIUM,
          area,
          diffusion,
          discRadius: Infinity,
          halfWave: particle.halfWave,
          rateConstant: FACE_RATE,
          transfer: 0.5,
          interaction: ATTRACTION,
          volume: area * CHANNEL,
        },
        contactRadius,
        particle: { model: particle, solid: solidOf(met.sphere.id) },
        resistance: resistance + 1 / (4 * CONDUCTIVITY * contactRadius),
        capacitance: COATING.capacitance * (area / DRY_AREA),
        equilibrium: restOf(particle, OCCUPANCY),
        boundary,
      });
    }
    if (own === 1) {
      const { capacitance, leak, rest } = BINDER;
      const circuit = { resistance, capacitance, leak };
      return bareContact({ region: 'binder', circuit, rest, settles: false, boundary, contactRadius });
    }
    const { id, orientation } = carbon.at(x, y);
    const circuit = {
      resistance: resistance + CARBON.resistance,
      capacitance: CARBON.capacitance * CARBON.spread ** (orientation - 0.5) * (area / DRY_AREA),
      leak: CARBON.leak,
    };
    const [low, high] = CARBON.rest;
    const rest = low + (high - low) * uniformOf(id, 5);
    return bareContact({ region: 'carbon', circuit, rest, settles: false, boundary, contactRadius });
  };

  return mounted(seed, {
    height: (x, y) => {
      const met = spheres(x, y);
      return met ? met.height + primary.height(x, y) : carbon.height(x, y);
    },
    contact,
    touched: (x, y) => {
      residue.leave(x, y, true);
    },
  });
}

/** Directions in which a droplet may reach over a border. */
const ROUND = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

function particleOf({ id, x, y, radius }: Sphere): ReservoirModel {
  const placed = [MIDDLE, LARGE].some((own) => x === own.x && y === own.y);
  return {
    temperature: TEMPERATURE,
    capacity: capacityOf(sphereVolume(radius)),
    halfWave: HALF_WAVE + (placed ? 0 : HALF_WAVE_SPREAD * uniformOf(id, 4) ** 3),
    rateConstant: PARTICLE.rate,
    interaction: ATTRACTION,
    hysteresis: 0,
    lag: PARTICLE.lag,
    wetted: soaked(SOAKING.time * (radius / SOAKING.radius) ** 2),
  };
}
