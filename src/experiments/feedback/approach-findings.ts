/** What approaches at several points say as a whole: the rate constants with their intervals, point by point. */
import { significant } from '../../quantity';
import type { Figure, Findings, HandedOn, MeasuredMaps, Recipe } from '../experiment';
import { groundThrough, handedSlopes } from '../landing/ground';
import { medianFigure, NO_FINDINGS, sortedNumbers } from '../results/findings';
import { PICOAMPERE } from '../results/map-specs';
import { placesOf } from '../path/points';
import { rateText } from './fits-detail';
import { textOf } from '../recipe/recipe';
import { FREE, SURFACES, type SurfaceFits, type Verdict } from './surface-fits';

export const CM_PER_S = { unit: 'cm/s', factor: 100 } as const;

interface Found {
  readonly point: number;
  readonly verdict: Verdict;
  readonly k: SurfaceFits['k'];
}

/** Points at which a surface was found; ends of intervals that the maps have no number for are open. */
function foundIn({ plane }: MeasuredMaps): Found[] {
  const [codes, rates] = [plane('surface'), plane('rate_constant')];
  const [lows, highs] = [plane('rate_constant_low'), plane('rate_constant_high')];
  const or = (value: number | undefined, open: number): number =>
    value === undefined || Number.isNaN(value) ? open : value;
  return Array.from(codes).flatMap((code, point) => {
    const verdict = (Object.keys(SURFACES) as Verdict[]).find((name) => SURFACES[name] === code);
    const k = { value: rates[point] ?? NaN, low: or(lows[point], 0), high: or(highs[point], Infinity) };
    return verdict ? [{ point, verdict, k }] : [];
  });
}

export function approachFindings(measured: MeasuredMaps, recipe: Recipe): Findings {
  const found = foundIn(measured);
  if (found.length === 0) return NO_FINDINGS;
  const { plane } = measured;
  const places = placesOf(recipe);
  const kinetic = found.filter(({ verdict }) => verdict === 'kinetic');
  const counted = (Object.keys(SURFACES) as Verdict[]).flatMap((name) => {
    const n = found.filter(({ verdict }) => verdict === name).length;
    return n > 0 ? [`${String(n)} ${name}`] : [];
  });
  return {
    ...NO_FINDINGS,
    headline: `Surface by feedback: ${counted.join(', ')}`,
    figures: [
      ...kinetic.map(({ point, k }): Figure => ({
        key: `rate_constant_${String(point + 1)}`,
        label: `k at point ${String(point + 1)}`,
        value: k.value,
        interval: [k.low, k.high],
        unit: 'm/s',
        shown: CM_PER_S,
      })),
      medianFigure('far_current', 'Current far away, median', plane('far_current'), {
        unit: 'A',
        shown: PICOAMPERE,
      }),
    ],
    tables: [
      {
        title: 'Points',
        columns: ['point', 'x, µm', 'surface', 'k, cm/s (95 %)', 'z, nm'],
        rows: found.map(({ point, verdict, k }) => [
          String(point + 1),
          significant((places[point]?.x ?? NaN) * 1e6),
          verdict,
          rateText(k),
          significant((plane('height')[point] ?? NaN) * 1e9, 6),
        ]),
      },
    ],
  };
}

/** The current far away, how the ground rises where three points tell it, and radius and sheath where they were fitted: medians over the points, with their scatter. */
export function handedApproach({ plane }: MeasuredMaps, recipe: Recipe): readonly HandedOn[] {
  const median = (map: string): { readonly value: number; readonly error: number } => {
    const values = sortedNumbers(plane(map));
    const { value } = medianFigure('', '', values, { unit: '', shown: PICOAMPERE });
    const spread = Math.sqrt(
      values.reduce((sum, v) => sum + (v - value) ** 2, 0) / Math.max(1, values.length - 1),
    );
    return { value, error: spread };
  };
  const free = FREE[textOf(recipe, 'fitted')] ?? [];
  const far: HandedOn = {
    key: 'farCurrent',
    label: 'Current far away',
    ...median('far_current'),
    unit: 'A',
    shown: PICOAMPERE,
  };
  const radius: HandedOn = {
    key: 'pipetteRadius',
    label: 'Radius of the disc',
    ...median('disc_radius'),
    unit: 'm',
    shown: { unit: 'µm', factor: 1e6 },
  };
  const sheath: HandedOn = {
    key: 'wallRatio',
    label: 'Sheath over disc, RG',
    ...median('wall_ratio'),
    unit: '',
    shown: { unit: '', factor: 1 },
  };
  const heights = plane('height');
  const contacts = placesOf(recipe).map((place, k) => ({ ...place, z: heights[k] ?? NaN }));
  const ground = groundThrough(contacts.filter(({ z }) => Number.isFinite(z)));
  const slopes = ground ? handedSlopes(ground) : [];
  return [
    far,
    ...slopes,
    ...(free.includes('radius') ? [radius] : []),
    ...(free.includes('wallRatio') ? [sheath] : []),
  ];
}
