/**
 * A droplet that dries. Vapour leaves its cap by diffusion, at a rate that goes with the radius of the cap and not with its
 * area; where the pipette does not make all of that good, a cap that keeps its shape shrinks by
 *
 *     a² = a₀² − K·t
 *
 * (Langmuir 1918; Picknett and Bexon 1977, constant contact angle), to the crust of salt that is left. The solid beneath is
 * taken as columns side by side: what falls dry keeps what it holds and takes no part any more, and what is still wet carries
 * the whole current.
 */
import type { Electrode } from '../kinetics/solver/electrode';

/** Least part of the disc that the crust keeps wet. */
const CRUST = 1e-3;
/** The edge of the droplet is pinned, and recedes in so many jumps. */
const JUMPS = 500;

/** Part of a disc of radius a₀ (m) that is still wet so many seconds after the contact, with K in m²/s. */
export function wetPart(radius: number, loss: number, time: number): number {
  const dried = (loss * time) / radius ** 2;
  return Math.max(CRUST, 1 - Math.floor(dried * JUMPS) / JUMPS);
}

export class DryingElectrode implements Electrode {
  current = 0;
  charge = 0;

  private readonly whole: Electrode;
  private readonly radius: number;
  private readonly loss: number;
  private age = 0;

  /** `whole` as it would be on a disc of `radius`, m, that stays; `loss` K, m²/s. */
  constructor(whole: Electrode, radius: number, loss: number) {
    this.whole = whole;
    this.radius = radius;
    this.loss = loss;
  }

  get potential(): number {
    return this.whole.potential;
  }

  ramp(potential: number, dt: number): number {
    return this.pass(dt, () => this.whole.ramp(potential, dt));
  }

  hold(potential: number, dt: number): number {
    return this.pass(dt, () => this.whole.hold(potential, dt));
  }

  galvano(current: number, dt: number): number {
    this.pass(dt, (part) => this.whole.galvano(current / part, dt));
    return this.potential;
  }

  private pass(dt: number, drive: (part: number) => void): number {
    const part = wetPart(this.radius, this.loss, this.age);
    this.age += dt;
    const before = this.whole.charge;
    drive(part);
    this.charge += part * (this.whole.charge - before);
    this.current = part * this.whole.current;
    return this.current;
  }
}
