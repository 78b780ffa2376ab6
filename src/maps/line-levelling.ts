/**
 * Levelling line by line: every row loses its own median or mean. It takes steps and drift between the rows of a scan away,
 * and with them whatever differs between rows for true.
 */
import { median } from 'd3-array';
import type { Grid } from './grid';
import type { Mask } from './mask';

/**
 * A map whose rows all lie at 0, by the pixels that have a number and are selected, or all. A row without such a pixel loses
 * the median or mean of all of them; NaN stays.
 */
export function levelLines(
  grid: Grid,
  values: ArrayLike<number>,
  by: 'median' | 'mean',
  mask: Mask | null = null,
): Float64Array {
  const level = by === 'median' ? middleOf : meanOf;
  const overall = level(rowValues(values, mask, 0, values.length));
  const left = new Float64Array(values.length);
  for (let row = 0; row < grid.rows; row++) {
    const from = row * grid.columns;
    const own = level(rowValues(values, mask, from, from + grid.columns));
    const taken = Number.isNaN(own) ? overall : own;
    for (let k = from; k < from + grid.columns; k++) left[k] = (values[k] as number) - taken;
  }
  return left;
}

function rowValues(values: ArrayLike<number>, mask: Mask | null, from: number, to: number): number[] {
  const found: number[] = [];
  for (let k = from; k < to; k++) {
    const v = values[k] as number;
    if (Number.isFinite(v) && (mask === null || mask[k] === 1)) found.push(v);
  }
  return found;
}

const middleOf = (values: readonly number[]): number => median(values) ?? NaN;

const meanOf = (values: readonly number[]): number => {
  let sum = 0;
  for (const v of values) sum += v;
  return values.length > 0 ? sum / values.length : NaN;
};
