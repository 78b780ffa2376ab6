/** What the contacts of a few points tell of the ground, and what of it later runs begin with. */
import type { Findings, HandedOn, MeasuredMaps, Recipe } from '../experiment';
import { placesOf } from '../path/points';
import { numberOf } from '../recipe/recipe';
import { NO_FINDINGS, sortedNumbers } from '../results/findings';
import { MICROMETRE, NANOMETRE } from '../results/map-specs';
import { groundThrough, handedSlopes, type Ground } from './ground';

const DEGREE = { unit: '°', factor: 180 / Math.PI };

/** What later runs begin above: the highest contact, and what the recipe wants to stay clear of it; and how steep the ground is. */
export function surfaceHandsOn({ plane }: MeasuredMaps, recipe: Recipe): readonly HandedOn[] {
  const highest = sortedNumbers(plane('surface_height')).at(-1) ?? NaN;
  const ground = groundOf(plane('surface_height'), recipe);
  return [
    ...(ground ? handedSlopes(ground) : []),
    {
      key: 'startHeight',
      label: 'First approach from z',
      value: highest + numberOf(recipe, 'startMargin'),
      error: NaN,
      unit: 'm',
      shown: MICROMETRE,
    },
  ];
}

/** How many points were confirmed, the highest of them, and how steep the ground is. */
export function surfaceFindings({ plane }: MeasuredMaps, recipe: Recipe): Findings {
  const apart = sortedNumbers(plane('disagreement'));
  const heights = sortedNumbers(plane('surface_height'));
  const points = placesOf(recipe).length;
  if (apart.length === 0) return NO_FINDINGS;
  const ground = groundOf(plane('surface_height'), recipe);
  return {
    ...NO_FINDINGS,
    headline: `Surface confirmed at ${String(heights.length)} of ${String(points)} points`,
    figures: [
      {
        key: 'surface_height',
        label: 'Highest surface',
        value: heights.at(-1) ?? NaN,
        unit: 'm',
        shown: MICROMETRE,
      },
      {
        key: 'disagreement',
        label: 'Contacts apart by at most',
        value: apart.at(-1) ?? NaN,
        unit: 'm',
        shown: NANOMETRE,
      },
      ...(ground
        ? [
            { key: 'tilt', label: 'Tilt of the ground', value: ground.tilt, unit: 'rad', shown: DEGREE },
            { key: 'roughness', label: 'rms off its plane', value: ground.rms, unit: 'm', shown: NANOMETRE },
          ].filter(({ value }) => Number.isFinite(value))
        : []),
    ],
  };
}

/** Null where fewer than three points, or all on one line, were confirmed. */
function groundOf(heights: ArrayLike<number>, recipe: Recipe): Ground | null {
  const contacts = placesOf(recipe).map((place, k) => ({ ...place, z: heights[k] ?? NaN }));
  return groundThrough(contacts.filter(({ z }) => Number.isFinite(z)));
}
