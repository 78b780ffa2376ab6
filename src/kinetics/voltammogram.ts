/**
 * A whole cyclic voltammogram of a solid that rests at the start potential.
 *
 *     const { potential, current } = simulateCycle({
 *       model, start: 1.8, vertex: 1.3, end: 1.8, scanRate: 5, interval: 2e-4, cutoff: 10e3,
 *     });
 */
import { createBessel } from './bessel';
import { thermal } from './constants';
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
  /** Longest step of the solver in RT/F (the peak errs by 0.017·step²), and spacing of the kernel's nodes in ln λ. */
  readonly resolution?: number;
  readonly spacing?: number;
}

/** Sample k is taken at k·interval; the first is the start, the end is excluded. V, and A, anodic positive. */
export interface Voltammogram {
  readonly potential: Float64Array;
  readonly current: Float64Array;
}

const RESOLUTION = 0.05;
/** A vertex closer to a sample than this share of the interval is on it. */
const ON_SAMPLE = 1e-6;

export function simulateCycle(cycle: Cycle): Voltammogram {
  const { model, start, vertex, end, scanRate, interval } = cycle;
  const turn = Math.abs(vertex - start) / scanRate;
  const duration = turn + Math.abs(end - vertex) / scanRate;
  const longestStep = (cycle.resolution ?? RESOLUTION) / (thermal(model.temperature) * scanRate);
  const pieces = Math.max(1, Math.ceil(interval / longestStep - ON_SAMPLE));
  const electrode = createElectrode(
    model,
    start,
    { shortest: interval / pieces, longest: duration },
    cycle.spacing ?? NODE_SPACING,
  );
  const filter = createBessel(cycle.cutoff ?? Infinity);
  const at = (time: number): number =>
    time <= turn
      ? start + Math.sign(vertex - start) * scanRate * time
      : vertex + Math.sign(end - vertex) * scanRate * (time - turn);

  const count = Math.ceil(duration / interval - ON_SAMPLE);
  const potential = Float64Array.from({ length: count }, (_, k) => at(k * interval));
  const current = new Float64Array(count);
  for (let k = 1; k < count; k++) {
    const before = turn - (k - 1) * interval;
    const split = before > ON_SAMPLE * interval && before < (1 - ON_SAMPLE) * interval;
    if (split) sweep(electrode, filter, vertex, before, pieces);
    current[k] = sweep(electrode, filter, potential[k]!, split ? interval - before : interval, pieces);
  }
  return { potential, current };
}

/** Sweeps to a potential within `time`, in equal pieces; answers the filtered current at its end. */
function sweep(
  electrode: Electrode,
  filter: ReturnType<typeof createBessel>,
  potential: number,
  time: number,
  pieces: number,
): number {
  const from = electrode.potential;
  const dt = time / pieces;
  let filtered = 0;
  for (let k = 1; k <= pieces; k++) {
    filtered = filter.next(electrode.ramp(from + ((potential - from) * k) / pieces, dt), dt);
  }
  return filtered;
}
