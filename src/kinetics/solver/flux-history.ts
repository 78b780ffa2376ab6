import type { ExponentialKernel } from './solid';
import { stepShares, type StepShares } from './step-shares';

const CACHED_STEPS = 256;

/** Coefficients of one step length. */
interface Step {
  readonly length: number;
  readonly shares: StepShares;
  /** Weighted shares of the flux at the beginning and at the end, summed over the nodes without state. */
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
  /** Each node, for weight 1, without the share `to`·flux of the last flux. */
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
    const { shares, fastFrom } = this.step;
    const { decay, carry, active } = shares;
    const { weights } = this.kernel;
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
      even += (weights[k] as number) * a;
      odd += (weights[k + 1] as number) * b;
    }
    if (k < active) {
      const a = (decay[k] as number) * (nodes[k] as number) + (carry[k] as number) * flux;
      nodes[k] = a;
      even += (weights[k] as number) * a;
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
    const { decay, to, active } = this.step.shares;
    const { weights } = this.kernel;
    let left = 0;
    for (let k = 0; k < active; k++) {
      const node = (this.nodes[k] as number) + (to[k] as number) * this.flux;
      left += (weights[k] as number) * (decay[k] as number) * node;
    }
    return left;
  }

  /** Response at the end of the step to a flux that is constant during it. */
  get uniform(): number {
    return this.step.allFrom + this.step.allTo;
  }

  /** The flux jumps here to another value. */
  jump(flux: number): void {
    const { to, active } = this.step.shares;
    for (let k = 0; k < active; k++) {
      this.nodes[k] = (this.nodes[k] as number) + (to[k] as number) * (this.flux - flux);
    }
    this.flux = flux;
    this.before = flux;
  }

  /** Changes the step length: nodes that were without state get the one that they have been following. */
  private change(length: number): void {
    const { length: lengthBefore, shares: before } = this.step;
    const after = this.coefficients(length);
    const { rates } = this.kernel;
    const { nodes, flux } = this;
    const slope = (flux - this.before) / lengthBefore;
    for (let k = 0; k < before.active; k++) {
      nodes[k] = (nodes[k] as number) + ((before.to[k] as number) - (after.shares.to[k] as number)) * flux;
    }
    for (let k = before.active; k < after.shares.active; k++) {
      const rate = rates[k] as number;
      nodes[k] = (flux - slope / rate) / rate - (after.shares.to[k] as number) * flux;
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
  const shares = stepShares(rates, length);
  const { active, from, to } = shares;
  // A step far below the kernel's shortest time leaves the fast nodes an instant response, never a negative one.
  const late = Math.min(lag / length, instant / 2);
  let fastFrom = late;
  let fastTo = instant - late;
  for (let k = active; k < rates.length; k++) {
    fastFrom += (weights[k] as number) * (from[k] as number);
    fastTo += (weights[k] as number) * (to[k] as number);
  }
  let allFrom = fastFrom;
  let allTo = fastTo;
  for (let k = 0; k < active; k++) {
    allFrom += (weights[k] as number) * (from[k] as number);
    allTo += (weights[k] as number) * (to[k] as number);
  }
  return { length, shares, fastFrom, fastTo, allFrom, allTo };
}
