/**
 * Which explanation the voltammograms as a whole speak for: the solver is fitted under one hypothesis after the other, and
 * the Bayesian information criterion (Schwarz 1978) compares them.
 */
import type { Cell } from '../lines/line';
import type { Spread } from '../settle';
import { fitWhole, type Effect, type Guess, type Hypothesis, type Visit, type WholeFit } from './whole-wave';

/** Excess of the residuals' blocks over noise, in standard deviations, with which a hypothesis is good enough. */
const ACCEPTED = 4;
/** Part by which the noise itself, and what no solver describes, may be off. */
const SLACK = 0.15;

export interface Explanation {
  readonly fit: WholeFit;
  /** Posterior weight among the explanations tried. */
  readonly weight: number;
}

/** The geometry that the cell tells first; a layer of unknown thickness only where none is told. */
function hypothesesFor(cell: Cell): Hypothesis[] {
  const of = (spread: Spread, ...free: Effect[]): Hypothesis => ({ spread, free: ['resistance', ...free] });
  if (cell.confined === true) {
    const layer = cell.thickness === undefined ? [of('planar', 'thickness')] : [];
    return [of('planar'), of('planar', 'rateConstant'), ...layer, of('planar', 'interaction')];
  }
  const layer = cell.thickness === undefined ? [of('planar', 'thickness')] : [];
  return [
    of('disc'),
    of('planar'),
    of('disc', 'rateConstant'),
    of('planar', 'rateConstant'),
    ...layer,
    of('disc', 'interaction'),
    of('planar', 'interaction'),
  ];
}

/** Explanations in the order of their weight; empty where none could be fitted. */
export function explain(visit: Visit, guess: Guess): Explanation[] {
  const fits: WholeFit[] = [];
  let accepted = false;
  for (const hypothesis of hypothesesFor(visit.cell)) {
    if (accepted && isExotic(hypothesis)) continue;
    if (isDoubled(hypothesis, fits)) continue;
    const fit = fitWhole(visit, hypothesis, guess);
    if (!fit) continue;
    fits.push(fit);
    accepted ||= isAcceptable(fit);
  }
  return weighted(fits, visit.deviation.length);
}

const isExotic = ({ free }: Hypothesis): boolean =>
  free.includes('thickness') || free.includes('interaction');

/** More freedom is only tried in the planar geometry where that is not worse than the disc as it is. */
function isDoubled({ spread, free }: Hypothesis, fits: readonly WholeFit[]): boolean {
  if (spread === 'disc' || free.length === 1 || free.includes('thickness')) return false;
  const simple = (wanted: Spread): number =>
    fits.find(({ hypothesis: h }) => h.spread === wanted && h.free.length === 1)?.chiSquared ?? Infinity;
  return simple('disc') < simple('planar');
}

/** Whether the residuals are those of noise. */
export const isAcceptable = ({ misfit, blocks }: WholeFit): boolean =>
  misfit < 1 + SLACK + ACCEPTED * Math.sqrt(2 / blocks);

function weighted(fits: readonly WholeFit[], points: number): Explanation[] {
  const criterion = (fit: WholeFit): number => fit.chiSquared + fit.parameters * Math.log(points);
  const least = Math.min(...fits.map(criterion));
  const shares = fits.map((fit) => Math.exp((least - criterion(fit)) / 2));
  const sum = shares.reduce((a, b) => a + b, 0);
  return fits
    .map((fit, k) => ({ fit, weight: (shares[k] ?? 0) / sum }))
    .sort((a, b) => criterion(a.fit) - criterion(b.fit));
}
