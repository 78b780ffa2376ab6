/**
 * A large electrode that is charged through the resistance of the electrolyte and makes something that leaves it: an anodic
 * reaction by Butler and Volmer in series with a limiting current, 1/i = 1/(i⁰·exp(αf(E − E⁰))) + 1/i lim, or several of them.
 * Implicit in time.
 */
import type { Electrode } from '../kinetics/solver/electrode';

/** One reaction: i lim / (1 + exp(αf(E½ − E))), which is the law above. */
export interface Reaction {
  /** Limiting current, A. */
  readonly most: number;
  /** Potential of half of it, V, and 1/αf, V. */
  readonly half: number;
  readonly width: number;
}

export interface Generation {
  /** Up to the reference, Ω. */
  readonly resistance: number;
  /** Of the double layer, and of what else is stored evenly over the potential, F. */
  readonly capacitance: number;
  readonly reactions: readonly Reaction[];
}

/** As far as the potential may go in one step, V, and within what it is found, V. */
const FAR = 20;
const CLOSE = 1e-13;
const MOST_STEPS = 100;

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

  /** Where what is stored and what is made take up `current` − `conductance`·potential: by Newton's steps within a bracket. */
  private settle(conductance: number, current: number, dt: number): void {
    const perVolt = this.model.capacitance / dt;
    const from = this.inner;
    let [low, high, at] = [from - FAR, from + FAR, from];
    for (let k = 0; k < MOST_STEPS; k++) {
      const excess = perVolt * (at - from) + this.madeAt(at) + conductance * at - current;
      if (excess > 0) high = at;
      else low = at;
      const tangent = at - excess / (perVolt + conductance + this.steepness(at));
      const next = tangent > low && tangent < high ? tangent : (low + high) / 2;
      const moved = Math.abs(next - at);
      at = next;
      if (moved < CLOSE) break;
    }
    this.inner = at;
  }

  private madeAt(potential: number): number {
    let sum = 0;
    for (const { most, half, width } of this.model.reactions) {
      sum += most / (1 + Math.exp((half - potential) / width));
    }
    return sum;
  }

  /** A/V. */
  private steepness(potential: number): number {
    let sum = 0;
    for (const { most, half, width } of this.model.reactions) {
      sum += most / (4 * width * Math.cosh((half - potential) / (2 * width)) ** 2);
    }
    return sum;
  }

  private pass(current: number, dt: number): number {
    this.current = current;
    this.charge += current * dt;
    return current;
  }
}
