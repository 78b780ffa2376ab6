/**
 * What pipette and amplifier draw without a contact: the charging of the capacitance between pipette and sample, and the offset
 * of the current. Blanks in air tell both; what is told is taken off every voltammogram before it is analysed. The double layer
 * beneath the droplet is not in a blank, so that the analysis goes on to ask for a capacitance, then of the contact alone.
 */
import type { Wave } from '../../kinetics/diffusion';
import type { Estimate } from '../../kinetics/numerics/estimate';
import { createBessel } from '../../kinetics/solver/bessel';
import { quantity, withError } from '../../quantity';
import type { Field, Recipe } from '../experiment';
import type { PixelDetail } from '../shown';
import { sourceKey } from '../recipe/handed-on';
import { numberOf, textOf } from '../recipe/recipe';

const GROUP = 'Background';
const FEMTO = { factor: 1e15, kind: 'number' } as const;

export const backgroundFields: readonly Field[] = [
  {
    key: 'strayCapacitance',
    analysis: 'stray-capacitance',
    group: GROUP,
    label: 'Stray capacitance',
    unit: 'fF',
    ...FEMTO,
    min: 0,
    max: 1e-9,
    explanation:
      'Between pipette and sample through the air, as blanks tell it. Its charging current is taken off; 0 where it is not known.',
  },
  {
    key: 'strayCapacitanceError',
    analysis: 'stray-capacitance-error',
    group: GROUP,
    label: 'its uncertainty',
    unit: 'fF',
    ...FEMTO,
    min: 0,
    max: 1e-9,
    explanation: 'One standard deviation; it becomes part of the uncertainty of the contact’s capacitance.',
  },
  {
    key: 'airCurrent',
    analysis: 'air-current',
    group: GROUP,
    label: 'Offset of the current',
    unit: 'fA',
    ...FEMTO,
    min: -1e-9,
    max: 1e-9,
    explanation: 'What is read at 0 V in air. It is taken off; 0 where it is not known.',
  },
  {
    key: 'airCurrentError',
    analysis: 'air-current-error',
    group: GROUP,
    label: 'its uncertainty',
    unit: 'fA',
    ...FEMTO,
    min: 0,
    max: 1e-9,
    explanation: 'One standard deviation.',
  },
];

/** Nothing is known of it. */
export const backgroundDefaults = {
  strayCapacitance: 0,
  strayCapacitanceError: 0,
  airCurrent: 0,
  airCurrentError: 0,
} as const;

export interface Background {
  /** F. */
  readonly capacitance: Estimate;
  /** A. */
  readonly offset: Estimate;
}

/** Of a recipe; zeros for one that has no place for it. */
export function backgroundOf(recipe: Recipe): Background {
  const told = (key: string): Estimate => ({
    value: numberOf(recipe, key) || 0,
    error: numberOf(recipe, `${key}Error`) || 0,
  });
  return { capacitance: told('strayCapacitance'), offset: told('airCurrent') };
}

/** What was taken off, and the run that told it. */
export function backgroundNumbers(recipe: Recipe): PixelDetail['numbers'] {
  const { capacitance, offset } = backgroundOf(recipe);
  const taken = (label: string, { value, error }: Estimate, unit: string, key: string) => ({
    label,
    text: quantity(withError(value * FEMTO.factor, error * FEMTO.factor), unit),
    title: `Taken off all voltammograms; from ${textOf(recipe, sourceKey(key)) || 'the recipe'}`,
  });
  return [
    ...(capacitance.value === 0 ? [] : [taken('Stray C', capacitance, 'fF', 'strayCapacitance')]),
    ...(offset.value === 0 ? [] : [taken('Offset', offset, 'fA', 'airCurrent')]),
  ];
}

/** For the bundle. */
export const backgroundAnalysis = (recipe: Recipe): Readonly<Record<string, number>> => {
  const { capacitance, offset } = backgroundOf(recipe);
  return {
    stray_capacitance: capacitance.value,
    stray_capacitance_error: capacitance.error,
    air_current: offset.value,
    air_current_error: offset.error,
  };
};

/** The wave without the background: i − i₀ − C·dE/dt, the last as the amplifier's filter shows it. */
export function withoutBackground<
  T extends Pick<Wave, 'potential' | 'current' | 'interval' | 'scanRate' | 'cutoff'>,
>(wave: T, { capacitance: { value: capacitance }, offset: { value: offset } }: Background): T {
  if (capacitance === 0 && offset === 0) return wave;
  const { potential, current, interval, scanRate, cutoff } = wave;
  const filter = createBessel(cutoff ?? Infinity);
  let charging = 0;
  const rest = Float64Array.from(current, (i, k) => {
    const from = potential[Math.max(0, k - 1)] ?? NaN;
    const to = potential[Math.max(1, k)] ?? NaN;
    const now = capacitance * scanRate * Math.sign(to - from);
    filter.jump(now - charging);
    charging = now;
    return i - offset - filter.next(now, interval);
  });
  return { ...wave, current: rest };
}
