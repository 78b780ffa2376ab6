/**
 * The world behind the simulated bridge: a stage over a sample, a droplet that touches and lets go, the circuit through
 * it, and the amplifier that sees the current. Time passes in `run`, `travel` and `wait` only.
 */
import { Amplifier } from './amplifier';
import { Cell } from './cell';
import { DETACHMENT, DROPLET_HEIGHT } from './pipette';
import { uniformOf } from './random';
import type { Sample } from './sample';
import { AXES, Stage, type Axis } from './stage';
import type { Drive, Readings, World } from './world';

/** A touch leaves the electrode at least the rest of the interval to follow, so that this is never empty. */
const LATEST_TOUCH = 0.99;

export class SimulatedWorld implements World {
  time = 0;
  /** How far the pipette was ever pushed beyond the droplet, m: 0 for one that never touched the solid. */
  pressed = 0;

  private readonly sample: Sample;
  private readonly worldSeed: number;
  private readonly amplifier: Amplifier;
  private readonly stage = new Stage();
  private readonly cell = new Cell();
  private isOpen = false;
  private hop = 0;
  /** Height of the surface under the probe, m, as of the beginning of the motion at work. */
  private surface = 0;
  /** Height at which the droplet lets go, m. */
  private release = 0;

  /** `noise` is 1, or 0 for an amplifier without noise and offset. */
  constructor(sample: Sample, seed: number, noise: 0 | 1 = 1) {
    this.sample = sample;
    this.worldSeed = seed;
    this.amplifier = new Amplifier(seed, noise);
  }

  get position(): { readonly x: number; readonly y: number; readonly z: number; readonly coarse: number } {
    const { x, y, z, coarse } = this.stage;
    return { x, y, z, coarse };
  }

  get potential(): number {
    return this.cell.potential;
  }

  get attached(): boolean {
    return this.cell.attached;
  }

  seed(hop: number, step: number): void {
    this.hop = hop;
    this.amplifier.seedNoise(hop, step);
  }

  setAmplifier(fullScale: number, cutoff: number): void {
    this.amplifier.set(fullScale, cutoff);
  }

  openCell(): void {
    this.isOpen = true;
  }

  run(
    drive: Drive,
    interval: number,
    count: number,
    into: Readings,
    stop?: (index: number) => boolean,
  ): number {
    const { stage, cell, amplifier } = this;
    const step = drive.velocity * interval;
    this.isOpen = false;
    into.clipped = false;
    into.overload = false;
    amplifier.begin(interval);
    if (step !== 0) this.lookDown();
    for (let k = 0; k < count; k++) {
      const within = step === 0 || stage.shiftZ(step);
      this.time += interval;
      if (step !== 0) this.meet(interval, step);
      control(cell, drive, k, interval);
      into.z[k] = stage.z;
      into.current[k] = amplifier.read(cell.current, cell.surplus, interval);
      into.potential[k] = cell.potential;
      if (amplifier.clipped) into.clipped = true;
      if (cell.overload) into.overload = true;
      if (stop?.(k) || !within) return k + 1;
    }
    return count;
  }

  travel(axis: Axis, to: number, velocity = Infinity): number {
    const { stage } = this;
    const { maxVelocity, settling } = AXES[axis];
    const vertical = axis === 'z' || axis === 'coarse';
    if (vertical) this.lookDown();
    const step = stage.move(axis, to);
    if (step === 0) return 0;
    const seconds = Math.abs(step) / Math.min(velocity, maxVelocity);
    this.time += seconds;
    if (!vertical) {
      this.cell.detach();
      this.lookDown();
    }
    this.meet(seconds, vertical ? step : 0);
    this.pass(seconds);
    this.wait(settling);
    return seconds + settling;
  }

  wait(seconds: number): void {
    if (seconds <= 0) return;
    this.time += seconds;
    this.pass(seconds);
  }

  /** The circuit goes on as it is, unrecorded. */
  private pass(seconds: number): void {
    const { cell } = this;
    if (this.isOpen) cell.open(seconds);
    else cell.hold(cell.potential, seconds);
    this.amplifier.follow(cell.current, cell.surplus, seconds);
  }

  private lookDown(): void {
    this.surface = this.sample.surface(this.stage.x, this.stage.y, this.time);
  }

  /** The droplet touches or lets go where the last motion, `step` metres upward in `seconds`, has brought it. */
  private meet(seconds: number, step: number): void {
    const { cell, stage, surface } = this;
    const below = surface - stage.z;
    if (cell.attached) {
      if (stage.z > this.release) cell.detach();
      this.pressed = Math.max(this.pressed, below - DROPLET_HEIGHT);
      return;
    }
    if (below < 0) return;
    const contact = this.sample.contact(stage.x, stage.y, this.time);
    const [least, most] = DETACHMENT;
    this.release = surface + least + (most - least) * uniformOf(this.worldSeed, 301, this.hop);
    const since = step < 0 ? Math.min(1, below / -step) : 1;
    const delay = seconds * Math.min(LATEST_TOUCH, 1 - since);
    cell.touch(this.sample.electrode(contact), this.sample.restPotential, delay);
  }
}

function control(cell: Cell, drive: Drive, k: number, interval: number): void {
  if (drive.control === 'current') cell.drive(drive.current, interval);
  else if (typeof drive.potential === 'number') cell.hold(drive.potential, interval);
  else cell.ramp(drive.potential[k] ?? cell.potential, interval);
}
