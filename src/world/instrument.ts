/**
 * What every simulated instrument is: a stage that carries the probe, an amplifier, a circuit through the probe, and
 * readings taken one after the other. What lies under the probe is for the world that extends it to find.
 */
import { Amplifier } from './amplifier';
import type { Potentiostat } from './potentiostat';
import { AXES, Stage, type Axis } from './stage';
import type { Drive, Readings, World } from './world';

/** Within this time, s, drift moves the surface by picometres. */
const STILL = 0.1;

/** The circuit between the probe's electrode and the rest: controlled in potential, in current, or open. */
export interface Circuit {
  /** Potential of the probe as readings have it, V; in current control and in open circuit the measured one. */
  readonly potential: number;
  /** What has to be held to keep it as it is, V: another one only where the bias is held against something that moves. */
  readonly applied: number;
  /** True current at the end of the last interval, A. */
  readonly current: number;
  /** Charge that passed in it beyond a straight course of the current, C. */
  readonly surplus: number;
  /** The galvanostat met its limit. */
  readonly overload: boolean;
  /** The potential (V) goes straight to a value within an interval, s. */
  ramp: (potential: number, interval: number) => void;
  /** The potential is a value (V) during the interval; it jumps there if it was another. */
  hold: (potential: number, interval: number) => void;
  /** The galvanostat drives a current, A. */
  drive: (current: number, interval: number) => void;
  /** No current can flow. */
  open: (interval: number) => void;
}

export abstract class Instrument<C extends Circuit> implements World {
  time = 0;
  /** How far the probe was ever pushed into what lies under it, m: 0 for one that never touched the solid. */
  pressed = 0;
  abstract readonly attached: boolean;
  abstract readonly track: Potentiostat | null;

  protected readonly circuit: C;
  protected readonly stage: Stage;
  private readonly amplifier: Amplifier;
  private isOpen = false;
  /** Where and when what is under the probe was found. */
  private at = { x: NaN, y: NaN, time: 0 };

  /** `noise` is 1, or 0 for an amplifier without noise and offset; `coarse` where that axis stands at first, m. */
  constructor(circuit: C, seed: number, noise: 0 | 1, coarse = 0) {
    this.stage = new Stage(coarse);
    this.circuit = circuit;
    this.amplifier = new Amplifier(seed, noise);
  }

  /** Finds what is under the probe. */
  protected abstract look(x: number, y: number): void;
  /** What the last motion, `rise` metres upward in `seconds`, has brought the probe to. */
  protected abstract meet(seconds: number, rise: number): void;
  /** The probe leaves its place sideways. */
  protected abstract leave(): void;

  get position(): { readonly x: number; readonly y: number; readonly z: number; readonly coarse: number } {
    const { x, y, z, coarse } = this.stage;
    return { x, y, z, coarse };
  }

  get potential(): number {
    return this.circuit.applied;
  }

  seed(hop: number, step: number): void {
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
    const { stage, circuit, amplifier, track } = this;
    this.isOpen = false;
    into.clipped = false;
    into.overload = false;
    amplifier.begin(interval);
    this.lookDown();
    for (let k = 0; k < count; k++) {
      this.time += interval;
      const within = this.moveZ(drive.velocity, interval);
      control(circuit, drive, k, interval);
      into.z[k] = stage.z;
      into.current[k] = amplifier.read(circuit.current, circuit.surplus, interval);
      into.potential[k] = circuit.potential;
      if (track) track.read(k, into);
      if (amplifier.clipped) into.clipped = true;
      if (circuit.overload) into.overload = true;
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
    if (!vertical) this.leave();
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

  /** z follows its set point. False if the end of the range was met. */
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
    const { circuit } = this;
    if (this.isOpen) circuit.open(seconds);
    else circuit.hold(circuit.applied, seconds);
    this.amplifier.follow(circuit.current, circuit.surplus, seconds);
  }

  /** Finds what is under the probe, unless nothing has moved since it was found. */
  private lookDown(): void {
    const { x, y } = this.stage;
    const { at } = this;
    if (at.x === x && at.y === y && this.time - at.time < STILL) return;
    this.at = { x, y, time: this.time };
    this.look(x, y);
  }
}

function control(circuit: Circuit, drive: Drive, k: number, interval: number): void {
  if (drive.control === 'current') circuit.drive(drive.current, interval);
  else if (typeof drive.potential === 'number') circuit.hold(drive.potential, interval);
  else circuit.ramp(drive.potential[k] ?? circuit.applied, interval);
}
