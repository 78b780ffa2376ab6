/** What voltammograms at points say as a whole: separation and number of peaks at each rate, D, and the list of the peaks. */
import { throughOrigin } from '../../kinetics/lines/line';
import { quantity, significant } from '../../quantity';
import type { Figure, Findings, MeasuredMaps, Recipe } from '../experiment';
import { categoryTable, medianFigure, NO_FINDINGS, sortedNumbers } from '../results/findings';
import { listOf, numberOf } from '../recipe/recipe';
import { cellOf, voltammetryMaps } from './voltammetry';
import { peakMaps, peakSummary, rateKey, rateText } from './peaks';

export function pointsFindings(measured: MeasuredMaps, recipe: Recipe): Findings {
  const { plane } = measured;
  const rates = [...listOf(recipe, 'rates')].sort((a, b) => a - b);
  const fits = voltammetryMaps(rates);
  const verdict = fits.find((m) => m.name === 'verdict');
  const verdicts = sortedNumbers(plane('verdict'));
  if (!verdict || verdicts.length === 0) return NO_FINDINGS;
  const specs = peakMaps(rates);
  const median = (name: string, key: string, label: string, rate: number): Figure[] => {
    const spec = specs.find((m) => m.name === name);
    const numbers = Array.from(plane(name, rates.indexOf(rate))).filter((_, point) => answered[point]);
    if (!spec || sortedNumbers(numbers).length === 0) return [];
    return [medianFigure(`${key}_${rateKey(rate)}`, `${label} at ${rateText(rate)}`, numbers, spec)];
  };
  const each = (name: string, key: string, label: string): Figure[] =>
    rates.flatMap((rate) => median(name, key, label, rate));
  const answered = answeredAt(measured, rates);
  const separations = each('peak_separation', 'peak_separation', 'ΔEp');
  const diffusion = fits.find((m) => m.name === 'diffusion_coefficient');
  const found = sortedNumbers(plane('diffusion_coefficient'));
  const doubled = rates.filter((_, k) =>
    ['peaks_anodic', 'peaks_cathodic'].some((name) => Array.from(plane(name, k)).some((n) => n > 1)),
  );
  return {
    ...NO_FINDINGS,
    headline: [
      separations.length > 0
        ? `ΔEp ${separations.map((f) => quantity(significant(f.value * f.shown.factor), f.shown.unit)).join(', ')} at ${rates.map(rateText).join(', ')}`
        : 'No pair of peaks',
      ...(doubled.length > 0 ? [`more than one peak at ${doubled.map(rateText).join(', ')}`] : []),
    ].join('; '),
    figures: [
      ...separations,
      ...each('peaks_anodic', 'anodic_peaks', 'Anodic peaks'),
      ...each('peaks_cathodic', 'cathodic_peaks', 'Cathodic peaks'),
      ...each('peak_potential_anodic', 'peak_potential_anodic', 'Anodic peak'),
      ...each('peak_potential_cathodic', 'peak_potential_cathodic', 'Cathodic peak'),
      ...each('second_peak_potential_anodic', 'second_peak_anodic', 'Second anodic peak'),
      ...each('second_peak_potential_cathodic', 'second_peak_cathodic', 'Second cathodic peak'),
      ...(diffusion && found.length > 0
        ? [medianFigure('diffusion_coefficient', 'Median D', found, diffusion)]
        : []),
      ...(diffusion && rates.length > 1
        ? [
            medianFigure(
              'diffusion_coefficient_peaks',
              'D by Randles and Ševčík from the peaks as they stand',
              readOff(measured, recipe, rates),
              diffusion,
            ),
          ].filter(({ value }) => Number.isFinite(value))
        : []),
    ],
    tables: [peakSummary(measured, rates), categoryTable('Verdicts', verdict, verdicts)],
  };
}

/** Whether a point has a peak at any rate: there is nothing to count where nothing reacts. All of them where none has. */
function answeredAt({ plane, path }: MeasuredMaps, rates: readonly number[]): readonly boolean[] {
  const answered = path.points.map((_, point) =>
    ['peaks_anodic', 'peaks_cathodic'].some((name) =>
      rates.some((_rate, k) => (plane(name, k)[point] ?? 0) > 0),
    ),
  );
  return answered.includes(true) ? answered : answered.map(() => true);
}

/** D of each point, m²/s, as read with a ruler: heights of the first sweep's peaks on a line through the origin of √v. */
function readOff({ plane, path }: MeasuredMaps, recipe: Recipe, rates: readonly number[]): number[] {
  const sense =
    numberOf(recipe, 'vertexPotential') > numberOf(recipe, 'startPotential') ? 'anodic' : 'cathodic';
  return path.points.map((_, point) => {
    const heights = rates.map((_rate, k) => plane(`peak_height_${sense}`, k)[point] ?? NaN);
    if (!heights.every(Number.isFinite)) return NaN;
    const error = Math.max(...heights.map(Math.abs));
    const points = rates.map((scanRate, k) => ({ scanRate, current: { value: heights[k] ?? NaN, error } }));
    return throughOrigin(points, cellOf(recipe))?.diffusion.value ?? NaN;
  });
}
