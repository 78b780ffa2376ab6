/** One line of the table: what a group of pixels says about D. */
import { median, quantile } from 'd3-array';
import type { Figure } from '../run';
import { isBroken } from './effect';
import type { Pixel } from './pixels';

/** Standard deviations to either side of a 95 % interval. */
const INTERVAL = 1.959964;

export interface Row {
  readonly name: string;
  readonly pixels: number;
  /** Pixels of each verdict, the most frequent first. */
  readonly verdicts: readonly (readonly [verdict: string, count: number])[];
  /** Part of all pixels. */
  readonly given: number;
  /** Of D against the truth, parts of it. NaN where none is given. */
  readonly bias: number;
  readonly spread: number;
  /** Part of the given pixels whose truth lies in the interval that noise alone leaves. */
  readonly coverage: number;
  /** Part of the pixels where “good” would be wrong that are called good; NaN where there are none. */
  readonly falseGood: number;
  /** Of the same pixels, those that are given a D under “good” or “disc”, as if nothing else were at work. */
  readonly unnoticed: number;
}

export function rowOf(name: string, pixels: readonly Pixel[]): Row {
  const given = pixels.filter((p) => Number.isFinite(p.diffusion));
  const compared = given.filter((p) => Number.isFinite(p.truth));
  const errors = compared.map((p) => p.diffusion / p.truth - 1);
  const broken = pixels.filter(isBroken);
  return {
    name,
    pixels: pixels.length,
    verdicts: counted(pixels.map((p) => p.verdict)),
    given: given.length / pixels.length,
    bias: median(errors) ?? NaN,
    spread: ((quantile(errors, 0.8413) ?? NaN) - (quantile(errors, 0.1587) ?? NaN)) / 2,
    coverage: shareOf(compared, (p) => Math.abs(p.diffusion - p.truth) <= INTERVAL * p.noise),
    falseGood: shareOf(broken, (p) => p.verdict === 'good'),
    unnoticed: shareOf(
      broken,
      (p) => Number.isFinite(p.diffusion) && (p.verdict === 'good' || p.verdict === 'disc'),
    ),
  };
}

/** Part of cells with a truth of their own each whose interval of noise and calibration together holds it. */
export const totalCoverage = (pixels: readonly Pixel[]): number =>
  shareOf(pixels, (p) => Math.abs(p.diffusion - p.truth) <= INTERVAL * Math.hypot(p.noise, p.calibration));

/** The same with an interval that is symmetric for ln D. */
export const logarithmicCoverage = (pixels: readonly Pixel[]): number =>
  shareOf(
    pixels,
    (p) =>
      Math.abs(Math.log(p.diffusion / p.truth)) <=
      (INTERVAL * Math.hypot(p.noise, p.calibration)) / p.diffusion,
  );

function counted(words: readonly string[]): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

const shareOf = <T>(list: readonly T[], holds: (item: T) => boolean): number =>
  list.length === 0 ? NaN : list.filter(holds).length / list.length;

/** The numbers of a row that exist; `judged` rows are held to the bounds, the others only printed. */
export function figuresOf(
  { name, given, bias, spread, coverage, falseGood, unnoticed }: Row,
  judged: boolean,
): Figure[] {
  const figure = (what: string, part: number, bound: string): Figure => ({
    figure: `D, ${name}: ${what}`,
    value: 100 * part,
    unit: '%',
    bound: judged ? bound : 'printed',
  });
  return [
    figure('pixels given', given, 'printed'),
    figure('median bias', bias, '>= -2, <= 2'),
    figure('robust standard deviation', spread, 'printed'),
    figure('truth within the 95 % noise interval', coverage, '>= 93, <= 97'),
    figure('called good where that is wrong', falseGood, '<= 1'),
    figure('given as if nothing but the disc were at work, where that is wrong', unnoticed, '<= 1'),
  ].filter(({ value }) => Number.isFinite(value));
}
