/**
 * The diffusion coefficient in the solid from voltammograms at several scan rates, with an uncertainty split into what noise
 * and what calibration leaves, the model it came from, and a verdict. The simple picture (all peaks by templates) is drawn
 * first; where something speaks against it, the voltammograms are fitted as a whole.
 *
 *     const { diffusion, verdict, reason } = analyseDiffusion(waves, cell);
 */
import type { DiffusionAnalysis } from './analysis';
import { ratesOf, searched, type Candidate } from './sweeps/candidates';
import { thermal } from './constants';
import type { Estimate } from './numerics/estimate';
import type { Filling } from './sweeps/leftover';
import { distinctRates, MODEL, type Cell, type LineFit, type Model } from './lines/line';
import { calibrationError } from './lines/calibration';
import { LINE_MODEL } from './lines/line-models';
import { concluded, halfWaveOf, wavesOf } from './quick';
import {
  askedReason,
  clippedReason,
  noDiffusionReason,
  noPeakReason,
  repeatReason,
  type Tally,
} from './reasons';
import { repeatOf } from './repeat';
import { settle, type Settled } from './settle';
import { structureOf } from './sweeps/structure';
import { upperBoundOf } from './upper-bound';
import { VERDICT, type Verdict } from './verdict';
import type { Wave } from './sweeps/wave';
import type { Peak, WaveAnalysis } from './sweeps/wave-peaks';
import { explained } from './whole/whole';

export { MODEL, VERDICT };
export type { Cell, DiffusionAnalysis, Estimate, LineFit, Model, Peak, Verdict, Wave, WaveAnalysis };

/** What a person may decide instead of the evidence. */
export interface Choice {
  readonly model?: Model | 'auto';
  /** Times at which the contact was full before the first wave. */
  readonly fillings?: readonly Filling[];
}

/**
 * Analyses the voltammograms of one visit in the order in which they were recorded; a rate may come more than once. The
 * first sweep of each wave gives D. Waves with a start time remember the earlier ones. Never throws; where there is no
 * diffusion coefficient `reason` says why. `no_contact` is for the caller to say.
 */
export function analyseDiffusion(
  waves: readonly Wave[],
  cell: Cell,
  { model = 'auto', fillings = [] }: Choice = {},
): DiffusionAnalysis {
  const begun = searched(waves, thermal(cell.temperature));
  const tally = tallyOf(begun);
  const clipped = waves.filter((wave) => wave.clipped).length;
  if (clipped > 0) return without('clipped', begun, cell, clippedReason(clipped, tally));
  if (tally.rates < 2 || (tally.peakRates < 2 && standingOut(begun) < 2)) {
    return without('no_peak', begun, cell, noPeakReason(tally, upperBoundOf(begun, cell)));
  }
  const analysis = chosen(begun, cell, tally, fillings, model === 'wave');
  return model === 'auto' || model === 'wave' ? analysis : forced(analysis, model, cell);
}

/** The first picture that nothing speaks against: of a disc, planar, or that of the whole waves. */
function chosen(
  begun: readonly Candidate[],
  cell: Cell,
  tally: Tally,
  fillings: readonly Filling[],
  whole: boolean,
): DiffusionAnalysis {
  const spreads = cell.confined === true ? (['planar'] as const) : (['disc', 'planar'] as const);
  const pictures: (ReturnType<typeof concluded> & { settled: Settled })[] = [];
  for (const spread of spreads) {
    const settled = settle(begun, cell, spread, fillings);
    if (!settled || ratesLeft(settled) < 2) continue;
    const picture = { settled, ...concluded(settled, begun, cell, tally) };
    if (picture.accepted && !whole && cell.thickness === undefined) return picture.analysis;
    pictures.push(picture);
  }
  const [first] = pictures;
  if (first?.analysis.repeat?.changed === true) {
    const repeated = begun.findLastIndex((c) => c.wave.scanRate === first.analysis.repeat?.scanRate);
    return unrepeated(first.analysis, chosen(begun.toSpliced(repeated, 1), cell, tally, fillings, whole));
  }
  const deeper = explained(begun, first ?? null, cell);
  return deeper ?? first?.analysis ?? without('disc', begun, cell, noDiffusionReason(cell.contactRadius));
}

/** What the waves say without a repetition that came out differently, which is shown and said all the same. */
function unrepeated(all: DiffusionAnalysis, rest: DiffusionAnalysis): DiffusionAnalysis {
  const { repeat, waves } = all;
  const place = waves.findLastIndex(({ scanRate }) => scanRate === repeat?.scanRate);
  const again = waves[place];
  return {
    ...rest,
    waves: again ? rest.waves.toSpliced(place, 0, again) : rest.waves,
    repeat,
    reason: rest.reason + (repeat ? repeatReason(repeat) : ''),
  };
}

/** The D of a line that a person has asked for; where there is none for a reason, it stays so. */
function forced(analysis: DiffusionAnalysis, model: Exclude<Model, 'wave'>, cell: Cell): DiffusionAnalysis {
  const place = analysis.fits.findIndex((fit) => fit.model === model);
  const fit = analysis.fits[place];
  if (!analysis.diffusion || analysis.model === model) return analysis;
  if (!fit) {
    const reason = askedReason(model, null, analysis.reason);
    return { ...analysis, model, diffusion: null, evidence: NaN, reason };
  }
  const points = analysis.waves.flatMap(({ scanRate, first }) =>
    first ? [{ scanRate, current: first.current }] : [],
  );
  const calibration = calibrationError(LINE_MODEL[model], points, cell);
  const diffusion = { ...fit.diffusion, calibration };
  return {
    ...analysis,
    model,
    diffusion,
    evidence: analysis.weights[place] ?? NaN,
    reason: askedReason(model, diffusion, analysis.reason),
  };
}

const ratesLeft = ({ tracks }: Settled): number => distinctRates(tracks, ({ wave }) => wave.scanRate);

/** At how many rates there is something that no straight line describes. */
const standingOut = (candidates: readonly Candidate[]): number =>
  new Set(
    candidates.flatMap(({ wave, sweeps }) =>
      sweeps?.first && structureOf(sweeps.first) ? [wave.scanRate] : [],
    ),
  ).size;

function tallyOf(candidates: readonly Candidate[]): Tally {
  let peaks = 0;
  let torn = 0;
  for (const { sweeps, found } of candidates) {
    if (found) peaks++;
    if (!sweeps) torn++;
  }
  const rates = distinctRates(candidates, ({ wave }) => wave.scanRate);
  return { waves: candidates.length, rates, peaks, peakRates: ratesOf(candidates), torn };
}

function without(
  verdict: 'clipped' | 'no_peak' | 'disc',
  candidates: readonly Candidate[],
  cell: Cell,
  reason: string,
): DiffusionAnalysis {
  const waves = wavesOf(candidates, settle(candidates, cell, 'planar'), cell);
  return {
    verdict,
    model: 'disc',
    diffusion: null,
    waves,
    fits: [],
    weights: [],
    explanations: [],
    tests: null,
    evidence: NaN,
    bValue: null,
    halfWave: halfWaveOf(waves),
    resistance: null,
    capacitance: null,
    rateConstant: null,
    reverse: null,
    repeat: repeatOf(waves),
    secondOpinion: () => null,
    reason,
  };
}
