/** What a feedback map says as a whole, and what can be said before it. */
import { quantity, significant } from '../../quantity';
import type { Expectation, Figure, Findings, MapSpec, MeasuredMaps, Recipe } from '../experiment';
import type { NoiseTable } from '../landing/amplifier-noise';
import { categoryTable, medianOf, NO_FINDINGS, sortedNumbers } from '../results/findings';
import { categoryMap } from '../results/map-specs';
import { farCurrentOf, mapDistance } from './apparent-rate';
import { CM_PER_S } from './approach-findings';
import { heightExpectation } from './constant-height';
import { discOf } from './disc';
import { SURFACES } from './surface-fits';

export const SURFACE_MAP: MapSpec = categoryMap('surface', 'Surface', SURFACES);
/** What came of the approach that the height rests on. */
export const APPROACHES = { met: 1, missed: 2 } as const;
export const APPROACH_MAP: MapSpec = categoryMap('approach', 'Approach', APPROACHES);
/** Why there is no number where it has met nothing. */
export const UNKNOWN_HEIGHT =
  'How far from the surface the disc would be is not known, so that no rate can be told, and nothing is measured.';

export function mapFindings({ plane }: MeasuredMaps, asked: Recipe): Findings {
  const currents = sortedNumbers(plane('relative_current'));
  if (sortedNumbers(plane('height')).length === 0) {
    const begun = currents.length > 0 || sortedNumbers(plane('approach')).length > 0;
    if (!begun) return NO_FINDINGS;
    return { ...NO_FINDINGS, warnings: [`The approach did not meet the surface. ${UNKNOWN_HEIGHT}`] };
  }
  if (currents.length === 0) return NO_FINDINGS;
  const middle = (map: string): number => medianOf(sortedNumbers(plane(map))).value;
  const codes = plane('surface');
  const ofKinetic = (map: string): number =>
    medianOf(sortedNumbers(Array.from(plane(map)).filter((_, k) => codes[k] === SURFACES.kinetic))).value;
  const rate: Figure = {
    key: 'rate_constant',
    label: 'k where it is bounded, median',
    value: middle('rate_constant'),
    interval: [ofKinetic('rate_constant_low'), ofKinetic('rate_constant_high')],
    unit: 'm/s',
    shown: CM_PER_S,
  };
  const one = { unit: '', factor: 1 };
  const part = (key: string, label: string, value: number): Figure => ({
    key,
    label,
    value,
    unit: '',
    shown: one,
  });
  const radii = mapDistance(asked) / discOf(asked).radius;
  return {
    ...NO_FINDINGS,
    headline: Number.isFinite(rate.value)
      ? `k ${quantity(significant(rate.value * 100), 'cm/s')} where it is bounded, ${significant(radii)} radii above the surface`
      : `No bounded rate ${significant(radii)} radii above the surface`,
    figures: [
      ...(Number.isFinite(rate.value) ? [rate] : []),
      part('least_current', 'Least current over that far away', currents[0] ?? NaN),
      part('greatest_current', 'Greatest', currents.at(-1) ?? NaN),
    ],
    tables: [categoryTable('Surface', SURFACE_MAP, codes)],
  };
}

/** What can be said before: the distance, and whether the disc keeps it. */
export function mapExpectation(asked: Recipe, amplifier: NoiseTable): Expectation {
  const { distance, numbers, warnings } = heightExpectation(asked, amplifier);
  const far = quantity(significant(farCurrentOf(asked) * 1e12), 'pA');
  return { headline: `${far} far away, ${distance} above the surface`, numbers, warnings };
}
