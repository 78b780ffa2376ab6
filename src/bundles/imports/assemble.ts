/** From what a format's reader found to voltammograms: splits, checks, the scan rate, and the remarks. */
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import { counted } from './counted';
import { looksReversed, unevenSteps } from './oddities';
import { unsteadyRate } from './steadiness';
import type { Polarity, RecordedFormat, RecordedVoltammogram } from './recorded-voltammogram';
import { chooseRate, rateWithoutUnit, ratesIn, type StatedRate } from './stated-rate';
import { cycleStarts, rangeOf, rateOfTimes, turnsOf } from './sweeps';

/** What holds for the whole file. */
export interface FileFacts {
  readonly name: string;
  readonly format: RecordedFormat;
  readonly polarity: Polarity;
  readonly reference: string | null;
  /** Rates of the header, in V/s. */
  readonly headerRates: readonly StatedRate[];
  /** What people wrote into the file. */
  readonly notes: string;
  readonly remarks: readonly string[];
}

export interface FoundCurve {
  /** Name of the curve in its file; empty where there is only one. */
  readonly title: string;
  readonly potential: Float64Array;
  readonly current: Float64Array;
  readonly time: Float64Array | null;
  readonly scan: number | null;
  readonly remarks: readonly string[];
}

/** Fewer points are no voltammogram. */
const FEWEST_POINTS = 3;
/** V; a potential that moves less was held, not swept. */
const SMALLEST_WINDOW = 0.005;

/** Fewer points from turn to turn, and more turns than a few, are no sweeps. */
const FEWEST_ON_A_SWEEP = 4;
const MANY_TURNS = 3;

/** Voltammograms of a file; a fault where no curve of it is one. */
export function assemble(
  facts: FileFacts,
  found: readonly FoundCurve[],
): Result<readonly RecordedVoltammogram[], Fault> {
  const usable = found.filter((curve) => refusalOf(curve) === null);
  if (usable.length === 0) {
    const [first] = found;
    return err(fault('import-unreadable', (first && refusalOf(first)) ?? 'The file holds no points.'));
  }
  const refused = found.flatMap((curve) => {
    const reason = refusalOf(curve);
    return reason === null ? [] : [`Left out ${curve.title || 'a curve'}: ${reason}`];
  });
  const shared = [...facts.remarks, ...refused];
  return ok(usable.map((curve) => voltammogram(facts, curve, shared, found.length > 1)));
}

/** The same curve cut where its potential begins another cycle, for files that do not number their cycles. */
export function splitCycles(curve: FoundCurve): readonly FoundCurve[] {
  if (jumps(curve.potential)) return [curve];
  const starts = cycleStarts(curve.potential);
  if (starts.length === 1) return [curve];
  return starts.map((from, k) => {
    const to = starts[k + 1] ?? curve.potential.length;
    return {
      ...curve,
      title: [curve.title, `cycle ${String(k + 1)}`].filter((part) => part !== '').join(', '),
      potential: curve.potential.slice(from, to),
      current: curve.current.slice(from, to),
      time: curve.time?.slice(from, to) ?? null,
      scan: k + 1,
    };
  });
}

function refusalOf({ potential, time }: FoundCurve): string | null {
  if (potential.length === 0) return 'The file holds no points.';
  if (potential.length < FEWEST_POINTS) {
    const points = potential.length === 1 ? 'is only a single point' : 'are only 2 points';
    return `There ${points}; a voltammogram needs at least ${String(FEWEST_POINTS)}.`;
  }
  const { low, high } = rangeOf(potential);
  if (high - low < SMALLEST_WINDOW) {
    return `The potential moves by ${(1e3 * (high - low)).toFixed(2)} mV only: it was held, not swept.`;
  }
  if (jumps(potential)) {
    const turns = counted(turnsOf(potential).length, 'time');
    return `The potential turns ${turns} in ${String(potential.length)} points: it was not swept.`;
  }
  return time && unsteadyRate(potential, time);
}

/** Whether a potential jumps to and fro, as pulses and mixed-up columns do. */
function jumps(potential: Float64Array): boolean {
  const turns = turnsOf(potential).length;
  return turns > MANY_TURNS && potential.length < FEWEST_ON_A_SWEEP * (turns + 1);
}

function voltammogram(
  facts: FileFacts,
  curve: FoundCurve,
  shared: readonly string[],
  several: boolean,
): RecordedVoltammogram {
  const { potential, current, time } = curve;
  const rate = chooseRate([...statedRates(facts), ...timedRate(curve)]);
  const bare = rate.from === 'header' ? null : rateWithoutUnit(facts.notes);
  const uneven = unevenSteps(potential);
  return {
    name: several && curve.title !== '' ? `${facts.name}, ${curve.title}` : facts.name,
    format: facts.format,
    potential,
    current,
    time,
    scanRate: rate.rate,
    scanRateFrom: rate.from,
    scan: curve.scan,
    reference: facts.reference,
    polarity: facts.polarity,
    remarks: [
      ...shared,
      ...curve.remarks,
      ...rate.remarks,
      ...(bare === null ? [] : [`The notes say “${bare}” without a unit; that was not used.`]),
      ...(uneven === null ? [] : [uneven]),
      ...(looksReversed(potential, current) === true
        ? [
            turnsOf(potential).length > 0
              ? 'The current runs lower on rising than on falling potential, as it does where cathodic currents are positive.'
              : 'The current runs against the direction of the sweep, as it does where cathodic currents are positive.',
          ]
        : []),
    ],
  };
}

/** The header's rates, else those of the notes and the file's name. */
function statedRates(facts: FileFacts): readonly StatedRate[] {
  if (facts.headerRates.length > 0) return facts.headerRates;
  return [
    ...ratesIn(facts.notes).map((rate) => ({ rate, from: 'notes' as const })),
    ...ratesIn(facts.name).map((rate) => ({ rate, from: 'name' as const })),
  ];
}

function timedRate({ potential, time }: FoundCurve): readonly StatedRate[] {
  const rate = time && rateOfTimes(potential, time);
  return rate === null ? [] : [{ rate, from: 'time' }];
}
