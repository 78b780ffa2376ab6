/**
 * The world behind a bridge whose probe works in the electrolyte: a stage over an immersed sample, the circuit from the
 * probe through the bath, and the potentiostat that drives the sample meanwhile.
 */
import type { ImmersedSample } from './immersed';
import { ImmersedCircuit } from './immersed-circuit';
import { Instrument } from './instrument';
import { Potentiostat } from './potentiostat';

export class ImmersedWorld extends Instrument<ImmersedCircuit> {
  /** Nothing holds a probe in a bath to the sample. */
  readonly attached = false;
  readonly track: Potentiostat | null;

  private readonly sample: ImmersedSample;

  /** `noise` is 1, or 0 for instruments without noise and offset. */
  constructor(sample: ImmersedSample, seed: number, noise: 0 | 1 = 1) {
    const track = sample.electrode && new Potentiostat(sample.electrode, seed, noise);
    super(new ImmersedCircuit(sample, track), seed, noise);
    this.track = track;
    this.sample = sample;
    this.circuit.height = this.stage.z;
  }

  protected look(x: number, y: number): void {
    this.circuit.place = this.sample.place(x, y, this.time);
  }

  protected leave(): void {
    this.circuit.place = null;
  }

  protected meet(): void {
    const { circuit, stage } = this;
    circuit.height = stage.z;
    if (circuit.place) this.pressed = Math.max(this.pressed, circuit.place.surface() - stage.z);
  }
}
