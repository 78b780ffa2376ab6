import type { ExponentialKernel } from './solid';
import { stepShares } from './step-shares';

const CACHED_STEPS = 256;

/** Coefficients of one step length. */
interface Step {
  readonly length: number;
  /** Nodes with a state, counted from the slowest. */
  readonly active: number;
  readonly decay: Float64Array;
  /** Share of the flux at the end of the step in each node at the end. */
  readonly to: Float64Array;
  /** decay·to, and the share of the flux at the beginning. */
  readonly carry: Float64Array;
  /** The same two shares summed over the nodes without state. */
  readonly fastFrom: number;
  readonly fastTo: number;
  /** Sums over all nodes. */
  readonly allFrom: number;
  readonly allTo: number;
}

/**
 * What a past flux has left at the surface, carried as one number a node. The flux is linear within a step, and each node
 * is then exact for steps of any length (product integration). A step is `begin(length)`, which answers the change of
 * occupancy that the past alone leaves at the step's end, then `end(flux)`; the occupancy is the former plus
 * `response`·flux.
 */
export class FluxHistory {
  response = 0;
  flux = 0;
  private readonly kernel: ExponentialKernel;
  /** Each node without the share `to`·flux of the last flux. */
  private readonly nodes: Float64Array;
  private readonly steps = new Map<number, Step>();
  private step: Step;
  private before = 0;

  constructor(kernel: ExponentialKernel, length: number) {
    this.kernel = kernel;
    this.nodes = new Float64Array(kernel.rates.length);
    this.step = coefficients(kernel, length);
    this.steps.set(length, this.step);
    this.response = this.step.allTo;
  }

  begin(length: number): number {
    if (length !== this.step.length) this.change(length);
    const { decay, carry, active, fastFrom } = this.step;
    const nodes = this.nodes;
    const flux = this.flux;
    let even = fastFrom * flux;
    let odd = 0;
    let k = 0;
    for (; k + 1 < active; k += 2) {
      const a = (decay[k] as number) * (nodes[k] as number) + (carry[k] as number) * flux;
      const b = (decay[k + 1] as number) * (nodes[k + 1] as number) + (carry[k + 1] as number) * flux;
      nodes[k] = a;
      nodes[k + 1] = b;
      even += a;
      odd += b;
    }
    if (k < active) {
      const a = (decay[k] as number) * (nodes[k] as number) + (carry[k] as number) * flux;
      nodes[k] = a;
      even += a;
    }
    return even + odd;
  }

  end(flux: number): void {
    this.before = this.flux;
    this.flux = flux;
  }

  /** As `begin`, but only a look ahead, and for a flux that is 0 from now on. */
  outlook(length: number): number {
    if (length !== this.step.length) this.change(length);
    const { decay, to, active } = this.step;
    let left = 0;
    for (let k = 0; k < active; k++) {
      left += (decay[k] as number) * ((this.nodes[k] as number) + (to[k] as number) * this.flux);
    }
    return left;
  }

  /** Response at the end of the step to a flux that is constant during it. */
  get uniform(): number {
    return this.step.allFrom + this.step.allTo;
  }

  /** The flux jumps here to another value. */
  jump(flux: number): void {
    const { to, active } = this.step;
    for (let k = 0; k < active; k++) {
      this.nodes[k] = (this.nodes[k] as number) + (to[k] as number) * (this.flux - flux);
    }
    this.flux = flux;
    this.before = flux;
  }

  /** Changes the step length: nodes that were without state get the one that they have been following. */
  private change(length: number): void {
    const before = this.step;
    const after = this.coefficients(length);
    const { rates, weights } = this.kernel;
    const slope = (this.flux - this.before) / before.length;
    for (let k = 0; k < rates.length; k++) {
      const rate = rates[k] as number;
      const value =
        k < before.active
          ? (this.nodes[k] as number) + (before.to[k] as number) * this.flux
          : ((weights[k] as number) / rate) * (this.flux - slope / rate);
      this.nodes[k] = value - (after.to[k] as number) * this.flux;
    }
    this.step = after;
    this.response = after.allTo;
  }

  private coefficients(length: number): Step {
    let step = this.steps.get(length);
    if (!step) {
      step = coefficients(this.kernel, length);
      if (this.steps.size >= CACHED_STEPS) this.steps.clear();
      this.steps.set(length, step);
    }
    return step;
  }
}

function coefficients({ rates, weights, instant, lag }: ExponentialKernel, length: number): Step {
  const { active, decay, from, to } = stepShares(rates, length);
  const weighted = new Float64Array(active);
  const carry = new Float64Array(active);
  // A step far below the kernel's shortest time leaves the fast nodes an instant response, never a negative one.
  const late = Math.min(lag / length, instant / 2);
  let fastFrom = late;
  let fastTo = instant - late;
  let slowFrom = 0;
  let slowTo = 0;
  for (let k = 0; k < active; k++) {
    const weight = weights[k] as number;
    const end = weight * (to[k] as number);
    const begin = weight * (from[k] as number);
    weighted[k] = end;
    carry[k] = (decay[k] as number) * end + begin;
    slowFrom += begin;
    slowTo += end;
  }
  for (let k = active; k < rates.length; k++) {
    fastFrom += (weights[k] as number) * (from[k] as number);
    fastTo += (weights[k] as number) * (to[k] as number);
  }
  const allFrom = fastFrom + slowFrom;
  const allTo = fastTo + slowTo;
  return { length, active, decay, to: weighted, carry, fastFrom, fastTo, allFrom, allTo };
}
