/**
 * Processes side by side at one interface of potential u, behind a resistance and beside a double layer:
 *
 *     (E − u)/R = C·du/dt + Σ i(u).
 *
 *     const electrode = new ParallelElectrode(circuit, [grain, particle], 0.42, 5e-6);
 *
 * Implicit steps (backward Euler for the circuit), so that any length is stable; a ramp is cut into steps of 2 mV.
 */
import type { Electrode } from './electrode';
import { GROWTH, growingSteps } from './growing-steps';

/** Something that carries current through the interface. */
export interface Process {
  /** A step of dt seconds begins. */
  begin: (dt: number) => void;
  /** Current at its end, A, anodic positive, with the interface at u (V) by then. Never falls with u. */
  current: (u: number) => number;
  /** It ends at the u asked for last; answers the charge that passed during it, C. */
  end: () => number;
}

export interface Circuit {
  /** Ω, not 0. */
  readonly resistance: number;
  /** F, not 0. */
  readonly capacitance: number;
}

/** Longest step of a ramp, and first one of the search for u, V. */
const RAMP_STEP = 2e-3;
const STRIDE = 0.05;
/** A correction of u small enough to be the last, V, and how far apart the points of its secant may lie, V. */
const CLOSE = 1e-8;
const LOCAL = 0.02;
/** An imbalance that needs no correction, A. */
const NOTHING = 1e-19;
const ITERATIONS = 200;

export class ParallelElectrode implements Electrode {
  potential: number;
  current = 0;
  charge = 0;

  private readonly circuit: Circuit;
  private readonly processes: readonly Process[];
  /** Shortest step, s. */
  private readonly shortest: number;
  /** Of the interface, V. */
  private inner: number;
  private last: number;
  /** Constant current of the last call, A; NaN after one of controlled potential. */
  private driven = NaN;
  /** dΣi/du found last, S. */
  private steepness = 0;

  /** Interface and double layer at `rest` V; `shortest` step that a hold begins with, s. */
  constructor(circuit: Circuit, processes: readonly Process[], rest: number, shortest: number) {
    this.circuit = circuit;
    this.processes = processes;
    this.potential = rest;
    this.inner = rest;
    this.shortest = shortest;
    this.last = shortest / GROWTH;
  }

  ramp(potential: number, dt: number): number {
    const from = this.potential;
    const pieces = Math.max(1, Math.ceil(Math.abs(potential - from) / RAMP_STEP - 1e-6));
    for (let k = 1; k <= pieces; k++) {
      this.apply(k === pieces ? potential : from + ((potential - from) * k) / pieces, dt / pieces);
    }
    return this.current;
  }

  hold(potential: number, dt: number): number {
    if (potential !== this.potential) this.last = this.shortest / GROWTH;
    const { count, first } = growingSteps(this.last, dt);
    let step = first;
    for (let k = 0; k < count; k++) {
      this.apply(potential, step);
      step *= GROWTH;
    }
    return this.current;
  }

  galvano(current: number, dt: number): number {
    if (current !== this.driven) this.last = this.shortest / GROWTH;
    this.driven = current;
    const { resistance } = this.circuit;
    const { count, first } = growingSteps(this.last, dt);
    let step = first;
    for (let k = 0; k < count; k++) {
      this.step(0, current, step);
      step *= GROWTH;
    }
    this.potential = this.inner + this.current * resistance;
    return this.potential;
  }

  private apply(potential: number, dt: number): void {
    this.driven = NaN;
    const conductance = 1 / this.circuit.resistance;
    this.step(conductance, conductance * potential, dt);
    this.potential = potential;
  }

  /** One step in which `supply` − `conductance`·u flows to the interface. */
  private step(conductance: number, supply: number, dt: number): void {
    const { processes, inner } = this;
    for (const process of processes) process.begin(dt);
    const storage = this.circuit.capacitance / dt;
    const u = this.balance(conductance + storage, supply + storage * inner);
    const stored = this.circuit.capacitance * (u - inner);
    let current = stored / dt;
    let charge = stored;
    for (const process of processes) {
      current += process.current(u);
      charge += process.end();
    }
    this.current = current;
    this.charge += charge;
    this.inner = u;
    this.last = dt;
  }

  /**
   * The u at which linear·u + Σ i(u) = goal. Secants from the last u and slope; once the root lies between two of them,
   * a bisection whenever three have not halved the bracket. A secant counts as final only between points close together:
   * one from far up an exponential is much too steep.
   */
  private balance(linear: number, goal: number): number {
    let u = this.inner;
    let low = -Infinity;
    let high = Infinity;
    let before = { u: NaN, excess: NaN };
    let reach = STRIDE;
    let width = Infinity;
    for (let k = 0; k < ITERATIONS; k++) {
      const excess = linear * u + this.total(u) - goal;
      if (Math.abs(excess) < NOTHING) return u;
      if (excess > 0) high = u;
      else low = u;
      const slope = (excess - before.excess) / (u - before.u);
      if (slope > linear) this.steepness = slope - linear;
      const near = Math.abs(u - before.u) < LOCAL;
      before = { u, excess };
      const correction = -excess / (linear + this.steepness);
      if (near && Math.abs(correction) < CLOSE) return u + correction;
      u += Math.max(-reach, Math.min(reach, correction));
      const open = high - low;
      if (open === Infinity) reach *= 2;
      else if (open < CLOSE) return (low + high) / 2;
      else if (!(u > low && u < high) || (k % 3 === 2 && open > width / 2)) u = (low + high) / 2;
      if (k % 3 === 2) width = open;
    }
    return u;
  }

  private total(u: number): number {
    let sum = 0;
    for (const process of this.processes) sum += process.current(u);
    return sum;
  }
}
