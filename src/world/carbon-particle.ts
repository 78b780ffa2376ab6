/**
 * Diffusion into a sphere with a given flux at its surface: shells that are finer towards the surface, implicit in time.
 * The filling is in parts of what the solid holds; the flux in spheres full per second.
 */
import { settleExchange } from '../kinetics/numerics/exchange';

export class CarbonParticle {
  /** Parts of the sphere's volume in each shell, the surface first, and exchange between neighbours, 1/s. */
  private readonly volume: Float64Array;
  private readonly exchange: Float64Array;
  private readonly filling: Float64Array;
  private readonly factor: Float64Array;
  /** Response of every node to a unit flux over one step, and what it was made for. */
  private readonly response: Float64Array;
  private step = NaN;

  /** `diffusivity` in m²/s, `radius` in m, `start` the filling at the beginning. */
  constructor(diffusivity: number, radius: number, start: number) {
    const depth = (k: number): number => (FINEST * (GROWTH ** k - 1)) / (GROWTH - 1);
    let count = 2;
    while (depth(count) < 1) count++;
    const scale = depth(count);
    /** Radii of the nodes in units of the sphere's, from 1 to 0. */
    const node = (k: number): number => 1 - depth(k) / scale;
    const wall = (k: number): number => (node(k) + node(k + 1)) / 2;
    this.volume = Float64Array.from({ length: count + 1 }, (_, k) => {
      const outer = k === 0 ? 1 : wall(k - 1);
      const inner = k === count ? 0 : wall(k);
      return outer ** 3 - inner ** 3;
    });
    this.exchange = Float64Array.from(
      { length: count },
      (_, k) => (3 * diffusivity * wall(k) ** 2) / (radius ** 2 * (node(k) - node(k + 1))),
    );
    this.filling = new Float64Array(count + 1).fill(start);
    this.factor = new Float64Array(count + 1);
    this.response = new Float64Array(count + 1);
  }

  /** Filling at the surface. */
  get surface(): number {
    return this.filling[0] as number;
  }

  /** Mean over the sphere of what depends on the filling. */
  mean(of: (filling: number) => number): number {
    let sum = 0;
    for (let k = 0; k < this.volume.length; k++) {
      sum += (this.volume[k] as number) * of(this.filling[k] as number);
    }
    return sum;
  }

  /** How much the surface fills beyond `rest` per flux in a step of `dt` seconds; call `rest` before. */
  get yielding(): number {
    return this.response[0] as number;
  }

  /** Lets `dt` seconds pass without a flux; answers the filling at the surface. `fill` must follow. */
  rest(dt: number): number {
    const { volume, exchange, factor } = this;
    if (dt !== this.step) {
      this.step = dt;
      this.response.fill(0);
      this.response[0] = dt;
      settleExchange(volume, exchange, dt, this.response, factor);
    }
    for (let k = 0; k < this.filling.length; k++) {
      this.filling[k] = (volume[k] as number) * (this.filling[k] as number);
    }
    settleExchange(volume, exchange, dt, this.filling, factor);
    return this.surface;
  }

  /** Adds what a flux into the sphere did in the step. */
  fill(flux: number): void {
    for (let k = 0; k < this.filling.length; k++) {
      this.filling[k] = (this.filling[k] as number) + flux * (this.response[k] as number);
    }
  }
}

/** Depth of the first two nodes in units of the radius, and by which each distance exceeds the one before. */
const FINEST = 0.008;
const GROWTH = 1.15;
