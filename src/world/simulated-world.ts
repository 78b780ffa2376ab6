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

/** Within this time, s, drift moves the surface by picometres. */
const STILL = 0.1;
/** A touch leaves the electrode at least the rest of the interval to follow, so that this is never empty. */
const LATEST_TOUCH = 0.99;

export class SimulatedWorld implements World {
  time = 0;
  /** How far the pipette was ever pushed beyond the droplet, m: 0 for one that never touched the solid. */
  pressed = 0;
  /** The sample of a droplet cell is the working electrode itself. */
  readonly track = null;

  private readonly sample: Sample;
  private readonly worldSeed: number;
  private readonly amplifier: Amplifier;
  private readonly stage: Stage;
  private readonly cell = new Cell();
  private isOpen = false;
  private hop = 0;
  /** Height of the surface under the probe, m, and where and when that was. */
  private surface = 0;
  private at = { x: NaN, y: NaN, time: 0 };
  /** Height at which the droplet lets go, m. */
  private release = 0;

  /** `noise` is 1, or 0 for an amplifier without noise and offset; `coarse` where that axis stands at first, m. */
  constructor(sample: Sample, seed: number, noise: 0 | 1 = 1, coarse = 0) {
    this.stage = new Stage(coarse);
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
    this.isOpen = false;
    into.clipped = false;
    into.overload = false;
    amplifier.begin(interval);
    this.lookDown();
    for (let k = 0; k < count; k++) {
      this.time += interval;
      const within = this.moveZ(drive.velocity, interval);
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
    const step = stage.move(axis, to);
    if (step === 0) return 0;
    const seconds = Math.abs(step) / Math.min(velocity, maxVelocity);
    this.time += seconds;
    if (!vertical) this.cell.detach();
    this.lookDown();
    this.meet(seconds, vertical ? step : 0);
    this.pass(seconds);
    this.wait(settling);
    return seconds + settling;
  }

  wait(seconds: number): void {
    if (seconds <= 0) return;
    this.time += seconds;
    this.lookDown();
    this.moveZ(0, seconds);
    this.pass(seconds);
  }

  /** z follows its set point; the droplet may touch or let go. False if the end of the range was met. */
  private moveZ(velocity: number, interval: number): boolean {
    const { stage } = this;
    if (velocity === 0 && stage.atRest) return true;
    const { z } = stage;
    const within = stage.follow(velocity, interval);
    this.meet(interval, stage.z - z);
    return within;
  }

  /** The circuit goes on as it is, unrecorded. */
  private pass(seconds: number): void {
    const { cell } = this;
    if (this.isOpen) cell.open(seconds);
    else cell.hold(cell.potential, seconds);
    this.amplifier.follow(cell.current, cell.surplus, seconds);
  }

  /** Finds what is under the probe, unless nothing has moved since it was found. */
  private lookDown(): void {
    const { x, y } = this.stage;
    const { at } = this;
    if (at.x === x && at.y === y && this.time - at.time < STILL) return;
    this.at = { x, y, time: this.time };
    this.surface = this.sample.surface(x, y, this.time);
    this.cell.stray = this.sample.stray(x, y, this.time);
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
    cell.touch(contact.electrode(), delay);
    this.sample.touched(stage.x, stage.y, this.time);
  }
}

function control(cell: Cell, drive: Drive, k: number, interval: number): void {
  if (drive.control === 'current') cell.drive(drive.current, interval);
  else if (typeof drive.potential === 'number') cell.hold(drive.potential, interval);
  else cell.ramp(drive.potential[k] ?? cell.potential, interval);
}
