/**
 * A voltammogram that another instrument recorded at a single electrode, as its file tells it: nothing resampled,
 * nothing smoothed, no sign changed. What had to be decided on the way stands in its remarks.
 */

export type RecordedFormat =
  'palmsens-csv' | 'palmsens-session' | 'gamry-dta' | 'biologic-mpt' | 'chi-text' | 'nova-text' | 'echemdb';

/** A file as somebody opened it. */
export interface ImportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is known of the sign of a current. */
export interface Polarity {
  readonly anodic: 'positive' | 'negative' | 'unknown';
  /** Where that knowledge comes from, as a sentence for people. */
  readonly source: string;
}

/** Where a scan rate was found; `name` is the name of the file. */
export type ScanRateSource = 'header' | 'notes' | 'name' | 'time';

export interface RecordedVoltammogram {
  /** File, and the curve in it where it holds several. */
  readonly name: string;
  readonly format: RecordedFormat;
  /** V, in the order of recording. */
  readonly potential: Float64Array;
  /** A, signed as in the file; as long as `potential`. */
  readonly current: Float64Array;
  /** s, as long as `potential`; null where the file has none. */
  readonly time: Float64Array | null;
  /** V/s, positive; null where the file does not say, or contradicts itself. */
  readonly scanRate: number | null;
  readonly scanRateFrom: ScanRateSource | null;
  /** The file's own number of the scan, cycle or curve; counted from 1 where only the potential tells cycles apart. */
  readonly scan: number | null;
  /** The reference electrode by the file's name for it. */
  readonly reference: string | null;
  readonly polarity: Polarity;
  /** Sentences for people: what was left out, what looks odd, where numbers come from. */
  readonly remarks: readonly string[];
}

/** The same voltammogram with the other sign of current, for analyses. The arrays of `recorded` stay as they are. */
export function withReversedCurrent(recorded: RecordedVoltammogram): RecordedVoltammogram {
  const { anodic, source } = recorded.polarity;
  return {
    ...recorded,
    current: recorded.current.map((value) => -value),
    polarity: {
      anodic: anodic === 'unknown' ? anodic : anodic === 'positive' ? 'negative' : 'positive',
      source,
    },
    remarks: [...recorded.remarks, 'For the analysis the sign of the current was reversed.'],
  };
}
