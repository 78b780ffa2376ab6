/** For tests: a hop over a bare insulating surface, by the law of the pipette. */
import { randomLcg, randomNormal } from 'd3-random';
import { FLAG } from '../../records/record';
import type { HopTraces } from '../../records/hop';
import type { Program, Recipe } from '../experiment';
import { approachLaw } from './ion-pipette';

export const SURFACE = 2e-6;
/** Distance at which the way down ends, m. */
export const STOP = 30e-9;

interface What {
  /** Current clear of the surface, A, and its noise, white. */
  readonly clear: number;
  readonly rms?: number;
  readonly felt?: boolean;
}

/** Where the probe was by the delay of the filter before sample `k`, of 0.2 ms, at 1 kHz. */
function before(z: readonly number[], k: number): number {
  const place = Math.max(0, k - 0.33644e-3 / 0.2e-3);
  const [below, above] = [z[Math.floor(place)] ?? NaN, z[Math.ceil(place)] ?? NaN];
  return below + (above - below) * (place - Math.floor(place));
}

/** 40 samples at standstill, 1 µm down, 20 at standstill. */
export function hopOver(recipe: Recipe, program: Program, { clear, rms = 0, felt = true }: What): HopTraces {
  const place = program.steps.findIndex((step) => step.verb === 'APPROACH');
  const gauss = randomNormal.source(randomLcg(0.3))(0, rms);
  const law = approachLaw(recipe);
  const way = Array.from({ length: 162 }, (_, k) => SURFACE + STOP + (161 - k) * 6e-9);
  const z = [
    ...new Array<number>(40).fill(way[0] ?? 0),
    ...way,
    ...new Array<number>(20).fill(SURFACE + STOP),
  ];
  const flags = felt ? FLAG.contact : FLAG.noContact;
  const channels = {
    z: Float32Array.from(z),
    tip_current: Float32Array.from(z, (_, k) => clear * (felt ? law(before(z, k) - SURFACE) : 1) + gauss()),
  };
  const trace = { step: place, flags, start: 0, interval: 0.2e-3, count: z.length, channels };
  return { hop: 1, flags, steps: new Map([[place, trace]]) };
}
