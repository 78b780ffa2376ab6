/**
 * One secondary particle of LiFePO4 pressed into gold, in an organic electrolyte against lithium (Takahashi et al., Chem.
 * Commun. 2020, 56, 9324, Fig. 4). A part of its lithium goes by way of a metastable phase LixFePO4 near 3.4 V. That phase
 * follows the surface only within seconds, so that slow sweeps show it as a second peak and fast ones leave it out.
 */
import { ParallelElectrode } from '../kinetics/solver/parallel';
import { Grain, type GrainModel } from '../kinetics/solver/grain';
import { Reservoir, type ReservoirModel } from '../kinetics/solver/reservoir';
import { bareContact } from './bare';
import { createGrains } from './grains';
import { capacityOf, LITHIUM, TIMESCALE } from './lfp';
import { mounted } from './mounted';
import { CONTACT_RADIUS, DOUBLE_LAYER, METAL_LAYER, PIPETTE_RESISTANCE, TEMPERATURE } from './pipette';
import type { Contact, Sample } from './sample';
import { createSpheres } from './spheres';

/** The particle in the middle of the stage, m; no other lies within a scan of it. */
const MIDDLE = { x: 50e-6, y: 50e-6, radius: 4e-6 };
const FAR = 40e-6;
const PRIMARY = 220e-9;
/** Diffusion in a grain, m²/s, median and factor from slowest to fastest orientation. */
const DIFFUSION = { median: 8e-15, spread: 4 };
/** Of the two phases, V: E½ and the gap between insertion and extraction. m/s. */
const PLATEAU = { halfWave: 3.42, hysteresis: 0.2, rateConstant: 2e-7 };
/** Of the metastable phase: V, its share of the grain's lithium, its lag in s, the attraction within it. */
const METASTABLE = { halfWave: 3.42, share: 0.2, lag: 1.5, interaction: 2.4 };
/** Untouched particle and gold, V; leak of the gold, S. */
const LITHIATED = 3.1;
const GOLD = { rest: 3.0, leak: 0.5e-12 };

const AREA = Math.PI * CONTACT_RADIUS ** 2;

export function createLfpParticle(seed: number): Sample {
  const spheres = createSpheres(seed, { pitch: FAR, jitter: 0, radius: [0, 0], rise: 0.3, placed: [MIDDLE] });
  const primary = createGrains(seed + 1, PRIMARY);

  const contact = (x: number, y: number): Contact => {
    const own = spheres(x, y);
    const boundary = [-CONTACT_RADIUS, CONTACT_RADIUS].some(
      (off) => !spheres(x + off, y) !== !own || !spheres(x, y + off) !== !own,
    );
    if (!own) {
      const circuit = { resistance: PIPETTE_RESISTANCE, capacitance: METAL_LAYER * AREA, leak: GOLD.leak };
      const { rest } = GOLD;
      return bareContact({
        region: 'metal',
        circuit,
        rest,
        settles: true,
        boundary,
        contactRadius: CONTACT_RADIUS,
      });
    }
    const { orientation } = primary.at(x, y);
    return particleContact(DIFFUSION.median * DIFFUSION.spread ** (orientation - 0.5), boundary);
  };

  return mounted(seed, {
    height: (x, y) => {
      const met = spheres(x, y);
      return met ? met.height + primary.height(x, y) : 0;
    },
    contact,
  });
}

function particleContact(diffusion: number, boundary: boolean): Contact {
  const grain: GrainModel = {
    temperature: TEMPERATURE,
    concentration: LITHIUM,
    area: AREA,
    diffusion,
    discRadius: CONTACT_RADIUS,
    halfWave: PLATEAU.halfWave,
    rateConstant: PLATEAU.rateConstant,
    transfer: 0.5,
    hysteresis: PLATEAU.hysteresis,
    volume: PRIMARY ** 3,
  };
  const capacity = capacityOf(grain.volume);
  const metastable: ReservoirModel = {
    temperature: TEMPERATURE,
    capacity: METASTABLE.share * capacity,
    halfWave: METASTABLE.halfWave,
    rateConstant: Infinity,
    interaction: METASTABLE.interaction,
    hysteresis: 0,
    lag: METASTABLE.lag,
    wetted: () => 1,
  };
  const circuit = { resistance: PIPETTE_RESISTANCE, capacitance: DOUBLE_LAYER * AREA };
  return {
    region: 'active_particle',
    model: { ...grain, ...circuit },
    boundary,
    contactRadius: CONTACT_RADIUS,
    equilibrium: LITHIATED,
    capacity: capacity + metastable.capacity,
    electrode: () =>
      new ParallelElectrode(
        circuit,
        [new Grain(grain, LITHIATED, TIMESCALE), new Reservoir(metastable, { occupancy: 1 })],
        LITHIATED,
        TIMESCALE.shortest,
      ),
  };
}
