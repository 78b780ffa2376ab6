/**
 * The couple at the contact: insertion of one ion with one electron into a solid. With x = −f(E − E½) and the occupancy θ
 * of the contact, the flux into the solid per unit concentration is
 *
 *     φ = k⁰[(1 − θ)e^{αξ} − θe^{−(1−α)ξ}],    θ = 1/(1 + e^{−ξ}) where k⁰ = Infinity,    ξ = x + g(θ − ½).
 *
 * θ itself answers to the flux, θ = left + response·φ, so that φ follows from ξ alone. Ions that attract each other have
 * g > 0 (Frumkin's isotherm). At g > 4 the isotherm folds: the solid parts into two phases, and a sweep follows each one
 * to its end (the spinodal), from where the contact goes over to the other; a solid at rest is in the stable one, which
 * changes at E½ (Maxwell's rule).
 *
 * With hysteresis, insertion sees its E½ lower and extraction sees it higher by half the offset. In between, neither
 * runs and the flux is 0: the offset keeps its size however slow the sweep.
 */
import { thermal } from '../constants';
import { bisect } from '../numerics/search';

/** What a model says of its couple, in the units of `ElectrodeModel`. */
interface Kinetics {
  readonly temperature: number;
  readonly rateConstant: number;
  readonly transfer: number;
  readonly interaction?: number;
  readonly hysteresis?: number;
}

const ITERATIONS = 60;
/** A correction of ξ small enough to be the last, RT/F: its square is the error. */
const CLOSE = 2e-4;
/** Greatest dθ/dξ, of a reversible couple at half occupancy. */
const STEEPEST = 1 / 4;
/** Distance of the places at which a fold is looked for, RT/F. */
const STRIDE = 0.1;

export class Couple {
  /** Occupancy that the past leaves at the contact, and its response to the flux, s/m. Set before use. */
  left = 0;
  response = 0;
  /** Occupancy at the end of the step before, at first in equilibrium: it tells which of two phases there is. */
  before: number;
  /** m/s, and its derivative by ξ, of the last call. */
  flux = 0;
  private steepness = 0;
  private readonly alpha: number;
  /** 1/k⁰, s/m. */
  private readonly slowness: number;
  private readonly interaction: number;
  /** Half the offset, RT/F. */
  private readonly gap: number;

  /** In equilibrium at `rest`, an x. */
  constructor(kinetics: Kinetics, rest: number) {
    this.slowness = 1 / kinetics.rateConstant;
    this.alpha = kinetics.transfer;
    this.interaction = kinetics.interaction ?? 0;
    this.gap = (thermal(kinetics.temperature) * (kinetics.hysteresis ?? 0)) / 2;
    this.before = occupancy(rest, this.interaction);
  }

  /** Ends a step with the flux found last, and answers it. */
  end(): number {
    this.before = this.left + this.response * this.flux;
    return this.flux;
  }

  /** Sets the flux for an x. */
  at(x: number): void {
    if (this.interaction === 0) this.evaluate(x);
    else this.meet(1, 0, x, x, -Infinity, Infinity);
  }

  /**
   * Answers the x at which p·x + q·φ(x) = r, p and q not negative, and leaves the flux there. The search begins at `x`.
   * Where there is none between `low` and `high`, the nearer of the two. In ξ the interaction is a negative resistance.
   */
  meet(p: number, q: number, r: number, x: number, low: number, high: number): number {
    const { interaction: g, left, response } = this;
    if (g === 0) return this.search(p, q, r, x, low, high);
    const slope = q - p * g * response;
    const goal = r + p * g * (left - 0.5);
    const reach = g / 2;
    const folds = p + (slope * STEEPEST) / response < 0;
    const xi = folds
      ? this.march(p, slope, goal, this.enter(p, q, r), low - reach, high + reach)
      : this.search(p, slope, goal, x + g * (this.before - 0.5), low - reach, high + reach);
    return xi - g * (left + response * this.flux - 0.5);
  }

  /** Sets flux and steepness for a ξ. */
  private evaluate(xi: number): void {
    if (this.gap === 0) {
      this.exchange(xi);
      return;
    }
    this.exchange(xi - this.gap);
    if (this.flux >= 0) return;
    this.exchange(xi + this.gap);
    if (this.flux <= 0) return;
    this.flux = 0;
    this.steepness = 0;
  }

  private exchange(xi: number): void {
    const { left, response, slowness, alpha } = this;
    const out = Math.exp(-xi);
    if (slowness === 0) {
      const share = 1 / (1 + out);
      this.flux = (share - left) / response;
      this.steepness = (share * (1 - share)) / response;
      return;
    }
    const barrier = slowness * (alpha === 0.5 ? Math.sqrt(out) : Math.exp(-alpha * xi));
    const denominator = response * (1 + out) + barrier;
    const flux = (1 - left * (1 + out)) / denominator;
    this.flux = flux;
    this.steepness = (out * left + flux * (response * out + alpha * barrier)) / denominator;
  }

  /**
   * Newton's method for p·ξ + q·φ(ξ) = r, which rises with ξ at least between `low` and `high`; these shrink to a
   * bracket, and the last correction is taken up linearly.
   */
  private search(p: number, q: number, r: number, start: number, low: number, high: number): number {
    let xi = start;
    for (let k = 0; k < ITERATIONS; k++) {
      const excess = this.excess(p, q, r, xi);
      if (excess === 0) return xi;
      if (excess > 0) high = xi;
      else low = xi;
      const correction = -excess / (p + q * this.steepness);
      if (Math.abs(correction) < CLOSE) {
        this.flux += this.steepness * correction;
        return xi + correction;
      }
      xi += correction;
      if (!(xi > low && xi < high)) xi = inside(low, high);
    }
    return xi;
  }

  /** The ξ that p·x + q·φ = r gives the occupancy of the step before. */
  private enter(p: number, q: number, r: number): number {
    const flux = (this.before - this.left) / this.response;
    return (r - q * flux) / p + this.interaction * (this.before - 0.5);
  }

  /** The first solution on the way from `start` along the flux: the one in the present phase, or beyond its end. */
  private march(p: number, q: number, r: number, start: number, low: number, high: number): number {
    const rises = this.excess(p, q, r, start) < 0;
    const step = rises ? STRIDE : -STRIDE;
    let from = start;
    while (from > low && from < high) {
      const to = from + step;
      if (this.excess(p, q, r, to) >= 0 === rises) {
        return this.search(p, q, r, from + step / 2, Math.min(from, to), Math.max(from, to));
      }
      from = to;
    }
    return from;
  }

  private excess(p: number, q: number, r: number, xi: number): number {
    this.evaluate(xi);
    return p * xi + q * this.flux - r;
  }
}

/** A place in a bracket that may still be open on one side. */
function inside(low: number, high: number): number {
  if (low === -Infinity) return high - 4;
  if (high === Infinity) return low + 4;
  return (low + high) / 2;
}

/** Occupancy in equilibrium at x, of the stable phase where there are two. */
export function occupancy(x: number, interaction: number): number {
  const shareAt = (theta: number): number => 1 / (1 + Math.exp(-x - interaction * (theta - 0.5)));
  if (interaction === 0) return shareAt(0.5);
  // The stable phase is on the same side of ½ as θ without interaction, and beyond it, or before it for g < 0.
  const [low, high] = x < 0 ? [0, 0.5] : [0.5, 1];
  return bisect((theta) => shareAt(theta) <= theta, low, high);
}
