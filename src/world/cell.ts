/**
 * The circuit between the electrode in the pipette and the sample: in air only stray capacitance and leakage; once the
 * droplet touches also the electrode on the film. Controlled in potential, in current, or open.
 */
import type { Electrode } from '../kinetics/solver/electrode';
import type { Circuit } from './instrument';
import { STRAY_CAPACITANCE } from './pipette';

/** Between pipette and sample, S. */
const LEAKAGE = 1 / 20e12;
/** Greatest potential that the galvanostat can apply, V. */
const COMPLIANCE = 10;
/** Part of its level by which a regulated current may be off, and by how much it may be in any case, A. */
const REGULATION = 0.01;
const UNSEEN = 1e-15;

export class Cell implements Circuit {
  /** V; in current control and in open circuit the measured one. */
  potential = 0;
  /** True current at the end of the last interval, A. */
  current = 0;
  /** Charge that passed in it beyond a straight course of the current, C. */
  surplus = 0;
  /** The galvanostat met its limit. */
  overload = false;
  /** Between pipette and sample, F. It changes only while nobody looks, on the way from place to place. */
  stray = STRAY_CAPACITANCE;

  private electrode: Electrode | null = null;
  /** Time of the next interval that had passed when the droplet touched, s. */
  private delay = 0;

  get applied(): number {
    return this.potential;
  }

  get attached(): boolean {
    return this.electrode !== null;
  }

  /** The droplet touches `delay` seconds after the beginning of the next interval. */
  touch(electrode: Electrode, delay: number): void {
    this.electrode = electrode;
    this.delay = delay;
  }

  detach(): void {
    this.electrode = null;
    this.delay = 0;
  }

  /** The potential (V) goes straight to a value within `interval` seconds. */
  ramp(potential: number, interval: number): void {
    const { electrode } = this;
    // What the electrode has not followed so far, after a touch or under current control, it follows at once.
    if (electrode && electrode.potential !== this.potential) {
      this.hold(potential, interval);
      return;
    }
    const rate = (potential - this.potential) / interval;
    electrode?.ramp(potential, interval);
    this.settle(potential, this.stray * rate, 0);
  }

  /** The potential is a value (V) during the interval; it jumps there if it was another. */
  hold(potential: number, interval: number): void {
    const { electrode } = this;
    const before = this.current;
    const jump = this.stray * (potential - this.potential);
    if (!electrode || electrode.potential === potential) {
      electrode?.hold(potential, interval);
      this.settle(potential, 0, jump);
      return;
    }
    const charge = electrode.charge;
    electrode.hold(potential, interval - this.delay);
    this.delay = 0;
    this.settle(potential, 0, 0);
    const passed = jump + electrode.charge - charge + LEAKAGE * potential * interval;
    this.surplus = passed - ((before + this.current) / 2) * interval;
  }

  /** The galvanostat drives a current (A). */
  drive(current: number, interval: number): void {
    const { electrode } = this;
    const leak = LEAKAGE * this.potential;
    electrode?.galvano(current - leak, interval);
    this.delay = 0;
    const reached = electrode?.potential ?? this.floating(current, interval);
    if (Math.abs(reached) > COMPLIANCE) {
      this.hold(Math.sign(reached) * COMPLIANCE, interval);
      this.surplus = 0;
      this.overload = true;
      return;
    }
    this.potential = reached;
    this.current = electrode ? electrode.current + leak : current;
    this.surplus = 0;
    this.overload = Math.abs(this.current - current) > REGULATION * Math.abs(current) + UNSEEN;
  }

  /** No current can flow. */
  open(interval: number): void {
    this.electrode?.galvano(0, interval);
    this.potential = this.electrode?.potential ?? this.potential;
    this.delay = 0;
    this.current = 0;
    this.surplus = 0;
    this.overload = false;
  }

  /** Potential of the unconnected cell after a current has charged its stray capacitance for a while, V. */
  private floating(current: number, interval: number): number {
    const goal = current / LEAKAGE;
    return goal + (this.potential - goal) * Math.exp((-interval * LEAKAGE) / this.stray);
  }

  private settle(potential: number, charging: number, surplus: number): void {
    this.potential = potential;
    this.current = (this.electrode?.current ?? 0) + charging + LEAKAGE * potential;
    this.surplus = surplus;
    this.overload = false;
  }
}
