/**
 * The world behind the simulated bridge with a droplet cell: a stage over a sample, a droplet that touches and lets go, the
 * circuit through it, and the amplifier that sees the current.
 */
import { Cell } from './cell';
import { DryingElectrode } from './drying';
import { Instrument } from './instrument';
import { DETACHMENT, DROPLET_HEIGHT } from './pipette';
import { uniformOf } from './random';
import type { Sample } from './sample';

/** A touch leaves the electrode at least the rest of the interval to follow, so that this is never empty. */
const LATEST_TOUCH = 0.99;

export class SimulatedWorld extends Instrument<Cell> {
  /** The sample of a droplet cell is the working electrode itself. */
  readonly track = null;

  private readonly sample: Sample;
  private readonly worldSeed: number;
  /** By which the droplet dries, m²/s. */
  private readonly loss: number;
  private hop = 0;
  /** Height of the surface under the probe, m. */
  private surface = 0;
  /** Height at which the droplet lets go, m. */
  private release = 0;

  /**
   * `noise` is 1, or 0 for an amplifier without noise and offset; `coarse` where that axis stands at first, m; `loss` by which
   * droplets dry, m²/s.
   */
  constructor(sample: Sample, seed: number, noise: 0 | 1 = 1, coarse = 0, loss = 0) {
    super(new Cell(), seed, noise, coarse);
    this.sample = sample;
    this.worldSeed = seed;
    this.loss = loss;
  }

  get attached(): boolean {
    return this.circuit.attached;
  }

  override seed(hop: number, step: number): void {
    this.hop = hop;
    super.seed(hop, step);
  }

  protected look(x: number, y: number): void {
    this.surface = this.sample.surface(x, y, this.time);
    this.circuit.stray = this.sample.stray(x, y, this.time);
  }

  protected leave(): void {
    this.circuit.detach();
  }

  /** The droplet touches or lets go. How far the pipette is pushed counts beyond the droplet. */
  protected meet(seconds: number, rise: number): void {
    const { circuit, stage, surface } = this;
    const below = surface - stage.z;
    if (circuit.attached) {
      if (stage.z > this.release) circuit.detach();
      this.pressed = Math.max(this.pressed, below - DROPLET_HEIGHT);
      return;
    }
    if (below < 0) return;
    const contact = this.sample.contact(stage.x, stage.y, this.time);
    const [least, most] = DETACHMENT;
    this.release = surface + least + (most - least) * uniformOf(this.worldSeed, 301, this.hop);
    const since = rise < 0 ? Math.min(1, below / -rise) : 1;
    const delay = seconds * Math.min(LATEST_TOUCH, 1 - since);
    const electrode = contact.electrode();
    const { loss } = this;
    circuit.touch(loss > 0 ? new DryingElectrode(electrode, contact.contactRadius, loss) : electrode, delay);
    this.sample.touched(stage.x, stage.y, this.time);
  }
}
