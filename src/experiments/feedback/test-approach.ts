/** For tests: an approach of a disc above a surface of a known rate. */
import { randomLcg, randomNormal } from 'd3-random';
import { BESSEL_DELAY } from '../../kinetics/solver/bessel';
import { feedbackCurrent } from '../../kinetics/feedback/feedback';
import { FLAG } from '../../records/record';
import type { HopTraces } from '../../records/hop';
import type { Program, Recipe } from '../experiment';
import { numberOf } from '../recipe/recipe';
import { discCurrent } from './disc';

export const SURFACE = 9e-6;
/** Radii above it where the way down begins, and where it ends unless it is said. */
const START = 8;
const END = 0.1;
/** Samples at standstill, and those of the way. */
const STANDING = 40;
const WAY = 800;

/** By one of the programs, above a surface with κ = kr/D, with so much white noise over the current far away. */
export function approachAbove(
  recipe: Recipe,
  { steps }: Program,
  {
    kappa,
    end = END,
    noise = 1e-3,
    program = 0,
  }: Readonly<Record<'kappa', number>> & Readonly<Partial<Record<'end' | 'noise' | 'program', number>>>,
): HopTraces {
  const places = steps.flatMap((step, place) => (step.verb === 'APPROACH' ? [place] : []));
  const [place, far] = [places[program] ?? -1, discCurrent(recipe)];
  const step = steps[place];
  const interval = step?.verb === 'APPROACH' ? (step.interval ?? NaN) : NaN;
  const delay = BESSEL_DELAY / numberOf(recipe, 'approachCutoff') / interval;
  const gauss = randomNormal.source(randomLcg(0.3))(0, noise * far);
  const distance = (k: number): number =>
    START - (START - end) * (Math.max(0, Math.min(WAY, k - STANDING)) / WAY);
  const count = WAY + 2 * STANDING;
  const channels = {
    z: Float32Array.from(
      { length: count },
      (_, k) => SURFACE + distance(k) * numberOf(recipe, 'pipetteRadius'),
    ),
    tip_current: Float32Array.from({ length: count }, (_, k) => {
      return far * feedbackCurrent(distance(k - delay), kappa, numberOf(recipe, 'wallRatio')) + gauss();
    }),
  };
  const trace = { step: place, flags: FLAG.contact, start: 0, interval, count, channels };
  return { hop: 1, flags: FLAG.contact, steps: new Map([[place, trace]]) };
}
