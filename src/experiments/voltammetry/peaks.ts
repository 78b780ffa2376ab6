/** Peaks that were found in voltammograms, without a model: their maps, their numbers, and their tables. */
import { thermal } from '../../kinetics/constants';
import { foundPeaks, type FoundPeak } from '../../kinetics/sweeps/found-peaks';
import type { Wave } from '../../kinetics/sweeps/wave';
import { count, fixed, quantity, significant, withError } from '../../quantity';
import type { MapSpec, MeasuredMaps, Reduction } from '../experiment';
import type { Table } from '../shown';
import { medianOf, sortedNumbers } from '../results/findings';
import { MILLIVOLT, numberMap, PICOAMPERE, VOLT } from '../results/map-specs';
import { emptyReduction, exact } from '../results/reduction';

const FEMTOCOULOMB = { unit: 'fC', factor: 1e15 } as const;
const COUNT = { unit: '', factor: 1 } as const;

export type Sense = 'anodic' | 'cathodic';
const SENSES = ['anodic', 'cathodic'] as const satisfies readonly Sense[];
/** Peaks of a sweep that have maps, the most prominent first. */
const RANKS = [1, 2] as const;

/** Maps of the found peaks; the rate axis counts upward. */
export function peakMaps(rates: readonly number[]): readonly MapSpec[] {
  const axis = { name: 'scan_rate', unit: 'V/s', values: [...rates].sort((a, b) => a - b) };
  return [
    numberMap({ name: 'peak_separation', title: 'Peak separation', unit: 'V', shown: MILLIVOLT, axis }),
    ...SENSES.flatMap((sense) => [
      numberMap({
        name: `peaks_${sense}`,
        title: `Peaks, ${sense}`,
        unit: '',
        shown: COUNT,
        axis,
        errors: false,
      }),
      ...RANKS.flatMap((rank) => {
        const of = (quality: Quality): MapSpec =>
          numberMap({
            name: nameOf(quality, sense, rank),
            title: `${rank === 1 ? 'Peak' : 'Second peak'}, ${sense}, ${quality}`,
            ...QUALITIES[quality],
            axis,
          });
        return (Object.keys(QUALITIES) as Quality[]).map(of);
      }),
    ]),
  ];
}

const QUALITIES = {
  potential: { unit: 'V', shown: VOLT },
  height: { unit: 'A', shown: PICOAMPERE },
  area: { unit: 'C', shown: FEMTOCOULOMB, errors: false },
  prominence: { unit: 'A', shown: PICOAMPERE },
} as const;
type Quality = keyof typeof QUALITIES;

const nameOf = (quality: Quality, sense: Sense, rank: (typeof RANKS)[number]): string =>
  `${rank === 1 ? 'peak' : 'second_peak'}_${quality}_${sense}`;

/** A voltammogram's peaks; of a rate that was recorded twice only the first time counts. */
export interface PeaksOfWave {
  readonly scanRate: number;
  readonly label: string;
  readonly anodic: readonly FoundPeak[];
  readonly cathodic: readonly FoundPeak[];
}

export const peaksOfWaves = (
  waves: readonly { readonly wave: Wave; readonly label: string }[],
  temperature: number,
): PeaksOfWave[] =>
  waves.map(({ wave, label }) => {
    const peaks = wave.clipped ? [] : foundPeaks(wave, thermal(temperature));
    return {
      scanRate: wave.scanRate,
      label,
      anodic: peaks.filter((p) => p.height.value > 0),
      cathodic: peaks.filter((p) => p.height.value < 0),
    };
  });

/** Distance of the most prominent peaks of both senses, V; null without both. */
export function separationOf({ anodic: [up], cathodic: [down] }: PeaksOfWave) {
  if (!up || !down) return null;
  return {
    value: up.potential.value - down.potential.value,
    error: Math.hypot(up.potential.error, down.potential.error),
  };
}

/** Numbers of the peak maps; the reason is the caller's. */
export function peakReduction(
  peaks: readonly PeaksOfWave[],
  maps: readonly MapSpec[],
): Omit<Reduction, 'reason'> {
  const { reduction, write } = emptyReduction(maps);
  maps[0]?.axis?.values.forEach((rate, plane) => {
    const wave = peaks.find((p) => p.scanRate === rate);
    if (!wave) return;
    write('peak_separation', separationOf(wave), plane);
    for (const sense of SENSES) {
      write(`peaks_${sense}`, exact(wave[sense].length), plane);
      for (const rank of RANKS) {
        const peak = wave[sense][rank - 1];
        if (!peak) continue;
        write(nameOf('potential', sense, rank), peak.potential, plane);
        write(nameOf('height', sense, rank), peak.height, plane);
        write(nameOf('area', sense, rank), exact(peak.area), plane);
        write(nameOf('prominence', sense, rank), peak.prominence, plane);
      }
    }
  });
  return reduction;
}

const COLUMNS = ['E, V', 'height, pA', 'area, fC', 'prom., pA'] as const;

/** As they are written on voltammograms: `pa1`, `pc2`. */
const peakText = (sense: Sense, rank: number): string => `p${sense.charAt(0)}${String(rank)}`;

/** All peaks of a visit, one a row. */
export function peakTable(peaks: readonly PeaksOfWave[]): Table {
  const rows = peaks.flatMap((wave) =>
    SENSES.flatMap((sense) =>
      wave[sense].map((peak, k) => [
        wave.label,
        peakText(sense, k + 1),
        withError(peak.potential.value, peak.potential.error),
        withError(peak.height.value * 1e12, peak.height.error * 1e12),
        significant(peak.area * 1e15),
        significant(peak.prominence.value * 1e12),
      ]),
    ),
  );
  return { title: 'Peaks found', columns: ['sweep', 'peak', ...COLUMNS], rows };
}

/** The peaks over all points: medians, and at how many points each was found. */
export function peakSummary({ plane }: MeasuredMaps, rates: readonly number[]): Table {
  const rows = rates.flatMap((rate, k) =>
    SENSES.flatMap((sense) =>
      RANKS.flatMap((rank) => {
        const numbers = (quality: Quality) => sortedNumbers(plane(nameOf(quality, sense, rank), k));
        const found = numbers('potential');
        if (found.length === 0) return [];
        const middle = (quality: Quality): string =>
          significant(medianOf(numbers(quality)).value * QUALITIES[quality].shown.factor);
        return [
          [
            rateText(rate),
            peakText(sense, rank),
            count(found.length),
            fixed(medianOf(found).value, 3),
            middle('height'),
            middle('area'),
            middle('prominence'),
          ],
        ];
      }),
    ),
  );
  return { title: 'Peaks found, medians', columns: ['rate', 'peak', 'n', ...COLUMNS], rows };
}

/** A scan rate as people write it: `10 mV/s`, `25 V/s`. */
export const rateText = (rate: number): string =>
  rate < 1
    ? quantity(String(Number((rate * 1e3).toPrecision(6))), 'mV/s')
    : quantity(String(Number(rate.toPrecision(6))), 'V/s');

/** A scan rate in names: `10mV`, `25V`. */
export const rateKey = (rate: number): string =>
  rate < 1 ? `${String(Number((rate * 1e3).toPrecision(6)))}mV` : `${String(Number(rate.toPrecision(6)))}V`;
