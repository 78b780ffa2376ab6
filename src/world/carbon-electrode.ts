/**
 * A film of hard carbon as an electrode: spherical particles that all fill alike, behind the resistance of their surface and
 * that of the electrolyte up to the reference.
 */
import type { Electrode } from '../kinetics/solver/electrode';
import { CarbonParticle } from './carbon-particle';
import { fillingAt, fillingSlope } from './carbon-stages';

export interface CarbonFilm {
  /** m². */
  readonly area: number;
  /** Charge that it holds, C/m². */
  readonly capacity: number;
  /** Of the particles' surface and of the electrolyte up to the reference, Ω m². */
  readonly transferResistance: number;
  readonly bathResistance: number;
  /** In the particles, m²/s, and their radius, m. */
  readonly diffusivity: number;
  readonly radius: number;
}

/** Potentials, V, between which the particles stay: below, lithium is plated; above, none is left. */
const LOWEST = -0.1;
const HIGHEST = 3;
const ROUNDS = 40;
const CLOSE = 1e-9;

export class CarbonElectrode implements Electrode {
  potential: number;
  current = 0;
  charge = 0;
  readonly particle: CarbonParticle;

  private readonly film: CarbonFilm;
  private readonly resistance: number;
  /** Potential of the particles' surface in equilibrium, V. */
  private inner: number;

  /** At rest at a potential, V. */
  constructor(film: CarbonFilm, rest: number) {
    this.film = film;
    this.resistance = film.transferResistance + film.bathResistance;
    this.particle = new CarbonParticle(film.diffusivity, film.radius, fillingAt(rest));
    this.potential = this.inner = rest;
  }

  ramp(potential: number, dt: number): number {
    const { particle, film, resistance } = this;
    const filled = particle.rest(dt);
    const perVolt = particle.yielding / (resistance * film.capacity);
    this.inner = this.balance(filled, perVolt, potential);
    this.pass((this.inner - potential) / resistance, dt);
    this.potential = potential;
    return this.current;
  }

  hold(potential: number, dt: number): number {
    return this.ramp(potential, dt);
  }

  galvano(current: number, dt: number): number {
    const { particle, film } = this;
    const inserting = -current / film.area;
    const filled = particle.rest(dt) + (particle.yielding * inserting) / film.capacity;
    this.inner = this.balance(filled, 0, 0);
    this.pass(inserting, dt);
    this.potential = this.inner - inserting * this.resistance;
    return this.potential;
  }

  /** A density of insertion, A/m², flows for a step. */
  private pass(inserting: number, dt: number): void {
    this.particle.fill(inserting / this.film.capacity);
    this.current = -inserting * this.film.area;
    this.charge += this.current * dt;
  }

  /**
   * Potential at which the surface holds `filled` and `perVolt` more for each volt above `potential`: the root of what
   * falls with it, by Newton within a bracket, from where it was.
   */
  private balance(filled: number, perVolt: number, potential: number): number {
    let low = LOWEST;
    let high = HIGHEST;
    let at = this.inner;
    for (let round = 0; round < ROUNDS; round++) {
      const value = fillingAt(at) - filled - perVolt * (at - potential);
      if (value > 0) low = at;
      else high = at;
      const next = at - value / (fillingSlope(at) - perVolt);
      const moved = next > low && next < high ? next : (low + high) / 2;
      if (Math.abs(moved - at) < CLOSE) return moved;
      at = moved;
    }
    return at;
  }
}
