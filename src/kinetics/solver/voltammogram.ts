/**
 * A whole cyclic voltammogram of a solid that rests at the start potential.
 *
 *     const { potential, current } = simulateCycle({
 *       model, start: 1.8, vertex: 1.3, end: 1.8, scanRate: 5, interval: 2e-4, cutoff: 10e3,
 *     });
 */
import { createBessel, type Bessel } from './bessel';
import { thermal } from '../constants';
import { createElectrode, NODE_SPACING, type Electrode, type ElectrodeModel } from './electrode';

export interface Cycle {
  readonly model: ElectrodeModel;
  /** V: from the start to the vertex and from there to the end. */
  readonly start: number;
  readonly vertex: number;
  readonly end: number;
  /** V/s, positive. */
  readonly scanRate: number;
  /** s between samples. */
  readonly interval: number;
  /** −3 dB frequency of a four-pole Bessel filter, Hz; none without it. */
  readonly cutoff?: number;
  /** Capacitance beside the cell, of the pipette and the wires, F: not behind the resistance. */
  readonly stray?: number;
  /**
   * Longest step of the solver in RT/F (the peak errs by 0.017·step², more where ions attract each other), and spacing of
   * the kernel's nodes in ln λ.
   */
  readonly resolution?: number;
  readonly spacing?: number;
}

/** Sample k is taken at k·interval; the first is the start, the end is excluded. V, and A, anodic positive. */
export interface Voltammogram {
  readonly potential: Float64Array;
  readonly current: Float64Array;
}

const RESOLUTION = 0.05;
/** Attraction narrows a wave, up to the jump of two phases, and the steps by as much, but not below this part. */
const NARROWEST = 0.1;
/** A vertex closer to a sample than this share of the interval is on it. */
const ON_SAMPLE = 1e-6;

export function simulateCycle(cycle: Cycle): Voltammogram {
  const { model, start, vertex, end, scanRate, interval } = cycle;
  const turn = Math.abs(vertex - start) / scanRate;
  const duration = turn + Math.abs(end - vertex) / scanRate;
  const longestStep = resolutionOf(cycle) / (thermal(model.temperature) * scanRate);
  const pieces = Math.max(1, Math.ceil(interval / longestStep - ON_SAMPLE));
  const out = Math.sign(vertex - start) * scanRate;
  const back = Math.sign(end - vertex) * scanRate;
  const at = (time: number): number => (time <= turn ? start + out * time : vertex + back * (time - turn));

  const cell = new SweptCell(cycle, duration, pieces);
  const count = Math.ceil(duration / interval - ON_SAMPLE);
  const potential = Float64Array.from({ length: count }, (_, k) => at(k * interval));
  const current = new Float64Array(count);
  cell.turn(out);
  for (let k = 1; k < count; k++) {
    const before = turn - (k - 1) * interval;
    if (Math.abs(before) <= ON_SAMPLE * interval) cell.turn(back);
    const split = before > ON_SAMPLE * interval && before < (1 - ON_SAMPLE) * interval;
    if (split) {
      cell.sweep(vertex, before);
      cell.turn(back);
    }
    current[k] = cell.sweep(potential[k]!, split ? interval - before : interval);
  }
  return { potential, current };
}

function resolutionOf({ resolution, model }: Cycle): number {
  return resolution ?? RESOLUTION * Math.min(1, Math.max(NARROWEST, 1 - (model.interaction ?? 0) / 4));
}

/** The electrode, the capacitance beside it, and the amplifier. */
class SweptCell {
  private readonly electrode: Electrode;
  private readonly filter: Bessel;
  private readonly pieces: number;
  private readonly parallel: number;
  /** Current into the capacitance beside the electrode, A. */
  private charging = 0;

  constructor(cycle: Cycle, duration: number, pieces: number) {
    const { model, start, interval, stray = 0 } = cycle;
    // A double layer without a resistance is beside the electrode, too.
    const direct = model.resistance === 0 ? model.capacitance : 0;
    this.electrode = createElectrode(
      { ...model, capacitance: model.capacitance - direct },
      start,
      { shortest: interval / pieces, longest: duration },
      cycle.spacing ?? NODE_SPACING,
    );
    this.filter = createBessel(cycle.cutoff ?? Infinity);
    this.pieces = pieces;
    this.parallel = stray + direct;
  }

  /** From here on the potential changes by `rate`, V/s. */
  turn(rate: number): void {
    const charging = this.parallel * rate;
    this.filter.jump(charging - this.charging);
    this.charging = charging;
  }

  /** Sweeps to a potential within `time`, in equal pieces; answers the filtered current at its end. */
  sweep(potential: number, time: number): number {
    const { electrode, filter, pieces, charging } = this;
    const from = electrode.potential;
    const dt = time / pieces;
    let filtered = 0;
    for (let k = 1; k <= pieces; k++) {
      const current = electrode.ramp(from + ((potential - from) * k) / pieces, dt);
      filtered = filter.next(current + charging, dt);
    }
    return filtered;
  }
}
