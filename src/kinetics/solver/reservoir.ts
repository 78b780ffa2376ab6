/**
 * A solid of finite capacity that is the same throughout: what a contact charges and discharges in the end. The
 * occupancy θ follows dθ/dt = s·φ with the flux φ of its couple (`couple.ts`, here in 1/s); s is the share of its surface
 * that has been wetted. Where ions move slowly inside, θ lags behind that of the surface:
 *
 *     dθ/dt = (θ_surface − θ)/τ    (linear driving force).
 *
 * The occupancy is kept by whoever owns the solid, so that it is still there at the next contact.
 */
import { thermal } from '../constants';
import { Couple } from './couple';
import type { Process } from './parallel';

export interface ReservoirModel {
  /** K. */
  readonly temperature: number;
  /** Charge from empty to full, C. */
  readonly capacity: number;
  /** V. */
  readonly halfWave: number;
  /** 1/s; Infinity for a surface always in equilibrium. */
  readonly rateConstant: number;
  /** Frumkin's g, below 4. */
  readonly interaction: number;
  /** V. */
  readonly hysteresis: number;
  /** τ, s; 0 for a solid without a gradient. */
  readonly lag: number;
  /** Share of the surface that is wet so many seconds after the contact, (0, 1]. */
  readonly wetted: (time: number) => number;
}

/** Mean occupancy of a solid, between 0 and 1. */
export interface Occupied {
  occupancy: number;
}

/** Beyond this distance from E½, in RT/F, nothing changes any more. */
const REACH = 200;

export class Reservoir implements Process {
  private readonly model: ReservoirModel;
  private readonly solid: Occupied;
  private readonly couple: Couple;
  private readonly f: number;
  private time = 0;
  private dt = 0;
  private share = 1;

  constructor(model: ReservoirModel, solid: Occupied) {
    this.model = model;
    this.solid = solid;
    this.f = thermal(model.temperature);
    this.couple = new Couple({ ...model, transfer: 0.5 }, 0);
    this.couple.before = solid.occupancy;
  }

  begin(dt: number): void {
    const { couple, model } = this;
    this.time += dt;
    this.dt = dt;
    this.share = model.wetted(this.time);
    couple.left = this.solid.occupancy;
    couple.response = this.share * dt + model.lag;
  }

  current(u: number): number {
    const { couple, model, f, share } = this;
    couple.at(Math.max(-REACH, Math.min(REACH, f * (model.halfWave - u))));
    return -model.capacity * share * couple.flux;
  }

  end(): number {
    const { solid, couple, dt, share } = this;
    const { capacity } = this.model;
    const gained = share * couple.flux * dt;
    solid.occupancy += gained;
    couple.end();
    return -capacity * gained;
  }
}

/** Potential at which a solid of that occupancy is at rest, V: the middle of its hysteresis. */
export function restOf(
  { temperature, halfWave, interaction }: Pick<ReservoirModel, 'temperature' | 'halfWave' | 'interaction'>,
  occupancy: number,
): number {
  const x = Math.log(occupancy / (1 - occupancy)) - interaction * (occupancy - 0.5);
  return halfWave - x / thermal(temperature);
}
