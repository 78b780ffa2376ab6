/** What a disc collected at a place, potential by potential of the sample, and what that amounts to. */
import { FARADAY } from '../../kinetics/constants';
import { ACCURACY, insulatorLaw } from '../../kinetics/feedback/feedback';
import { onsetOf, type Onset } from '../../kinetics/feedback/onset';
import type { Estimate } from '../../kinetics/numerics/estimate';
import { NORMAL_95 } from '../../kinetics/numerics/statistics';
import type { HopTraces } from '../../records/hop';
import type { Recipe, Recorded } from '../experiment';
import { channelOf, holdsOf, keptOf, neighbourNoise, timesOf, type Held } from '../holds/holds';
import { listOf, numberOf, textOf } from '../recipe/recipe';
import { lineThrough } from '../results/straight-line';
import { mapDistance } from './apparent-rate';
import { BACKGROUND, isPulsed, SWEPT } from './collection-program';
import { discOf } from './disc';

/** Part of a pulse, at its end, and of a rest that count. */
const LAST = 0.25;
const BEFORE = 0.5;

/** Potentials of the sample that the maps have planes for, V: of the pulses, or the middles of equal parts of the sweep. */
export function potentialsOf(recipe: Recipe): readonly number[] {
  if (isPulsed(recipe)) return listOf(recipe, 'pulsePotentials');
  const [start, vertex] = [numberOf(recipe, 'sampleStart'), numberOf(recipe, 'sampleVertex')];
  const count = Math.max(1, Math.round(Math.abs(vertex - start) / numberOf(recipe, 'potentialStep')));
  return Array.from({ length: count }, (_, k) =>
    Number((start + ((k + 0.5) * (vertex - start)) / count).toPrecision(6)),
  );
}

export interface Collected {
  /** Of the tip before, A. */
  readonly background: Estimate;
  /** At each potential: A that the tip collects, and that the sample passes; NaN where nothing was recorded. */
  readonly tip: readonly Estimate[];
  readonly sample: readonly Estimate[];
}

const NONE: Estimate = { value: NaN, error: NaN };

/** Null where no background and nothing after it was recorded. */
export function collectedAt(hop: HopTraces, recipe: Recipe, recorded: Recorded): Collected | null {
  const holds = holdsOf(hop, recorded);
  const pairs = holds.flatMap((held, k) => {
    const before = holds[k - 1];
    return held.label !== BACKGROUND && before?.label === BACKGROUND ? [{ before, held }] : [];
  });
  const [first] = pairs;
  if (!first) return null;
  const background = meanOf(first.before, 'tip_current', BEFORE);
  if (first.held.label === SWEPT) return { background, ...sweptIn(first, recipe) };
  // Pulses that an interrupted visit did not come to have no numbers.
  const each = potentialsOf(recipe).map((_, k) => pairs[k]);
  return {
    background,
    tip: each.map((pair) => (pair ? lessBackground(pair, recipe, lastOf(pair.held)) : NONE)),
    sample: each.map((pair) => (pair ? meanOf(pair.held, 'sample_current', LAST) : NONE)),
  };
}

interface Pair {
  readonly before: Held;
  readonly held: Held;
}

/** Indices of samples. */
type Samples = readonly number[];

const lastOf = ({ trace }: Held): Samples => tailOf(trace.count, LAST);
const tailOf = (count: number, part: number): Samples => {
  const from = Math.min(count - 1, Math.floor((1 - part) * count));
  return Array.from({ length: Math.max(0, count - from) }, (_, k) => from + k);
};

/** The way to the vertex in equal parts of the potential. */
function sweptIn({ before, held }: Pair, recipe: Recipe): Omit<Collected, 'background'> {
  const potential = channelOf(held.trace, 'sample_potential');
  const start = numberOf(recipe, 'sampleStart');
  const way = (k: number): number => Math.abs((potential[k] ?? NaN) - start);
  const turn = potential.reduce((most, _, k) => (way(k) > way(most) ? k : most), 0);
  const width = Math.abs(numberOf(recipe, 'sampleVertex') - start) / potentialsOf(recipe).length;
  const parts: number[][] = potentialsOf(recipe).map(() => []);
  for (let k = 0; k <= turn; k++) parts[Math.floor(way(k) / width)]?.push(k);
  return {
    tip: parts.map((samples) => lessBackground({ before, held }, recipe, samples)),
    sample: parts.map((samples) => meanAt(held, 'sample_current', samples)),
  };
}

/** The tip's current less that of the background, whose drift until then is part of the error. */
function lessBackground({ before, held }: Pair, recipe: Recipe, samples: Samples): Estimate {
  const during = meanAt(held, 'tip_current', samples);
  const behind = tailOf(before.trace.count, BEFORE);
  const base = meanAt(before, 'tip_current', behind);
  const rows = [timesOf(before.trace), channelOf(before.trace, 'tip_current')].map((row) =>
    row.subarray(behind[0] ?? 0),
  ) as [Float64Array, Float64Array];
  const line = lineThrough(...rows);
  const middle = (((samples[0] ?? NaN) + (samples.at(-1) ?? NaN)) / 2 + 0.5) * held.trace.interval;
  const since = (BEFORE / 2) * before.trace.count * before.trace.interval + middle;
  const sign = textOf(recipe, 'collects') === 'oxidation' ? 1 : -1;
  return {
    value: sign * (during.value - base.value),
    error: Math.hypot(during.error, base.error, (line?.slope ?? 0) * since),
  };
}

const meanOf = (held: Held, channel: 'tip_current' | 'sample_current', part: number): Estimate =>
  meanAt(held, channel, tailOf(held.trace.count, part));

/** Mean over some samples, with what their noise leaves in it. */
function meanAt(held: Held, channel: 'tip_current' | 'sample_current', samples: Samples): Estimate {
  const { trace, cutoff } = held;
  const values = channelOf(trace, channel);
  const known = samples.map((k) => values[k] ?? NaN).filter(Number.isFinite);
  if (known.length === 0) return NONE;
  const noise = neighbourNoise(known);
  const kept =
    channel === 'tip_current'
      ? keptOf(known.length * trace.interval, cutoff) / keptOf(trace.interval, cutoff)
      : 1 / known.length;
  return { value: known.reduce((a, b) => a + b, 0) / known.length, error: noise * Math.sqrt(kept) };
}

/** Part of the sample's current that the tip collects, potential by potential; none where that is not known to be a current. */
export const efficienciesOf = ({ tip, sample }: Collected): readonly Estimate[] =>
  tip.map(({ value, error }, k) => {
    const passed = sample[k] ?? NONE;
    const size = Math.abs(passed.value);
    if (!(size > NORMAL_95 * passed.error)) return NONE;
    return { value: value / size, error: Math.hypot(error / size, (value * passed.error) / size ** 2) };
  });

/** The potentials at which the collected current comes to each level of the recipe, V. */
export const onsetsOf = ({ tip }: Collected, recipe: Recipe): readonly (Onset | null)[] =>
  listOf(recipe, 'onsetLevels').map((level) =>
    onsetOf(
      potentialsOf(recipe),
      tip.map(({ value }) => value),
      tip.map(({ error }) => error),
      level,
    ),
  );

/**
 * What the tip has around it, mol/m³ for a current in A: 4nFDr times that of a disc above an insulator, as the sample makes
 * it at a rate that the tip does not change. `calibration`: 1σ, as a part, of the approximation, the distance and the radius.
 */
export function concentrationPerCurrent(recipe: Recipe): { value: number; calibration: number } {
  const { radius, wallRatio } = discOf(recipe);
  const L = mapDistance(recipe) / radius;
  const law = insulatorLaw(wallRatio);
  const far =
    4 * numberOf(recipe, 'collectedElectrons') * FARADAY * numberOf(recipe, 'collectedDiffusion') * radius;
  const spread = numberOf(recipe, 'distanceError') / radius;
  const byDistance = (law(L + spread) - law(Math.max(0, L - spread))) / 2 / law(L);
  const byRadius = numberOf(recipe, 'pipetteRadiusError') / radius;
  return {
    value: 1 / (far * law(L)),
    calibration: Math.hypot(ACCURACY.insulator / NORMAL_95, byDistance, byRadius),
  };
}
