/** What a written point has changed: potentials near it against all others, before and after. */
import { NORMAL_95 } from '../../kinetics/numerics/statistics';
import { count, quantity, significant, withError } from '../../quantity';
import type { Figure, Findings, MapSpec, MeasuredMaps, Recipe } from '../experiment';
import { NO_FINDINGS, sortedNumbers } from '../results/findings';
import { MILLIVOLT, NANOCOULOMB, VOLT } from '../results/map-specs';
import { placeOf } from '../path/place';
import { numberOf } from '../recipe/recipe';

interface Mean {
  readonly value: number;
  /** Standard error from the scatter of the pixels. */
  readonly error: number;
  readonly n: number;
}

function meanOf(values: readonly number[]): Mean {
  const given = values.filter(Number.isFinite);
  const n = given.length;
  const value = given.reduce((a, b) => a + b, 0) / n;
  const variance = given.reduce((sum, v) => sum + (v - value) ** 2, 0) / (n - 1);
  return { value, error: n > 1 ? Math.sqrt(variance / n) : NaN, n };
}

const figure = (
  key: string,
  label: string,
  { value, error }: Mean,
  { unit, shown }: Pick<MapSpec, 'unit' | 'shown'>,
): Figure => ({
  key,
  label,
  value,
  ...(Number.isFinite(error)
    ? { interval: [value - NORMAL_95 * error, value + NORMAL_95 * error] as const }
    : {}),
  unit,
  shown,
});

const one = (plane: ArrayLike<number>): Mean => ({ value: sortedNumbers(plane)[0] ?? NaN, error: NaN, n: 1 });

export function writtenFindings({ path, plane }: MeasuredMaps, recipe: Recipe): Findings {
  const radius = numberOf(recipe, 'nearRadius');
  const [x0, y0] = [numberOf(recipe, 'writeX'), numberOf(recipe, 'writeY')];
  const isNear = (_: number, k: number): boolean => {
    const { x, y } = placeOf(path, { row: Math.floor(k / path.columns), column: k % path.columns });
    return Math.hypot(x - x0, y - y0) <= radius;
  };
  const change = Array.from(plane('potential_change'));
  const after = Array.from(plane('final_potential_after'));
  const near = meanOf(change.filter(isNear));
  const elsewhere = meanOf(change.filter((v, k) => !isNear(v, k)));
  const written = one(plane('written_charge'));
  if (!Number.isFinite(written.value) && near.n + elsewhere.n === 0) return NO_FINDINGS;
  const millivolts = ({ value, error }: Mean): string => quantity(withError(value * 1e3, error * 1e3), 'mV');
  const volt = { unit: 'V', shown: MILLIVOLT };
  return {
    ...NO_FINDINGS,
    headline:
      near.n + elsewhere.n === 0
        ? `Written ${quantity(significant(written.value * 1e9), 'nC')}`
        : `Changed by ${millivolts(near)} near the point, by ${millivolts(elsewhere)} elsewhere`,
    figures: [
      figure('change_near', 'Change near the point, mean', near, volt),
      figure('change_elsewhere', 'Change elsewhere, mean', elsewhere, volt),
      figure('potential_near', 'Potential near the point, after', meanOf(after.filter(isNear)), {
        unit: 'V',
        shown: VOLT,
      }),
      figure('written_charge', 'Charge written', written, { unit: 'C', shown: NANOCOULOMB }),
      figure('writing_time', 'Time of writing', one(plane('writing_time')), {
        unit: 's',
        shown: { unit: 's', factor: 1 },
      }),
    ],
    tables: [
      {
        title: 'Pixels met both times',
        columns: ['', 'pixels', 'change, mV'],
        rows: [
          [
            `within ${quantity(significant(radius * 1e6), 'µm')}`,
            count(near.n),
            withError(near.value * 1e3, near.error * 1e3),
          ],
          ['elsewhere', count(elsewhere.n), withError(elsewhere.value * 1e3, elsewhere.error * 1e3)],
        ],
      },
    ],
  };
}
