/** The closed list of verdicts on a pixel, and which of them the numbers lead to. */
import type { Estimate } from './numerics/estimate';
import { NORMAL_95 } from './numerics/statistics';
import type { EffectSizes } from './whole/effects';
import type { Spread } from './settle';
import type { WholeFit } from './whole/whole-wave';

/** Codes of the verdict, as in bundles. */
export const VERDICT = {
  good: 0,
  disc: 1,
  thin_layer: 2,
  kinetic: 3,
  resistive: 4,
  stray_capacitance: 5,
  two_phase: 6,
  clipped: 7,
  no_peak: 8,
  no_contact: 9,
} as const;
export type Verdict = keyof typeof VERDICT;

/** An effect is named when it puts the plain line's D off by more than this part. */
const NAMED = 0.05;
/** Interaction from which on a wave is sharper than Nernst allows, and the deviations by which it must be so. */
const ATTRACTIVE = 0.5;
const SURE = 4;
/** Beyond this L²fv/D no wave feels the back wall by more than a percent. */
const SEMI_INFINITE = 12.27;

/** Where none of the effects matters: is the plain line as good as D itself? It always is where nothing spreads sideways. */
export const lineVerdict = (line: number, diffusion: Estimate, spread: Spread): 'good' | 'disc' =>
  spread === 'disc' && Math.abs(line - diffusion.value) > NORMAL_95 * diffusion.error ? 'disc' : 'good';

/** The largest effect that is worth a name. */
export function namedEffect(effects: Partial<EffectSizes>): keyof EffectSizes | null {
  let name: keyof EffectSizes | null = null;
  let most = NAMED;
  for (const key of ['kinetic', 'resistive', 'stray_capacitance'] as const) {
    const size = Math.abs(effects[key] ?? 0);
    if (size > most) [name, most] = [key, size];
  }
  return name;
}

/** What a fit of the whole waves leads to; `slowest` is F·v/RT of the slowest rate, 1/s. */
export function wholeVerdict(
  { interaction, thickness, diffusion, hypothesis }: WholeFit,
  effects: EffectSizes,
  line: number,
  slowest: number,
): Verdict {
  if (interaction && interaction.value > ATTRACTIVE && interaction.value > SURE * interaction.error) {
    return 'two_phase';
  }
  const effect = namedEffect(effects);
  const depth = thickness === null ? Infinity : (thickness.value ** 2 * slowest) / diffusion.value;
  if (depth < SEMI_INFINITE) return 'thin_layer';
  return effect ?? lineVerdict(line, diffusion, hypothesis.spread);
}
