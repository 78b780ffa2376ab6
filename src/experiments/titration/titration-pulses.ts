/** The pulses of a run from its maps, with the state of charge that the sample's potentiostat has counted. */
import type { MeasuredMaps, Recipe } from '../experiment';
import { numberOf } from '../recipe/recipe';
import { rowAt, type SampleHistory } from '../track/sample-history';
import { calibrationOf } from './calibration';
import { PULSE_VERDICT } from './pulse';

const WORDS = Object.entries(PULSE_VERDICT);

export interface Pulse {
  /** Counted from 1. */
  readonly number: number;
  /** s since the bridge's boot, and A. */
  readonly begin: number;
  readonly duration: number;
  readonly current: number;
  /** Half-way through the pulse, and before it; parts of the full charge. */
  readonly charged: number;
  readonly chargedBefore: number;
  /** V. */
  readonly rest: number;
  readonly equilibrium: number;
  readonly transient: number;
  /** Ω and Dτ/L². */
  readonly resistance: number;
  readonly depth: number;
  /** m²/s; NaN where there is none. 1σ of noise alone. */
  readonly diffusion: number;
  readonly noise: number;
  readonly verdict: string;
}

/** The pulses that were made, in their order. */
export function pulsesOf({ plane, error }: MeasuredMaps, recipe: Recipe, history: SampleHistory): Pulse[] {
  const at = (map: string, k: number): number => plane(map)[k] ?? NaN;
  const capacity = numberOf(recipe, 'sampleCapacity');
  const chargedAt = (time: number): number =>
    (rowAt(history, 'inserted', Float64Array.of(time))[0] ?? NaN) / capacity;
  const errors = error('diffusion_coefficient');
  return Array.from(plane('verdict'), (_, k) => k).flatMap((k): Pulse[] => {
    const begin = at('pulse_begin', k);
    if (!Number.isFinite(begin)) return [];
    const [duration, diffusion] = [at('pulse_time', k), at('diffusion_coefficient', k)];
    return [
      {
        number: k + 1,
        begin,
        duration,
        current: at('pulse_current', k),
        charged: chargedAt(begin + duration / 2),
        chargedBefore: chargedAt(begin),
        rest: at('rest_potential', k),
        equilibrium: at('equilibrium_change', k),
        transient: at('transient_change', k),
        resistance: at('resistance', k),
        depth: at('pulse_depth', k),
        diffusion,
        noise: Math.sqrt(Math.max(0, (errors[k] ?? NaN) ** 2 - (calibrationOf(recipe) * diffusion) ** 2)),
        verdict: WORDS.find(([, code]) => code === at('verdict', k))?.[0].replaceAll('_', ' ') ?? '',
      },
    ];
  });
}
