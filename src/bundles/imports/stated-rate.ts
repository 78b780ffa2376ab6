/** Scan rates in what people and programs wrote: `dE/dt 100 mV/s`, `5 mVs-1`, `CV_0050mVs_2.csv`. */
import { headerNumber } from './cells';
import type { ScanRateSource } from './recorded-voltammogram';
import { unitOf } from './units';

/** A rate, V/s, and where it was read. */
export interface StatedRate {
  readonly rate: number;
  readonly from: ScanRateSource;
}

const RATE =
  /(\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?)[\s_]*([mµμu]?)[Vv](?:[\s_.·-]*\/[\s_]*s(?:ec)?|[\s_.·-]*s(?:ec)?(?:\^?[-⁻][1¹]?)?)(?![A-Za-z])/g;
const BARE = /scan[\s_-]*rate[\s_:=-]*(\d+(?:[.,]\d+)?)(?![\d.,]*[\s_]*[mµμu]?[Vv])/i;

/** The different rates, V/s, that a text names together with their unit. */
export function ratesIn(text: string): number[] {
  const rates = [...text.matchAll(RATE)].map(
    ([, value, prefix = '']) => (headerNumber(value) ?? NaN) * (unitOf(`${prefix}V/s`)?.factor ?? NaN),
  );
  return [...new Set(rates)].filter((rate) => rate > 0);
}

/** The words of a text that name a scan rate but no unit; null where there are none. */
export const rateWithoutUnit = (text: string): string | null => BARE.exec(text)?.[0] ?? null;

/** A header's number in a header's unit as a rate; null where either is missing or another quantity. */
export function headerRate(value: string | undefined, unit: string): StatedRate | null {
  const number = headerNumber(value);
  const known = unitOf(unit);
  if (number === null || !(number > 0) || known?.quantity !== 'scan rate') return null;
  return { rate: number * known.factor, from: 'header' };
}

/** Relative difference above which two rates contradict each other. */
const SAME = 0.05;

export const sameRate = (a: number, b: number): boolean => Math.abs(a / b - 1) <= SAME;

const UNCERTAIN = 'The scan rate is uncertain: ';

/** Whether a remark asks for the scan rate. */
export const isAsking = (remark: string): boolean => remark.startsWith(UNCERTAIN);

export interface ChosenRate {
  readonly rate: number | null;
  readonly from: ScanRateSource | null;
  readonly remarks: readonly string[];
}

const ORDER: readonly ScanRateSource[] = ['header', 'notes', 'name', 'time'];
const WORDS: Readonly<Record<ScanRateSource, string>> = {
  header: 'the header',
  notes: 'the notes',
  name: 'the file’s name',
  time: 'the times of the points',
};

export const inWords = (rate: number): string => `${String(Number((1e3 * rate).toPrecision(4)))} mV/s`;

/** The rate where all that was found agrees, else none; a rate that nobody stated as such is remarked. */
export function chooseRate(stated: readonly StatedRate[]): ChosenRate {
  const sorted = [...stated].sort((a, b) => ORDER.indexOf(a.from) - ORDER.indexOf(b.from));
  const [first, ...others] = sorted;
  if (!first) return { rate: null, from: null, remarks: [] };
  const other = others.find(({ rate }) => !sameRate(rate, first.rate));
  if (other) {
    const both = `${WORDS[first.from]} ${inWords(first.rate)} and ${WORDS[other.from]} ${inWords(other.rate)}`;
    return { rate: null, from: null, remarks: [`${UNCERTAIN}by ${both}. State it.`] };
  }
  const derived = first.from === 'name' || first.from === 'time';
  return {
    rate: first.rate,
    from: first.from,
    remarks: derived ? [`The scan rate, ${inWords(first.rate)}, comes from ${WORDS[first.from]}.`] : [],
  };
}
