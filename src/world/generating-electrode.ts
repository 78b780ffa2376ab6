/**
 * A large electrode that charges its double layer through the resistance of the electrolyte and, above a potential, makes
 * something that leaves it: the rate grows from nothing to its most over some widths of a logistic curve. Implicit in time.
 */
import { bisect } from '../kinetics/numerics/search';
import type { Electrode } from '../kinetics/solver/electrode';

export interface Generation {
  /** Up to the reference, Ω. */
  readonly resistance: number;
  /** Double layer, F. */
  readonly capacitance: number;
  /** Greatest current of what it makes, A; potential of half of it, V, and width, V. */
  readonly most: number;
  readonly half: number;
  readonly width: number;
}

/** As far as the potential may go in one step, V. */
const FAR = 20;

export class GeneratingElectrode implements Electrode {
  potential: number;
  current = 0;
  charge = 0;
  private readonly model: Generation;
  /** Potential behind the resistance, V. */
  private inner: number;

  constructor(model: Generation, rest: number) {
    this.model = model;
    this.potential = this.inner = rest;
  }

  /** Current of what it makes now, A. */
  get generated(): number {
    return this.madeAt(this.inner);
  }

  ramp(potential: number, dt: number): number {
    const { resistance } = this.model;
    this.settle(1 / resistance, potential / resistance, dt);
    this.potential = potential;
    return this.pass((potential - this.inner) / resistance, dt);
  }

  hold(potential: number, dt: number): number {
    return this.ramp(potential, dt);
  }

  galvano(current: number, dt: number): number {
    this.settle(0, current, dt);
    this.pass(current, dt);
    this.potential = this.inner + current * this.model.resistance;
    return this.potential;
  }

  /** Where what is stored and what is made take up `current` − `conductance`·potential. */
  private settle(conductance: number, current: number, dt: number): void {
    const perVolt = this.model.capacitance / dt;
    const from = this.inner;
    const takenAt = (inner: number): number =>
      perVolt * (inner - from) + this.madeAt(inner) + conductance * inner;
    this.inner = bisect((inner) => takenAt(inner) >= current, from - FAR, from + FAR);
  }

  private madeAt(potential: number): number {
    const { most, half, width } = this.model;
    return most / (1 + Math.exp((half - potential) / width));
  }

  private pass(current: number, dt: number): number {
    this.current = current;
    this.charge += current * dt;
    return current;
  }
}
