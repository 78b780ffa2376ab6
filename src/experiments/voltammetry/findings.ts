/** What a map of voltammograms says as a whole: the diffusion coefficient over the pixels that have one, and the verdicts. */
import { NORMAL_95 } from '../../kinetics/numerics/statistics';
import { quantity, significant, withError } from '../../quantity';
import type { Findings, MeasuredMaps, Recipe } from '../experiment';
import { categoryTable, medianFigure, NO_FINDINGS, sortedNumbers } from '../results/findings';
import { listOf } from '../recipe/recipe';
import { voltammetryMaps } from './voltammetry';

export function voltammetryFindings({ plane }: MeasuredMaps, recipe: Recipe): Findings {
  const maps = voltammetryMaps(listOf(recipe, 'rates'));
  const spec = (name: string) => maps.find((map) => map.name === name);
  const [diffusion, verdict] = [spec('diffusion_coefficient'), spec('verdict')];
  const found = sortedNumbers(plane('diffusion_coefficient'));
  const verdicts = sortedNumbers(plane('verdict'));
  if (!diffusion || !verdict || verdicts.length === 0) return NO_FINDINGS;
  const median = medianFigure('diffusion_coefficient', 'Median D', found, diffusion);
  const { unit, factor } = diffusion.shown;
  const [low, high] = median.interval ?? [NaN, NaN];
  const value = withError(median.value * factor, ((high - low) / 2 / NORMAL_95) * factor);
  const share = quantity(significant((100 * found.length) / verdicts.length, 3), '%');
  return {
    ...NO_FINDINGS,
    headline:
      found.length > 0 ? `Median D ${quantity(value, unit)} in ${share} of the pixels` : 'No D in any pixel',
    figures: [median],
    tables: [categoryTable('Verdicts', verdict, verdicts)],
  };
}
