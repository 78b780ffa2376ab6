/**
 * A grain beneath a contact disc that is much smaller than the grain: ions spread from the disc as in a thick solid
 * (`disc.ts`), until the whole volume V has taken part: the kernel's value at late times is A/V instead of 0. In a
 * body of finite size the spread takes a time of V^(2/3)/D, in which the disc's own kernel still decays beside it.
 * Where ions cannot spread (a disc of infinite radius) the grain is a layer of thickness V/A.
 */
import { FARADAY, thermal } from '../constants';
import { Couple } from './couple';
import { NODE_SPACING, type ElectrodeModel } from './electrode';
import { exponentialKernel } from './exponential-kernel';
import { FluxHistory } from './flux-history';
import type { Process } from './parallel';
import type { ExponentialKernel, Timescale } from './solid';

export interface GrainModel extends Omit<ElectrodeModel, 'resistance' | 'capacitance' | 'thickness'> {
  /** m³. */
  readonly volume: number;
}

/** Beyond this distance from E½, in RT/F, nothing changes any more. */
const REACH = 200;

export class Grain implements Process {
  private readonly couple: Couple;
  private readonly history: FluxHistory;
  private readonly f: number;
  private readonly halfWave: number;
  /** FAC, A s/m. */
  private readonly scale: number;
  private readonly rest: number;
  private dt = 0;

  /** In equilibrium at a potential, V. */
  constructor(model: GrainModel, restPotential: number, timescale: Timescale) {
    this.f = thermal(model.temperature);
    this.halfWave = model.halfWave;
    this.scale = FARADAY * model.area * model.concentration;
    this.couple = new Couple(model, this.f * (model.halfWave - restPotential));
    this.rest = this.couple.before;
    this.history = new FluxHistory(kernelOf(model, timescale), timescale.shortest);
  }

  begin(dt: number): void {
    this.dt = dt;
    this.couple.left = this.rest + this.history.begin(dt);
    this.couple.response = this.history.response;
  }

  current(u: number): number {
    const { couple, f, halfWave } = this;
    couple.at(Math.max(-REACH, Math.min(REACH, f * (halfWave - u))));
    return -this.scale * couple.flux;
  }

  end(): number {
    const { couple, history, scale, dt } = this;
    const before = history.flux;
    const flux = couple.end();
    history.end(flux);
    return (-scale * (before + flux) * dt) / 2;
  }
}

function kernelOf(
  { diffusion, discRadius, area, volume }: GrainModel,
  timescale: Timescale,
): ExponentialKernel {
  const layer = discRadius === Infinity;
  const thickness = layer ? volume / area : Infinity;
  const kernel = exponentialKernel({ diffusion, discRadius, thickness }, timescale, NODE_SPACING);
  if (layer) return kernel;
  // The first node has rate 0.
  const weights = kernel.weights.slice();
  weights[0] = (weights[0] ?? 0) + area / volume;
  return { ...kernel, weights };
}
