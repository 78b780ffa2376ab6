/**
 * Graphite that was cycled before, under electrolyte against lithium: terraces 10 nm apart in height, up and down in turn,
 * and edges along which solvent enters between the layers and decomposes below 0.9 V, so that they swell.
 */
import { Blank } from './blank';
import { NO_TRUTH, type ImmersedSample } from './immersed';
import { FILLING, ionCurrent, underPipette } from './ion-pipette';
import { createMount } from './mount';
import { uniformOf } from './random';
import { windingSteps } from './winding-steps';

/** m. */
const STEP_HEIGHT = 10e-9;
const FIELD = { spacing: 4e-6, jitter: 0.2, winding: { amplitude: 0.3e-6, length: 20e-6 } };
/** Greatest height of a swollen edge and its width (1σ), m; potential at which it has half of it, V, and in which time, s. */
const EDGE = { height: 8e-9, width: 120e-9, potential: 0.9, slope: 0.05, time: 60 };
/** Of the sample under electrolyte, m²; the other numbers of its double layer per area, in SI. */
const AREA = 1e-4;
const CIRCUIT = { resistance: 150, capacitance: 0.05 * AREA, leak: 1e-3 * AREA };
/** Potential of the untouched surface, V. */
const FRESH = 3.0;

export function createImmersedHopg(seed: number): ImmersedSample {
  const mount = createMount(seed);
  const steps = windingSteps(seed, FIELD);
  const first = Math.floor(2 * uniformOf(seed, 611));
  const terrace = (x: number, y: number): number =>
    STEP_HEIGHT * Math.abs((steps.before(steps.across(x, y)) + first) % 2);
  const edge = (x: number, y: number): number => {
    const u = steps.across(x, y);
    const near = steps.before(u);
    const distance = Math.min(u - steps.place(near), steps.place(near + 1) - u);
    return Math.exp(-((distance / EDGE.width) ** 2) / 2);
  };
  const electrode = new Blank(CIRCUIT, FRESH);
  /** Height of the swollen edges, m. */
  let swollen = 0;

  const flat = (x: number, y: number, time: number): { x: number; y: number; height: number } => {
    const drift = mount.drift(time);
    const [px, py] = [x - drift.x, y - drift.y];
    return { x: px, y: py, height: mount.plane(x, y) + drift.z + underPipette(terrace, px, py) };
  };

  return {
    electrode,
    elapse: (seconds) => {
      const goal = EDGE.height / (1 + Math.exp((electrode.potential - EDGE.potential) / EDGE.slope));
      swollen = goal + (swollen - goal) * Math.exp(-seconds / EDGE.time);
    },
    place: (x, y, time) => {
      const at = flat(x, y, time);
      const share = underPipette(edge, at.x, at.y);
      return {
        surface: () => at.height + share * swollen,
        current: (potential, distance) => ionCurrent(potential, distance, FILLING),
      };
    },
    truth: (x, y, time) => {
      const at = flat(x, y, time);
      return {
        ...NO_TRUTH,
        height: at.height,
        swelling: underPipette(edge, at.x, at.y) * EDGE.height,
        saltConcentration: FILLING,
      };
    },
  };
}
