/**
 * The potentiostat of an immersed sample: controls its electrode in potential, in current or leaves it open, with limits
 * of voltage and current, and reads both with the noise of the range that it has chosen by itself.
 */
import type { Electrode } from '../kinetics/solver/electrode';
import { Random } from './random';
import type { Readings, SampleDrive, SamplePotentiostat } from './world';

/** Greatest voltage between sample and reference, V, and current, A. */
const SAMPLE_LIMITS = { potential: 10, current: 50e-3 } as const;
/** Current ranges, A: decades from here to the greatest current. */
const LEAST_RANGE = 50e-6;
/** 1σ of a reading of the current as a part of its range, and of the potential, V. */
const CURRENT_NOISE = 1e-5;
const POTENTIAL_NOISE = 10e-6;

/** Time in which a new level is taken, and shortest step of the electrode, s. */
const SWITCHING = 1e-6;
const SHORTEST_STEP = 1e-3;

export class Potentiostat implements SamplePotentiostat {
  overload = false;
  /** The probe is biased against the bath; otherwise against ground, which is the sample. */
  follows = false;

  private readonly electrode: Electrode;
  private readonly random: Random;
  private readonly noise: 0 | 1;
  private state: SampleDrive = { control: 'open' };
  /** Time since the drive began, s, as far as the electrode has followed and beyond. */
  private driven = 0;
  private due = 0;

  constructor(electrode: Electrode, seed: number, noise: 0 | 1) {
    this.electrode = electrode;
    this.random = new Random(seed, 801);
    this.noise = noise;
  }

  /** As it is, without noise: V and A. */
  get truePotential(): number {
    return this.electrode.potential;
  }

  get trueCurrent(): number {
    return this.electrode.current;
  }

  get potential(): number {
    return this.truePotential + this.noise * POTENTIAL_NOISE * this.random.normal();
  }

  get current(): number {
    let range = LEAST_RANGE;
    while (range < Math.min(SAMPLE_LIMITS.current, Math.abs(this.trueCurrent))) range *= 10;
    return this.trueCurrent + this.noise * CURRENT_NOISE * range * this.random.normal();
  }

  drive(drive: SampleDrive): void {
    this.step(this.due);
    this.state = drive;
    this.driven = 0;
    this.overload = false;
    if (drive.control === 'potential') {
      this.electrode.hold(this.held(drive.potential), SWITCHING);
      this.limitCurrent(SWITCHING);
    } else {
      this.force(drive.control === 'current' ? drive.current : 0, SWITCHING);
    }
  }

  follow(on: boolean): void {
    this.follows = on;
  }

  /** Time goes on, s. The electrode follows in steps that are not too short to be worth it. */
  advance(seconds: number): void {
    this.due += seconds;
    if (this.due >= SHORTEST_STEP) this.step(this.due);
  }

  /** Writes what a reading sees of the sample. */
  read(index: number, into: Readings): void {
    into.samplePotential[index] = this.potential;
    into.sampleCurrent[index] = this.current;
  }

  private step(dt: number): void {
    if (!(dt > 0)) return;
    const { state, electrode } = this;
    this.due = 0;
    this.driven += dt;
    if (state.control === 'potential') {
      electrode.ramp(this.held(state.potential + state.slope * this.driven), dt);
      this.limitCurrent(dt);
    } else {
      this.force(state.control === 'current' ? state.current : 0, dt);
    }
  }

  /** A current (A) as far as the voltage lasts. */
  private force(current: number, dt: number): void {
    const wanted = Math.max(-SAMPLE_LIMITS.current, Math.min(SAMPLE_LIMITS.current, current));
    if (wanted !== current) this.overload = true;
    const reached = this.electrode.galvano(wanted, dt);
    if (Math.abs(reached) <= SAMPLE_LIMITS.potential) return;
    this.overload = true;
    this.electrode.hold(this.held(reached), dt);
  }

  private held(potential: number): number {
    const { potential: most } = SAMPLE_LIMITS;
    const held = Math.max(-most, Math.min(most, potential));
    if (held !== potential) this.overload = true;
    return held;
  }

  private limitCurrent(dt: number): void {
    const { current: most } = SAMPLE_LIMITS;
    if (Math.abs(this.electrode.current) <= most) return;
    this.overload = true;
    this.electrode.galvano(Math.sign(this.electrode.current) * most, dt);
  }
}
