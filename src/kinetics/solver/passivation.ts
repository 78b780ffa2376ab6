/**
 * Reduction of the electrolyte to a film that ends it: electrons have to tunnel through what has grown, so that the rate
 * falls with the charge q per area that the film has taken,
 *
 *     dq/dt = j₀·e^{−αf(u−E₀)}·e^{−q/q₀}.
 *
 * For a constant u, e^{q/q₀} grows linearly with time. A film does not dissolve.
 */
import { thermal } from '../constants';
import type { Process } from './parallel';

export interface PassivationModel {
  /** K. */
  readonly temperature: number;
  /** m². */
  readonly area: number;
  /** j₀, A/m², at E₀, V. */
  readonly rate: number;
  readonly potential: number;
  readonly transfer: number;
  /** q₀, C/m²: charge of the film that slows its growth e-fold. */
  readonly depth: number;
}

/** A film that has grown: q/q₀. It is kept by whoever owns the surface, so that it is still there at the next contact. */
export interface Film {
  grown: number;
}

/** Greatest exponent. */
const STEEPEST = 300;

export class Passivation implements Process {
  private readonly model: PassivationModel;
  private readonly slope: number;
  private dt = 0;
  private readonly film: Film;
  /** By how much the step asked for last makes the film thicker, in q₀. */
  private growth = 0;

  constructor(model: PassivationModel, film: Film = { grown: 0 }) {
    this.model = model;
    this.film = film;
    this.slope = model.transfer * thermal(model.temperature);
  }

  begin(dt: number): void {
    this.dt = dt;
  }

  current(u: number): number {
    const { area, depth, rate, potential } = this.model;
    const exponent = Math.min(STEEPEST, this.slope * (potential - u) - this.film.grown);
    this.growth = Math.log1p((rate * this.dt * Math.exp(exponent)) / depth);
    return (-area * depth * this.growth) / this.dt;
  }

  end(): number {
    const { area, depth } = this.model;
    this.film.grown += this.growth;
    return -area * depth * this.growth;
  }
}
