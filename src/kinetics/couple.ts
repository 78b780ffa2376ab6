/**
 * The couple at the contact: insertion of one ion with one electron into a solid whose sites do not see each other.
 * With x = −f(E − E½) and the occupancy θ of the contact, the flux into the solid per unit concentration is
 *
 *     φ = k⁰[(1 − θ)e^{αx} − θe^{−(1−α)x}],    θ = 1/(1 + e^{−x}) where k⁰ = Infinity.
 *
 * θ itself answers to the flux, θ = left + response·φ, so that φ follows from x alone.
 */
const ITERATIONS = 60;
/** A correction of x small enough to be the last, RT/F: its square is the error. */
const CLOSE = 2e-4;

export class Couple {
  /** Occupancy that the past leaves at the contact, and its response to the flux, s/m. Set before `at`. */
  left = 0;
  response = 0;
  /** m/s, and its derivative by x, of the last `at`. */
  flux = 0;
  steepness = 0;
  private readonly alpha: number;
  /** 1/k⁰, s/m. */
  private readonly slowness: number;

  constructor(rateConstant: number, transfer: number) {
    this.slowness = 1 / rateConstant;
    this.alpha = transfer;
  }

  /** Sets flux and steepness for an x. */
  at(x: number): void {
    const { left, response, slowness, alpha } = this;
    const out = Math.exp(-x);
    if (slowness === 0) {
      const share = 1 / (1 + out);
      this.flux = (share - left) / response;
      this.steepness = (share * (1 - share)) / response;
      return;
    }
    const barrier = slowness * Math.exp(-alpha * x);
    const denominator = response * (1 + out) + barrier;
    const flux = (1 - left * (1 + out)) / denominator;
    this.flux = flux;
    this.steepness = (out * left + flux * (response * out + alpha * barrier)) / denominator;
  }

  /**
   * Answers the x at which p·x + q·φ(x) = r, and leaves flux and steepness there. Newton's method from `x`, within a
   * bracket that shrinks; the last correction is taken up linearly. Where there is none between `low` and `high`, the
   * nearer of the two.
   */
  meet(p: number, q: number, r: number, x: number, low: number, high: number): number {
    for (let k = 0; k < ITERATIONS; k++) {
      this.at(x);
      const excess = p * x + q * this.flux - r;
      if (excess > 0) high = x;
      else low = x;
      const correction = -excess / (p + q * this.steepness);
      if (Math.abs(correction) < CLOSE) {
        this.flux += this.steepness * correction;
        return x + correction;
      }
      x += correction;
      if (!(x > low && x < high)) x = inside(low, high);
    }
    return x;
  }
}

/** A place in a bracket that may still be open on one side. */
function inside(low: number, high: number): number {
  if (low === -Infinity) return high - 4;
  if (high === Infinity) return low + 4;
  return (low + high) / 2;
}

/** Occupancy in equilibrium at x. */
export const occupancy = (x: number): number => 1 / (1 + Math.exp(-x));
