/**
 * Which of many recorded curves make a set over the scan rate: the first complete cycle of each rate, since a couple is
 * at rest only before it.
 */
import { group, rollup } from 'd3-array';
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import { condensed } from './condense';
import { counted } from './counted';
import { evened } from './even-steps';
import { looksReversed } from './oddities';
import { withReversedCurrent, type RecordedVoltammogram } from './recorded-voltammogram';
import { inWords, isAsking, sameRate } from './stated-rate';
import { rangeOf, turnsOf } from './sweeps';

/** A file that curves came from. */
export interface CurveFile {
  readonly name: string;
  /** V/s, where it states one rate for all of its curves. */
  readonly scanRate: number | null;
  /** No curve lacks its rate. */
  readonly rated: boolean;
}

export interface ChosenCurve {
  readonly recorded: RecordedVoltammogram;
  /** V/s. */
  readonly scanRate: number;
  /** Mean time from point to point, s. */
  readonly interval: number;
  /** The sign of the current is not that of the file. */
  readonly turned: boolean;
}

export interface ChosenCurves {
  /** Ascending by rate. */
  readonly curves: readonly ChosenCurve[];
  /** Sentences for people: what was chosen, and what files say of themselves. */
  readonly remarks: readonly string[];
}

/** Start and end of a complete cycle lie closer than this part of its window, and its window is nearly the widest. */
const CLOSED = 0.1;
const WHOLE = 0.9;

/** The files of `names` that gave curves, in their order. */
export function filesOf(recorded: readonly RecordedVoltammogram[], names: readonly string[]): CurveFile[] {
  return names.flatMap((name) => {
    const rates = recorded.filter((curve) => isOf(curve, name)).map((curve) => curve.scanRate);
    if (rates.length === 0) return [];
    const [first = null] = rates;
    return [
      {
        name,
        scanRate: rates.every((rate) => rate === first) ? first : null,
        rated: rates.every((rate) => rate !== null),
      },
    ];
  });
}

/** Whether a curve comes from the file of that name. */
export const isOf = ({ name }: RecordedVoltammogram, file: string): boolean =>
  name === file || name.startsWith(`${file}, `);

/**
 * `rates` holds a rate, V/s, for each of `files`; null stands for the file's own. A fault names the files without any.
 * Where anodic currents look negative the current is turned, and a remark says so.
 */
export function chooseCurves(
  recorded: readonly RecordedVoltammogram[],
  files: readonly CurveFile[],
  rates: readonly (number | null)[],
): Result<ChosenCurves, Fault> {
  const unrated = files.filter((file, k) => !file.rated && (rates[k] ?? null) === null);
  if (unrated.length > 0) {
    return err(
      fault(
        'value-invalid',
        `The scan rate is not known of ${unrated.map((file) => file.name).join(', ')}. Give it in V/s.`,
      ),
    );
  }
  const gaps: string[] = [];
  const curves = files.flatMap((file, k) =>
    recorded
      .filter((curve) => isOf(curve, file.name))
      .flatMap((curve): ChosenCurve[] => {
        const { recorded: even, gap } = evened(condensed(told(curve, rates[k] ?? null)));
        if (even) return [ratedCurve(even, rates[k] ?? curve.scanRate ?? NaN)];
        gaps.push(
          `${curve.name}: not used, since no points are there from ${gap.low.toFixed(3)} to ${gap.high.toFixed(3)} V.`,
        );
        return [];
      }),
  );
  if (curves.length === 0 && gaps.length > 0) return err(fault('import-unreadable', gaps.join(' ')));
  const chosen = [...group(curves, (curve) => curve.scanRate).values()]
    .flatMap(firstComplete)
    .sort((a, b) => a.scanRate - b.scanRate);
  return ok({ curves: chosen, remarks: [...gaps, ...remarksOf(chosen, curves.length)] });
}

/** The curve with a remark where a person has told another rate than its file. */
function told(curve: RecordedVoltammogram, rate: number | null): RecordedVoltammogram {
  if (rate === null) return curve;
  const { scanRate, remarks } = curve;
  const others = remarks.filter((remark) => !isAsking(remark));
  return scanRate === null || sameRate(scanRate, rate)
    ? { ...curve, remarks: others }
    : {
        ...curve,
        remarks: [
          ...others,
          `The file says ${inWords(scanRate)}; the scan rate that was told is used instead.`,
        ],
      };
}

function ratedCurve(found: RecordedVoltammogram, scanRate: number): ChosenCurve {
  const { potential, polarity } = found;
  const turned = looksReversed(potential, found.current) ?? polarity.anodic === 'negative';
  const ends = [0, ...turnsOf(potential), potential.length - 1];
  const path = ends
    .slice(1)
    .reduce((sum, end, k) => sum + Math.abs((potential[end] ?? NaN) - (potential[ends[k] ?? 0] ?? NaN)), 0);
  return {
    recorded: turned ? withReversedCurrent(found) : found,
    scanRate,
    interval: path / (potential.length - 1) / scanRate,
    turned,
  };
}

/** Of the curves of one rate the earliest complete ones; the earliest where none is complete. */
function firstComplete(curves: readonly ChosenCurve[]): readonly ChosenCurve[] {
  const widest = Math.max(...curves.map(windowOf));
  const complete = curves.filter(
    (curve) => isClosed(curve.recorded.potential) && windowOf(curve) >= WHOLE * widest,
  );
  const usable = complete.length > 0 ? complete : curves;
  const earliest = Math.min(...usable.map((curve) => curve.recorded.scan ?? 1));
  return usable.filter((curve) => (curve.recorded.scan ?? 1) === earliest);
}

function windowOf({ recorded }: ChosenCurve): number {
  const { low, high } = rangeOf(recorded.potential);
  return high - low;
}

function isClosed(potential: Float64Array): boolean {
  const { low, high } = rangeOf(potential);
  const gap = Math.abs((potential.at(-1) ?? NaN) - (potential[0] ?? NaN));
  return turnsOf(potential).length > 0 && gap <= CLOSED * (high - low);
}

function remarksOf(chosen: readonly ChosenCurve[], all: number): string[] {
  const left = all - chosen.length;
  const choice =
    left === 0
      ? []
      : [
          `Of ${counted(all, 'curve')} ${String(chosen.length)} ${chosen.length === 1 ? 'is' : 'are'} used, the first complete cycle of each scan rate: later cycles begin with what earlier ones have left.`,
        ];
  const open = chosen.filter(({ recorded }) => !isClosed(recorded.potential));
  return [
    ...choice,
    ...open.map(({ recorded }) => `${recorded.name}: no complete cycle; what is there is used.`),
    ...sharedRemarks(chosen),
  ];
}

/** Remarks of the curves, each once, with the names of those that it is about. */
const sharedRemarks = (chosen: readonly ChosenCurve[]): string[] =>
  [
    ...rollup(
      chosen.flatMap(({ recorded }) => recorded.remarks.map((remark) => ({ remark, name: recorded.name }))),
      (found) => found.map(({ name }) => name).join(', '),
      ({ remark }) => remark,
    ),
  ].map(([remark, names]) => `${names}: ${remark}`);
