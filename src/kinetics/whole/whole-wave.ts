/**
 * All voltammograms of a visit fitted as a whole with the solver: D, E½ and, as asked for, rate constant, transfer
 * coefficient, series resistance, thickness and interaction; capacitance, leak and offset, which add to the current
 * linearly, are projected out (Golub and Pereyra 1973). Parameters are dimensionless inside.
 */
import { Baseline } from './baseline';
import { thermal } from '../constants';
import type { ElectrodeModel } from '../solver/electrode';
import type { Estimate } from '../numerics/estimate';
import { leastSquares, shifted, type Minimum } from '../numerics/least-squares';
import { currentScale, type Cell } from '../lines/line';
import type { Spread } from '../settle';
import { binsOf, solveVisit, type RecordedWave } from './visit-solver';

/** What a fit has free beside D and E½. */
export type Effect = 'rateConstant' | 'transfer' | 'resistance' | 'thickness' | 'interaction';

export interface Hypothesis {
  readonly spread: Spread;
  readonly free: readonly Effect[];
}

/** Where to begin; SI. */
export interface Guess {
  readonly diffusion: number;
  readonly halfWave: number;
  readonly resistance: number;
}

export interface WholeFit {
  readonly hypothesis: Hypothesis;
  readonly diffusion: Estimate;
  readonly halfWave: Estimate;
  /** Null where it is not free or, for the rate constant, where the waves do not tell it. SI. */
  readonly rateConstant: Estimate | null;
  readonly transfer: Estimate | null;
  readonly resistance: Estimate | null;
  readonly thickness: Estimate | null;
  readonly interaction: Estimate | null;
  /** F, A and A/V. */
  readonly capacitance: Estimate;
  readonly offset: Estimate;
  readonly leak: Estimate;
  readonly model: ElectrodeModel;
  readonly chiSquared: number;
  readonly parameters: number;
  /** Mean square of the means of blocks of residuals, in units of its expectation for noise alone, and their number. */
  readonly misfit: number;
  readonly blocks: number;
  /** Current of the couple, and the same with what lies beneath it, A along each sweep, as `solveVisit` lays it out. */
  readonly wave: Float64Array;
  readonly fitted: Float64Array;
}

/** Bounds of each parameter, and where it begins where nothing is known. */
const RANGE: Readonly<Record<Effect, readonly [low: number, start: number, high: number]>> = {
  rateConstant: [0, 0.1, 8],
  transfer: [0.2, 0.5, 0.8],
  resistance: [0, 0.1, 6],
  thickness: [-4, 0.7, 4],
  interaction: [-4, 2, 8],
};
/** Standard deviation of ln k⁰ from which on the waves do not tell it. */
const UNTOLD = 0.5;
const BLOCK = 4;

/** Bins of several waves with their noise; shared by the fits that are compared. */
export interface Visit {
  readonly waves: readonly RecordedWave[];
  readonly cell: Cell;
  /** Standard deviations of the bins of each sweep, A, as `solveVisit` lays them out. */
  readonly deviation: Float64Array;
}

/** Longest step of the solver, RT/F, where nothing makes waves sharper than Nernst's law does. */
const LONGEST_STEP = 0.5;
/** The solver's error at parameters this near is the same. */
const NEAR = 0.03;

/** χ² per bin beyond which a hypothesis is not worth the finer steps. */
const HOPELESS = 4;

/** Null where the fit fails. What the coarse steps of the solver err by is taken off at the end, to first order. */
export function fitWhole(visit: Visit, hypothesis: Hypothesis, guess: Guess): WholeFit | null {
  const space = new Space(visit, hypothesis, guess);
  const { low, high } = space;
  const size = binsOf(visit.waves);
  const minimum = leastSquares({ size, start: space.start, low, high, residuals: space.residuals });
  if (!minimum) return null;
  if (minimum.chiSquared > HOPELESS * size) return space.report(minimum, minimum.parameters);
  return space.report(minimum, shifted(minimum, space, space.refine(minimum.parameters)));
}

class Space {
  readonly start: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  private readonly visit: Visit;
  private readonly hypothesis: Hypothesis;
  private readonly guess: Guess;
  private readonly baseline: Baseline;
  private readonly stride: number;
  /** What was solved last, A, and for which parameters. */
  private readonly solved: Float64Array;
  private readonly solvedAt: Float64Array;
  /** What the coarse steps of the solver err by, A. */
  private readonly correction: Float64Array;
  private readonly unit: number;
  private readonly fastest: number;

  constructor(visit: Visit, hypothesis: Hypothesis, guess: Guess) {
    const { waves, cell } = visit;
    this.visit = visit;
    this.hypothesis = hypothesis;
    this.guess = guess;
    this.unit = thermal(cell.temperature);
    this.fastest = Math.max(...waves.map(({ wave }) => wave.scanRate));
    this.baseline = new Baseline(waves, visit.deviation);
    this.solved = new Float64Array(visit.deviation.length);
    this.correction = new Float64Array(visit.deviation.length);
    const known = Math.log1p(Math.max(0, guess.resistance) / this.ohmic);
    const starts = hypothesis.free.map((e) => (e === 'resistance' && known > 0 ? known : RANGE[e][1]));
    this.start = [0, 0, ...starts];
    this.solvedAt = new Float64Array(this.start.length);
    this.stride = strideFor(waves, hypothesis);
    this.low = [-6, -20, ...hypothesis.free.map((e) => RANGE[e][0])];
    this.high = [6, 20, ...hypothesis.free.map((e) => RANGE[e][2])];
  }

  /** Resistance that makes ρ = 1 at the fastest rate, Ω. */
  private get ohmic(): number {
    const { cell } = this.visit;
    return 1 / (this.unit * currentScale(cell) * Math.sqrt(this.guess.diffusion * this.fastest));
  }

  /** Diffusion length at the fastest rate, m. */
  private get length(): number {
    return Math.sqrt(this.guess.diffusion / (this.unit * this.fastest));
  }

  private valueOf(effect: Effect, parameters: Float64Array): number | null {
    const place = this.hypothesis.free.indexOf(effect);
    return place < 0 ? null : (parameters[place + 2] as number);
  }

  private model(parameters: Float64Array): ElectrodeModel {
    const { visit, unit, guess, hypothesis } = this;
    const { cell } = visit;
    const diffusion = guess.diffusion * Math.exp(parameters[0] as number);
    const slowness = Math.expm1(this.valueOf('rateConstant', parameters) ?? 0);
    const thickness = this.valueOf('thickness', parameters);
    const interaction = this.valueOf('interaction', parameters);
    return {
      temperature: cell.temperature,
      concentration: cell.concentration,
      area: Math.PI * cell.contactRadius ** 2,
      diffusion,
      discRadius: hypothesis.spread === 'disc' ? cell.contactRadius : Infinity,
      thickness: thickness === null ? (cell.thickness ?? Infinity) : this.length * Math.exp(thickness),
      halfWave: guess.halfWave + (parameters[1] as number) / unit,
      rateConstant: slowness > 0 ? Math.sqrt(guess.diffusion * unit * this.fastest) / slowness : Infinity,
      transfer: this.valueOf('transfer', parameters) ?? 0.5,
      resistance: this.ohmic * Math.expm1(this.valueOf('resistance', parameters) ?? 0),
      capacitance: 0,
      ...(interaction === null ? {} : { interaction }),
    };
  }

  readonly residuals = (parameters: Float64Array, into: Float64Array): void => {
    const { solved, correction } = this;
    solveVisit(this.visit.waves, this.model(parameters), this.stride, solved);
    this.solvedAt.set(parameters);
    for (let k = 0; k < solved.length; k++) solved[k] = (solved[k] as number) + (correction[k] as number);
    this.baseline.project(solved, into);
  };

  /**
   * Steps half as long tell, by Richardson's extrapolation, what the coarse ones err by. Answers the residuals' change. What
   * was solved last will do, where it is near.
   */
  refine(parameters: Float64Array): Float64Array {
    const { correction, solved, solvedAt, visit, stride } = this;
    const near = solvedAt.every((p, k) => Math.abs(p - (parameters[k] as number)) < NEAR);
    const model = this.model(near ? solvedAt : parameters);
    if (!near) solveVisit(visit.waves, model, stride, solved);
    solveVisit(visit.waves, model, stride / 2, correction);
    for (let k = 0; k < solved.length; k++) {
      correction[k] = (4 / 3) * ((correction[k] as number) - (solved[k] as number));
    }
    return this.baseline.taken(correction);
  }

  report({ covariance }: Minimum, parameters: Float64Array): WholeFit {
    const count = parameters.length;
    const residuals = new Float64Array(this.solved.length);
    this.residuals(parameters, residuals);
    const chiSquared = residuals.reduce((sum, r) => sum + r * r, 0);
    const model = this.model(parameters);
    const linear = this.baseline.beside(this.solved);
    const error = (k: number): number => Math.sqrt(covariance[k * count + k] as number);
    const estimate = (effect: Effect, value: number, byParameter: number): Estimate | null => {
      const place = this.hypothesis.free.indexOf(effect);
      return place < 0 ? null : { value, error: Math.abs(byParameter) * error(place + 2) };
    };
    const rate = estimate('rateConstant', model.rateConstant, this.rateSlope(parameters, model));
    const told = rate !== null && rate.error > 0 && rate.error < UNTOLD * rate.value;
    const { misfit, blocks } = blocksOf(this.visit, residuals);
    return {
      hypothesis: this.hypothesis,
      diffusion: { value: model.diffusion, error: model.diffusion * error(0) },
      halfWave: { value: model.halfWave, error: error(1) / this.unit },
      rateConstant: told ? rate : null,
      transfer: estimate('transfer', model.transfer, 1),
      resistance: estimate('resistance', model.resistance, model.resistance + this.ohmic),
      thickness: estimate('thickness', model.thickness, model.thickness),
      interaction: estimate('interaction', model.interaction ?? 0, 1),
      ...linear,
      model,
      chiSquared,
      parameters: count,
      misfit,
      blocks,
      wave: this.solved.slice(),
    };
  }

  /** dk⁰ by its parameter. */
  private rateSlope(parameters: Float64Array, model: ElectrodeModel): number {
    const q = this.valueOf('rateConstant', parameters) ?? 0;
    return q > 0 ? (model.rateConstant * Math.exp(q)) / Math.expm1(q) : Infinity;
  }
}

/** Bins that a step of the solver may span while the fit is under way. */
function strideFor(waves: readonly RecordedWave[], { free }: Hypothesis): number {
  const steps = waves.map(
    ({ wave, sweeps }) => sweeps.first.perBin * wave.interval * wave.scanRate * sweeps.unit,
  );
  return !free.includes('interaction') && 2 * Math.max(...steps) <= LONGEST_STEP ? 2 : 1;
}

/** Means of blocks of bins, in units of the standard deviation that noise alone gives them. */
function blocksOf(
  { waves }: Visit,
  residuals: Float64Array,
): { readonly misfit: number; readonly blocks: number } {
  let sum = 0;
  let blocks = 0;
  let from = 0;
  for (const { sweeps } of waves) {
    for (const sweep of [sweeps.first, sweeps.reverse]) {
      if (!sweep) continue;
      for (let k = 0; k + BLOCK <= sweep.bins; k += BLOCK) {
        let mean = 0;
        for (let i = 0; i < BLOCK; i++) mean += residuals[from + k + i] as number;
        sum += (mean * mean) / BLOCK;
        blocks++;
      }
      from += sweep.bins;
    }
  }
  return { misfit: sum / blocks, blocks };
}
