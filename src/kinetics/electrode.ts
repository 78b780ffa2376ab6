/**
 * Stepping voltammetry solver: a solid that takes up and gives off lithium through a contact, behind an uncompensated
 * resistance and beside a double layer. The state of the solid is a handful of numbers (`exponential-kernel.ts`), so
 * that holds, sweeps of any rate and constant currents follow each other with their whole history.
 *
 *     const electrode = createElectrode(model, 1.8, { shortest: 1e-4, longest: 60 });
 *     electrode.hold(1.8, 0.5);
 *     for (const potential of sweep) current.push(electrode.ramp(potential, interval));
 *
 * Insertion is a one-electron couple with a linear isotherm in x = −f(E − E½): occupancy θ of the contact, flux
 * φ = k⁰[(1−θ)e^{αx} − θe^{−(1−α)x}] per unit concentration into the solid, θ = 1/(1+e^{−x}) where k⁰ = Infinity.
 * Potential is working electrode against reference, current anodic positive: insertion is negative.
 */
import { FARADAY, thermal } from './constants';
import { exponentialKernel, type Timescale } from './exponential-kernel';
import { FluxHistory } from './flux-history';

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

/** Growth of successive steps where none is prescribed, and the first one after a jump over the shortest time. */
const GROWTH = 1.2;
const FIRST = 0.2;
/** Reach of the interface under constant current, in RT/F. */
const REACH = 40;
const ITERATIONS = 60;
/** Corrections of x, in RT/F: small enough to be the last one, whose square is the error, and too small to matter. */
const CLOSE = 2e-4;
const SAME = 1e-10;

class SolidElectrode implements Electrode {
  potential: number;
  current = 0;
  charge = 0;

  private readonly history: FluxHistory;
  private readonly rest: number;
  private readonly f: number;
  private readonly halfWave: number;
  private readonly alpha: number;
  /** 1/k⁰, s/m. */
  private readonly slowness: number;
  /** FAC, A s/m. */
  private readonly scale: number;
  private readonly resistance: number;
  private readonly capacitance: number;
  private readonly firstStep: number;

  /** Length of the last step, s. */
  private last: number;
  /** What the resistance drops by capacitive current, V. */
  private lag = 0;
  /** Of the step being solved: occupancy left by the past, and response to the flux at its end, s/m. */
  private left = 0;
  private response = 0;
  /** Of the last evaluated x: flux, m/s, and its derivative. */
  private flux = 0;
  private steepness = 0;
  /** −f(E − E½) of the interface, now and a step before, where it differs from the applied one. */
  private x = 0;
  private xBefore = 0;
  private rcLength = 0;
  private rcDecay = 0;
  private rcGain = 0;

  constructor(model: ElectrodeModel, restPotential: number, timescale: Timescale, spacing: number) {
    this.f = thermal(model.temperature);
    this.halfWave = model.halfWave;
    this.alpha = model.transfer;
    this.slowness = 1 / model.rateConstant;
    this.scale = FARADAY * model.area * model.concentration;
    this.resistance = model.resistance;
    this.capacitance = model.capacitance;
    this.potential = restPotential;
    this.rest = 1 / (1 + Math.exp(this.f * (restPotential - model.halfWave)));
    this.firstStep = FIRST * timescale.shortest;
    this.last = this.firstStep;
    this.x = this.f * (model.halfWave - restPotential);
    this.xBefore = this.x;
    this.history = new FluxHistory(exponentialKernel(model, timescale, spacing), timescale.shortest);
  }

  ramp(potential: number, dt: number): number {
    this.left = this.rest + this.history.begin(dt);
    this.response = this.history.response;
    return this.settle(potential, dt);
  }

  hold(potential: number, dt: number): number {
    if (potential !== this.potential) this.jump(potential, dt);
    const count = this.stepsFor(dt);
    let step = dt / stretch(count);
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
    const count = this.stepsFor(dt);
    let step = dt / stretch(count);
    for (let k = 0; k < count; k++) {
      this.drive(current, step);
      step *= GROWTH;
    }
    return this.potential;
  }

  /** Steps that grow from the last one and together last dt. */
  private stepsFor(dt: number): number {
    let count = 1;
    while (this.last * GROWTH * stretch(count) < dt * (1 - 1e-9)) count++;
    return count;
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
    const length = dt / stretch(this.stepsFor(dt));
    this.left = this.rest + this.history.outlook(length);
    this.response = this.history.uniform;
    this.solve(potential, length);
    this.history.jump(this.flux);
  }

  /** Ends a step of controlled potential: flux, double layer, charge and current. */
  private settle(potential: number, dt: number): number {
    const { history, scale, capacitance } = this;
    const before = history.flux;
    this.solve(potential, dt);
    const flux = this.flux;
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
      rise += resistance * this.scale * (this.flux - before);
      const lag = this.rcDecay * this.lag + this.rcGain * rise;
      rise += this.lag - lag;
      this.lag = lag;
      this.current += lag / resistance;
    }
    this.charge += capacitance * rise;
  }

  /** Finds the flux at the end of a step under controlled potential. */
  private solve(potential: number, dt: number): void {
    const { f, resistance } = this;
    if (resistance === 0) {
      this.butlerVolmer(f * (this.halfWave - potential));
      return;
    }
    this.prepareDoubleLayer(dt);
    const gain = this.rcGain;
    const rise = potential - this.potential - resistance * this.scale * this.history.flux;
    const open = f * (this.halfWave - potential + this.rcDecay * this.lag + gain * rise);
    this.newton(open, f * resistance * (1 - gain) * this.scale);
  }

  /**
   * Newton's method for x + ohmic·φ(x) = open, kept within a bracket that shrinks. It begins where the last two steps
   * point to, and the last correction is taken up linearly.
   */
  private newton(open: number, ohmic: number): void {
    let low = -Infinity;
    let high = Infinity;
    let x = 2 * this.x - this.xBefore;
    this.xBefore = this.x;
    for (let k = 0; k < ITERATIONS; k++) {
      this.butlerVolmer(x);
      const excess = x + ohmic * this.flux - open;
      if (excess > 0) high = x;
      else low = x;
      const correction = -excess / (1 + ohmic * this.steepness);
      if (Math.abs(correction) < CLOSE) {
        this.flux += this.steepness * correction;
        this.x = x + correction;
        return;
      }
      x += correction;
      if (!(x > low && x < high)) x = bisect(low, high);
    }
    this.x = x;
  }

  /** One step under controlled current. */
  private drive(current: number, dt: number): void {
    const { f, history, scale, resistance, capacitance } = this;
    const before = history.flux;
    this.left = this.rest + history.begin(dt);
    this.response = history.response;
    const inner = this.potential - resistance * this.current;
    const past = f * (this.halfWave - inner);
    const storage = capacitance / (f * dt);
    let low = -REACH;
    let high = REACH;
    let x = Math.min(high, Math.max(low, past));
    for (let k = 0; k < ITERATIONS; k++) {
      this.butlerVolmer(x);
      const excess = scale * this.flux + storage * (x - past) + current;
      if (excess > 0) high = x;
      else low = x;
      const correction = -excess / (scale * this.steepness + storage);
      if (Math.abs(correction) < SAME) break;
      x += correction;
      if (!(x > low && x < high)) x = bisect(low, high);
    }
    const flux = this.flux;
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

  /** Flux and its derivative at x, with the surface's own response to that flux. */
  private butlerVolmer(x: number): void {
    const out = Math.exp(-x);
    const left = this.left;
    if (this.slowness === 0) {
      const share = 1 / (1 + out);
      this.flux = (share - left) / this.response;
      this.steepness = (share * share * out) / this.response;
      return;
    }
    const barrier = this.slowness * Math.exp(-this.alpha * x);
    const denominator = this.response * (1 + out) + barrier;
    this.flux = (1 - left * (1 + out)) / denominator;
    this.steepness = (out * left + this.flux * (this.response * out + this.alpha * barrier)) / denominator;
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

/** 1 + g + … + g^(count−1). */
const stretch = (count: number): number => (GROWTH ** count - 1) / (GROWTH - 1);

/** A place in a bracket that may still be open on one side. */
function bisect(low: number, high: number): number {
  if (low === -Infinity) return high - 4;
  if (high === Infinity) return low + 4;
  return (low + high) / 2;
}
