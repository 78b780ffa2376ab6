/**
 * Stepping voltammetry solver: a solid that takes up and gives off lithium through a contact, behind an uncompensated
 * resistance and beside a double layer. The state of the solid is a handful of numbers (`exponential-kernel.ts`), so
 * that holds, sweeps of any rate and constant currents follow each other with their whole history.
 *
 *     const electrode = createElectrode(model, 1.8, { shortest: 1e-4, longest: 60 });
 *     electrode.hold(1.8, 0.5);
 *     for (const potential of sweep) current.push(electrode.ramp(potential, interval));
 *
 * Potential is working electrode against reference, current anodic positive: insertion is negative.
 */
import { FARADAY, thermal } from '../constants';
import { Couple } from './couple';
import { exponentialKernel } from './exponential-kernel';
import { FluxHistory } from './flux-history';
import { GROWTH, growingSteps } from './growing-steps';
import type { Timescale } from './solid';

export interface ElectrodeModel {
  /** K. */
  readonly temperature: number;
  /** Exchanged species in the solid, mol/m³. */
  readonly concentration: number;
  /** Contact area, m². */
  readonly area: number;
  /** m²/s. */
  readonly diffusion: number;
  /** Radius of the contact disc, m; Infinity for planar diffusion. */
  readonly discRadius: number;
  /** Thickness of the solid with a no-flux back wall, m; Infinity for semi-infinite. */
  readonly thickness: number;
  /** Half-wave (formal) potential, V. */
  readonly halfWave: number;
  /** m/s; Infinity for a reversible (Nernstian) couple. */
  readonly rateConstant: number;
  readonly transfer: number;
  /** Uncompensated resistance, Ω. */
  readonly resistance: number;
  /** Double layer of the contact, F. */
  readonly capacitance: number;
  /** Frumkin's g between the ions, 1: attraction above 0, two phases above 4; 0 unless given. */
  readonly interaction?: number;
  /** Half-wave potential of extraction above that of insertion, V; 0 unless given. */
  readonly hysteresis?: number;
}

export interface Electrode {
  /** Working electrode against reference, V: the last one applied or, under constant current, measured. */
  readonly potential: number;
  /** Current now, A, anodic positive. */
  readonly current: number;
  /** Charge since creation, C, anodic positive; the mean current of a call is the difference over its dt. */
  readonly charge: number;
  /** Potential goes linearly from the present one to this within dt, one step of the solver. Answers the current at the end, A. */
  ramp: (potential: number, dt: number) => number;
  /** At once to this potential and dt seconds there, in steps that begin fine. Answers the current at the end, A. */
  hold: (potential: number, dt: number) => number;
  /**
   * A constant current (0: open circuit) for dt seconds. Answers the potential at the end, V. Where the solid cannot
   * carry the current the interface stops 1 V (40 RT/F) from E½ and `current` says what does flow.
   */
  galvano: (current: number, dt: number) => number;
}

/** Distance of nodes in ln λ: 1e-4 of the peak current. */
export const NODE_SPACING = 0.7;

/**
 * A solid at equilibrium with `restPotential`, double layer charged to it, not yet in contact with anything else.
 * `timescale`: shortest step that will be asked for and longest history, s; `spacing` of the kernel's nodes in ln λ.
 */
export function createElectrode(
  model: ElectrodeModel,
  restPotential: number,
  timescale: Timescale,
  spacing: number = NODE_SPACING,
): Electrode {
  return new SolidElectrode(model, restPotential, timescale, spacing);
}

/** First step after a jump over the shortest time. */
const FIRST = 0.2;
/** Reach of the interface under constant current, in RT/F. */
const REACH = 40;

class SolidElectrode implements Electrode {
  potential: number;
  current = 0;
  charge = 0;

  private readonly history: FluxHistory;
  private readonly couple: Couple;
  private readonly rest: number;
  private readonly f: number;
  private readonly halfWave: number;
  /** FAC, A s/m. */
  private readonly scale: number;
  private readonly resistance: number;
  private readonly capacitance: number;
  private readonly firstStep: number;

  /** Length of the last step, s. */
  private last: number;
  /** What the resistance drops by capacitive current, V. */
  private lag = 0;
  /** −f(E − E½) of the interface, now and a step before, where it differs from the applied one. */
  private x = 0;
  private xBefore = 0;
  private rcLength = 0;
  private rcDecay = 0;
  private rcGain = 0;

  constructor(model: ElectrodeModel, restPotential: number, timescale: Timescale, spacing: number) {
    this.f = thermal(model.temperature);
    this.halfWave = model.halfWave;
    this.scale = FARADAY * model.area * model.concentration;
    this.resistance = model.resistance;
    this.capacitance = model.capacitance;
    this.potential = restPotential;
    this.firstStep = FIRST * timescale.shortest;
    this.last = this.firstStep;
    this.x = this.f * (model.halfWave - restPotential);
    this.xBefore = this.x;
    this.couple = new Couple(model, this.x);
    this.rest = this.couple.before;
    this.history = new FluxHistory(exponentialKernel(model, timescale, spacing), timescale.shortest);
  }

  ramp(potential: number, dt: number): number {
    this.couple.left = this.rest + this.history.begin(dt);
    this.couple.response = this.history.response;
    return this.settle(potential, dt);
  }

  hold(potential: number, dt: number): number {
    if (potential !== this.potential) this.jump(potential, dt);
    const { count, first } = growingSteps(this.last, dt);
    let step = first;
    for (let k = 0; k < count; k++) {
      this.ramp(potential, step);
      step *= GROWTH;
    }
    return this.current;
  }

  galvano(current: number, dt: number): number {
    if (Math.abs(current - this.current) > 1e-12 * Math.abs(current)) {
      this.last = this.firstStep / GROWTH;
      if (this.capacitance === 0) this.history.jump(-current / this.scale);
    }
    const { count, first } = growingSteps(this.last, dt);
    let step = first;
    for (let k = 0; k < count; k++) {
      this.drive(current, step);
      step *= GROWTH;
    }
    return this.potential;
  }

  /**
   * A potential step. Behind a resistance the double layer keeps its charge and with it the flux; otherwise the flux
   * jumps to the constant one that satisfies the first step.
   */
  private jump(potential: number, dt: number): void {
    const step = potential - this.potential;
    this.potential = potential;
    this.last = this.firstStep / GROWTH;
    if (this.resistance > 0 && this.capacitance > 0) {
      this.lag += step;
      return;
    }
    this.charge += this.capacitance * step;
    const length = growingSteps(this.last, dt).first;
    this.couple.left = this.rest + this.history.outlook(length);
    this.couple.response = this.history.uniform;
    this.solve(potential, length);
    this.history.jump(this.couple.flux);
  }

  /** Ends a step of controlled potential: flux, double layer, charge and current. */
  private settle(potential: number, dt: number): number {
    const { history, scale, capacitance } = this;
    const before = history.flux;
    this.solve(potential, dt);
    const flux = this.couple.end();
    history.end(flux);
    this.charge -= 0.5 * scale * (before + flux) * dt;
    this.current = -scale * flux;
    if (capacitance > 0) this.displace(potential, before, dt);
    this.potential = potential;
    this.last = dt;
    return this.current;
  }

  /** Adds what the double layer takes during a step to charge and current. */
  private displace(potential: number, before: number, dt: number): void {
    const { capacitance, resistance } = this;
    let rise = potential - this.potential;
    if (resistance === 0) {
      this.current += (capacitance * rise) / dt;
    } else {
      rise += resistance * this.scale * (this.couple.flux - before);
      const lag = this.rcDecay * this.lag + this.rcGain * rise;
      rise += this.lag - lag;
      this.lag = lag;
      this.current += lag / resistance;
    }
    this.charge += capacitance * rise;
  }

  /** Finds the flux at the end of a step under controlled potential. */
  private solve(potential: number, dt: number): void {
    const { f, resistance, couple } = this;
    if (resistance === 0) {
      couple.at(f * (this.halfWave - potential));
      return;
    }
    this.prepareDoubleLayer(dt);
    const gain = this.rcGain;
    const rise = potential - this.potential - resistance * this.scale * this.history.flux;
    const open = f * (this.halfWave - potential + this.rcDecay * this.lag + gain * rise);
    const ohmic = f * resistance * (1 - gain) * this.scale;
    const start = 2 * this.x - this.xBefore;
    this.xBefore = this.x;
    this.x = couple.meet(1, ohmic, open, start, -Infinity, Infinity);
  }

  /** One step under controlled current. */
  private drive(current: number, dt: number): void {
    const { f, couple, history, scale, resistance, capacitance } = this;
    const before = history.flux;
    this.couple.left = this.rest + history.begin(dt);
    this.couple.response = history.response;
    const inner = this.potential - resistance * this.current;
    const past = f * (this.halfWave - inner);
    const storage = capacitance / (f * dt);
    const start = Math.min(REACH, Math.max(-REACH, past));
    const x = couple.meet(storage, scale, storage * past - current, start, -REACH, REACH);
    const flux = couple.end();
    history.end(flux);
    const displaced = storage * dt * (past - x);
    this.charge += displaced - (scale * (before + flux) * dt) / 2;
    this.current = displaced / dt - scale * flux;
    this.lag = (resistance * displaced) / dt;
    this.potential = this.halfWave - x / f + resistance * this.current;
    this.last = dt;
    this.x = x;
    this.xBefore = x;
  }

  /** The double layer charges through the resistance: exact for a drive that is linear within the step. */
  private prepareDoubleLayer(dt: number): void {
    if (dt === this.rcLength) return;
    const ratio = dt / (this.resistance * this.capacitance);
    this.rcLength = dt;
    this.rcDecay = Math.exp(-ratio);
    this.rcGain = Number.isFinite(ratio) ? -Math.expm1(-ratio) / ratio : 0;
  }
}
