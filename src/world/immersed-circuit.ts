/** The circuit from the electrode of a probe through the bath. It takes the sample along: its time is that of the world. */
import { bisect } from '../kinetics/numerics/search';
import type { ImmersedSample, Place } from './immersed';
import type { Circuit } from './instrument';
import type { Potentiostat } from './potentiostat';

/** Between the probe's electrode and the bath, through its wall, F. */
const CAPACITANCE = 2e-12;
/** Greatest potential that the galvanostat can apply, V. */
const COMPLIANCE = 10;
/** Longest step of the sample, s. */
const STRIDE = 10e-3;

export class ImmersedCircuit implements Circuit {
  /** Against the bath, V. */
  potential = 0;
  /** Against what the bias is held against, V. */
  applied = 0;
  current = 0;
  surplus = 0;
  overload = false;
  /** What the probe is over, and its height, m. */
  place: Place | null = null;
  height = Infinity;

  private readonly sample: ImmersedSample;
  private readonly track: Potentiostat | null;

  constructor(sample: ImmersedSample, track: Potentiostat | null) {
    this.sample = sample;
    this.track = track;
  }

  ramp(potential: number, interval: number): void {
    const before = this.potential;
    this.settle(potential, interval);
    this.current += (CAPACITANCE * (this.potential - before)) / interval;
    this.surplus = 0;
  }

  hold(potential: number, interval: number): void {
    const before = this.potential;
    this.settle(potential, interval);
    this.surplus = CAPACITANCE * (this.potential - before);
  }

  drive(current: number, interval: number): void {
    this.pass(interval);
    this.surplus = 0;
    const isTooLittle = (potential: number): boolean => this.through(potential) < current;
    this.overload = isTooLittle(COMPLIANCE) || !isTooLittle(-COMPLIANCE);
    this.potential = bisect((potential) => !isTooLittle(potential), -COMPLIANCE, COMPLIANCE);
    this.applied = this.potential - this.shift;
    this.current = this.overload ? this.through(this.potential) : current;
  }

  open(interval: number): void {
    this.drive(0, interval);
  }

  /** What the bath has against the electrode that the bias is held against, V. */
  private get shift(): number {
    const { track } = this;
    return track === null || track.follows ? 0 : track.truePotential;
  }

  private through(potential: number): number {
    const { place, height } = this;
    return place ? place.current(potential, height - place.surface()) : 0;
  }

  private pass(interval: number): void {
    const { track, sample } = this;
    const strides = interval > STRIDE ? Math.ceil(interval / STRIDE - 1e-6) : 1;
    const dt = interval / strides;
    for (let k = 0; k < strides; k++) {
      track?.advance(dt);
      sample.elapse(dt);
    }
  }

  private settle(applied: number, interval: number): void {
    this.pass(interval);
    this.applied = applied;
    this.potential = applied + this.shift;
    this.current = this.through(this.potential);
    this.overload = false;
  }
}
