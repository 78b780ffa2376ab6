/** The potential of a cyclic voltammogram over time, for the tip and for the track. */
import type { CycleStep } from '../../experiments/program/step';
import { sweptPotential } from '../../experiments/program/timing';

/** Number of samples: all k with k·interval before the end. */
export function samplesOf(step: CycleStep): number {
  return Math.max(1, Math.ceil(sweptPotential(step) / step.scanRate / step.interval - 1e-6));
}

/** Where the potential turns, with the time since the start, s: start, the vertices of every cycle, end. */
export function cornersOf(step: CycleStep): readonly { readonly time: number; readonly potential: number }[] {
  const { start, vertex1, vertex2, end, scanRate, cycles } = step;
  const potentials = [start, ...Array.from({ length: cycles }, () => [vertex1, vertex2]).flat(), end];
  let time = 0;
  return potentials.map((potential, k) => {
    time += Math.abs(potential - (potentials[k - 1] ?? potential)) / scanRate;
    return { time, potential };
  });
}

/** Potential as a function of the time since the start, s. */
export function triangle(step: CycleStep): (time: number) => number {
  const { start, vertex1, vertex2, end, scanRate, cycles } = step;
  const inner = Math.abs(vertex2 - vertex1);
  const first = Math.abs(vertex1 - start);
  const turns = inner * (2 * cycles - 1);
  const towards = (from: number, to: number, way: number): number => from + Math.sign(to - from) * way;
  return (time) => {
    const way = Math.max(0, time) * scanRate;
    if (way < first) return towards(start, vertex1, way);
    const since = way - first;
    if (since < turns) {
      const place = since % (2 * inner);
      return place < inner ? towards(vertex1, vertex2, place) : towards(vertex2, vertex1, place - inner);
    }
    const last = since - turns;
    return last < Math.abs(end - vertex2) ? towards(vertex2, end, last) : end;
  };
}
