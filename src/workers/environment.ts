/** What the acquisition needs of its surroundings: a browser's worker, a terminal, a test. */
import type { KnownVisit } from '../bundles/hop-index';
import type { JournalWriter } from '../bundles/journal-writer';
import type { HopNote, Note, RunHeader } from '../bundles/run';
import type { RecordBlock } from '../devices/instrument';
import type { Candidate } from '../devices/transport/candidate';
import type { NoiseTable } from '../experiments/landing/amplifier-noise';
import type { Expectation, Findings, Path, Recipe, Reduction, TrackTrace } from '../experiments/experiment';
import type { PixelDetail } from '../experiments/shown';
import type { MeasuredPlane } from '../experiments/results/findings';
import type { Fault } from '../fault';
import type { HopTraces } from '../records/hop';
import type { Result } from '../result';
import type { Measured } from './fits/fit';
import type { ConnectChoice } from './protocol';

export interface AcquisitionEnvironment {
  /** The devices that may be the chosen bridge, at least one. */
  readonly candidates: (choice: ConnectChoice) => Promise<Result<readonly Candidate[], Fault>>;
  /** The one lock of the instrument among all tabs; answers how to give it back. */
  readonly holdInstrument: () => Promise<Result<() => void, Fault>>;
  readonly createJournal: (header: RunHeader, expectedBytes: number) => Promise<Result<OpenJournal, Fault>>;
  /** Opens the journal of an earlier run, by its name, to append to it. */
  readonly reopenJournal: (name: string) => Promise<Result<UnfinishedJournal, Fault>>;
  /** Bytes that the storage still has; null where that is not known. */
  readonly freeBytes: () => Promise<number | null>;
  readonly analyst: Analyst;
}

/** Reduces and describes hops, `width` at a time. A reduction that breaks is all NaN with the reason; it never rejects. */
export interface Analyst {
  readonly width: number;
  readonly reduce: (run: Measured, hop: HopTraces) => Promise<Reduction>;
  readonly detail: (run: Measured, hop: HopTraces) => Promise<Result<PixelDetail, Fault>>;
  readonly expect: (
    experiment: string,
    recipe: Recipe,
    amplifier: NoiseTable,
  ) => Promise<Result<Expectation, Fault>>;
  readonly findings: (
    experiment: string,
    recipe: Recipe,
    path: Path,
    planes: readonly MeasuredPlane[],
    track: TrackTrace,
  ) => Promise<Result<Findings, Fault>>;
}

/** Where the records go; the journal of the bundles room behind the calls that a run needs. */
export interface Keeper {
  readonly bytes: () => number;
  readonly append: (records: RecordBlock) => Result<void, Fault>;
  readonly note: (note: Note) => Result<void, Fault>;
  readonly flush: () => Result<void, Fault>;
  /** All that is kept of one hop. */
  readonly traces: (hop: number) => HopTraces | null;
  /** What is noted of a visit, by hop id. */
  readonly visit: (hop: number) => HopNote | null;
}

/** A journal as `JournalWriter`, held until it is closed. */
export interface OpenJournal extends Keeper {
  readonly visits: () => readonly KnownVisit[];
  readonly reached: JournalWriter['reached'];
  readonly track: JournalWriter['track'];
  readonly hasTrack: JournalWriter['hasTrack'];
  readonly close: () => void;
}

/** A journal that was cut off, opened to be gone on with. */
export interface UnfinishedJournal {
  readonly header: RunHeader;
  readonly journal: OpenJournal;
  /** Bytes of an incomplete record that were cut away at its end. */
  readonly tornBytes: number;
}
