/**
 * A visit before anybody makes it: what a program would record on an assumed solid, by the solver that the analysis rests on,
 * with the noise that the amplifier tells of itself.
 *
 *     const waves = withNoise(rehearse(program, model), ranges, 1);
 */
import { randomLcg, randomNormal } from 'd3-random';
import { createBessel } from '../../kinetics/solver/bessel';
import { createElectrode, type Electrode, type ElectrodeModel } from '../../kinetics/solver/electrode';
import { filteredNoise } from '../../kinetics/solver/filtered-noise';
import type { Wave } from '../../kinetics/sweeps/wave';
import { densityOf, type NoiseTable } from '../landing/amplifier-noise';
import type { CycleStep, Step } from '../program/step';
import { stepCost } from '../program/timing';

/** A wave, and the full scale of the amplifier that recorded it, A. */
export interface RehearsedWave {
  readonly wave: Wave;
  readonly fullScale: number;
}

/** Longest step of the solver, V. */
const RESOLUTION = 1e-3;

/**
 * The voltammograms of a program's cycles, first sweep and the one back, without noise, from the moment of the contact on.
 * The solid begins at equilibrium with the start potential of the first cycle. `stray` is beside the cell, F.
 */
export function rehearse(steps: readonly Step[], model: ElectrodeModel, stray: number): RehearsedWave[] {
  const cycles = steps.filter((step) => step.verb === 'CYCLE');
  const [first] = cycles;
  if (!first) return [];
  const shortest = Math.min(...cycles.map((c) => Math.min(c.interval, RESOLUTION / c.scanRate)));
  const longest = steps.reduce((sum, step) => sum + stepCost(step, 0, 0).seconds, 0);
  const electrode = createElectrode(model, first.start, { shortest, longest });
  const waves: RehearsedWave[] = [];
  let time = 0;
  let amplifier = { fullScale: Infinity, cutoff: Infinity };
  for (const step of steps) {
    if (step.verb === 'AMPLIFIER') amplifier = step;
    if (step.verb === 'HOLD' && step.control === 'POTENTIAL') {
      electrode.hold(step.level, step.seconds);
      time += step.seconds;
    }
    if (step.verb === 'CYCLE') {
      const wave = { ...cycled(electrode, step, amplifier.cutoff, stray), start: time };
      waves.push({ wave, fullScale: amplifier.fullScale });
      time += wave.potential.length * step.interval;
    }
  }
  return waves;
}

/** Sample k is that of the end of its interval; from the start to the first vertex and on to the second. */
function cycled(electrode: Electrode, step: CycleStep, cutoff: number, stray: number): Wave {
  const { start, vertex1, vertex2, scanRate, interval } = step;
  const turn = Math.abs(vertex1 - start) / scanRate;
  const count = Math.round((turn + Math.abs(vertex2 - vertex1) / scanRate) / interval);
  const out = Math.sign(vertex1 - start) * scanRate;
  const back = Math.sign(vertex2 - vertex1) * scanRate;
  const at = (time: number): number => (time <= turn ? start + out * time : vertex1 + back * (time - turn));
  const pieces = Math.max(1, Math.round((scanRate * interval) / RESOLUTION));
  const piece = interval / pieces;
  const filter = createBessel(cutoff);
  filter.reset(electrode.current);
  const potential = Float64Array.from({ length: count }, (_, k) => at((k + 1) * interval));
  const current = potential.map((_, k) => {
    let recorded = 0;
    for (let n = 1; n <= pieces; n++) {
      const time = k * interval + n * piece;
      recorded = filter.next(electrode.ramp(at(time), piece) + stray * (time <= turn ? out : back), piece);
    }
    return recorded;
  });
  return { scanRate, interval, potential, current, cutoff, clipped: false };
}

/** The same with the amplifier's noise, equal for equal seeds; a wave beyond the full scale is clipped. */
export function withNoise(waves: readonly RehearsedWave[], ranges: NoiseTable, seed: number): Wave[] {
  const gauss = randomNormal.source(randomLcg(seed))();
  return waves.map(({ wave, fullScale }) => {
    const { white, rising } = densityOf(ranges, fullScale, wave.cutoff);
    const { interval, cutoff } = wave;
    const noise = filteredNoise(wave.current.length, interval, cutoff, white, gauss, rising);
    const current = noise.map((i, k) => i + (wave.current[k] ?? NaN));
    return { ...wave, current, clipped: current.some((i) => Math.abs(i) > fullScale) };
  });
}
