/**
 * A contact without a couple, as on a metal, on carbon or on a binder: a resistance, behind it a double layer beside a
 * leak. The leak stands for the conversion of traces in the electrolyte through a passive film, which takes up most of the
 * potential, so that the current follows it nearly as Ohm's law has it; on a metal it is also what tells of the contact.
 *
 *     C·du/dt = (E − u)/R − G(u − E₀),
 *
 * with the potential u behind the resistance. Solved exactly for an E that is linear in time.
 */
import type { Electrode } from '../kinetics/solver/electrode';

export interface BlankModel {
  /** Ω. */
  readonly resistance: number;
  /** F. */
  readonly capacitance: number;
  /** G, S. */
  readonly leak: number;
}

export class Blank implements Electrode {
  potential: number;
  current = 0;
  charge = 0;

  private readonly model: BlankModel;
  private readonly rest: number;
  /** Conductance that the double layer sees, S, the leak's part of it, and the time of charging, s. */
  private readonly conductance: number;
  private readonly leaking: number;
  private readonly time: number;
  /** Potential behind the resistance, V. */
  private inner: number;
  private decay = { dt: 0, rest: 1 };

  /** Double layer charged to `restPotential`, at which no current leaks. */
  constructor(model: BlankModel, restPotential: number) {
    this.model = model;
    this.rest = restPotential;
    this.potential = restPotential;
    this.inner = restPotential;
    this.conductance = 1 / model.resistance + model.leak;
    this.leaking = model.leak / this.conductance;
    this.time = model.capacitance / this.conductance;
  }

  ramp(potential: number, dt: number): number {
    const { rest, leaking, conductance, time } = this;
    const { resistance, capacitance, leak } = this.model;
    if (dt !== this.decay.dt) this.decay = { dt, rest: Math.exp(-dt / time) };
    const before = this.potential + leaking * (rest - this.potential);
    const settled = potential + leaking * (rest - potential);
    const behind = ((settled - before) / dt) * time;
    const inner = settled - behind + (this.inner - before + behind) * this.decay.rest;
    const stored = capacitance * (inner - this.inner);
    this.charge += stored + leak * (((settled + before) / 2 - rest) * dt - stored / conductance);
    this.inner = inner;
    this.potential = potential;
    this.current = (potential - inner) / resistance;
    return this.current;
  }

  hold(potential: number, dt: number): number {
    this.potential = potential;
    return this.ramp(potential, dt);
  }

  galvano(current: number, dt: number): number {
    const { resistance, capacitance, leak } = this.model;
    const settled = this.rest + current / leak;
    this.inner = settled + (this.inner - settled) * Math.exp((-dt * leak) / capacitance);
    this.charge += current * dt;
    this.current = current;
    this.potential = this.inner + current * resistance;
    return this.potential;
  }
}
