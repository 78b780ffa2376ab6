/**
 * Lithium iron phosphate beneath a droplet: the primary grain that the droplet wets, beside the secondary particle that the
 * grain belongs to. Within milliseconds only the grain reacts, as fast as ions spread in it. Liquid that soaks into the pores
 * reaches the rest of the particle later: its front advances with the square root of time (Washburn), so that the wetted
 * part of the particle grows with t^(3/2), and a particle is wet throughout after a time as the square of its radius.
 */
import { FARADAY } from '../kinetics/constants';
import { Grain, type GrainModel } from '../kinetics/solver/grain';
import { ParallelElectrode, type Process } from '../kinetics/solver/parallel';
import { Reservoir, restOf, type Occupied, type ReservoirModel } from '../kinetics/solver/reservoir';
import type { Contact } from './sample';

/** Lithium in LiFePO4, mol/m³: 612 mAh/cm³. */
export const LITHIUM = 22834.6;
/** Shortest step and longest contact that an electrode has to resolve, s. */
export const TIMESCALE = { shortest: 5e-6, longest: 1000 };
/** The plateau: attraction just short of two phases. */
export const ATTRACTION = 3.6;
/** Least share of the particle's surface that is wet. */
const DRY = 1e-6;

/** Charge from empty to full of a volume (m³), C. */
export const capacityOf = (volume: number): number => FARADAY * LITHIUM * volume;

export const sphereVolume = (radius: number): number => (4 / 3) * Math.PI * radius ** 3;

/** Share of a porous particle that liquid has soaked through some seconds after the contact, all of it after `seconds`. */
export const soaked =
  (seconds: number) =>
  (time: number): number =>
    Math.min(1, Math.max(DRY, (time / seconds) ** 1.5));

export interface Wired {
  readonly grain: GrainModel;
  /** Of the wetted disc, m. */
  readonly contactRadius: number;
  /** The rest of the particle, with what is in it now; none for a grain by itself. */
  readonly particle?: { readonly model: ReservoirModel; readonly solid: Occupied };
  /** Ω and F. */
  readonly resistance: number;
  readonly capacitance: number;
  /** Of the untouched solid, V. */
  readonly equilibrium: number;
  readonly boundary: boolean;
}

export function lfpContact(wired: Wired): Contact {
  const { grain, contactRadius, particle, resistance, capacitance, equilibrium, boundary } = wired;
  const electrode: Contact['electrode'] = () => {
    const rest = particle ? restOf(particle.model, particle.solid.occupancy) : equilibrium;
    const processes: Process[] = [new Grain(grain, rest, TIMESCALE)];
    if (particle) processes.push(new Reservoir(particle.model, particle.solid));
    return new ParallelElectrode({ resistance, capacitance }, processes, rest, TIMESCALE.shortest);
  };
  return {
    region: 'active_particle',
    model: { ...grain, resistance, capacitance },
    boundary,
    contactRadius,
    equilibrium,
    capacity: particle?.model.capacity ?? capacityOf(grain.volume),
    electrode,
  };
}
