import type { Analysis } from '../experiments/recipe/analysis';
import type { Evaluation, MapSpec, Path, Recipe, TrackTrace } from '../experiments/experiment';
import type { Fault } from '../fault';
import type { KeptWorkspace } from '../maps/workspace';
import type { HopStatus, HopTraces } from '../records/hop';
import type { Result } from '../result';

/** The header of a journal: what was going to be measured, on what, by what. Plain JSON; enough to write a bundle. */
export interface RunHeader {
  readonly schema: 1;
  /** UUID; also the name of the journal. */
  readonly id: string;
  readonly title: string;
  readonly experiment: string;
  readonly recipe: Recipe;
  /** Steps as sent to the bridge, without `PROG:STEP `, and a label for people for each. */
  readonly program: readonly string[];
  readonly labels: readonly string[];
  readonly programHash: string;
  /** The program of the sample's track in the same form; left out where none runs. */
  readonly track?: {
    readonly program: readonly string[];
    readonly labels: readonly string[];
    readonly follow: boolean;
  };
  readonly path: Path;
  readonly instrument: {
    readonly identity: {
      readonly vendor: string;
      readonly model: string;
      readonly serial: string;
      readonly firmware: string;
      readonly languageVersion: string;
    };
    /** The bridge's capabilities as it sent them. */
    readonly capabilities: unknown;
    readonly simulation: { readonly sample: string; readonly seed: number } | null;
    /** Name of the link by which the run began; bundles and older journals do not have it. */
    readonly link?: string;
  };
  readonly software: { readonly name: string; readonly version: string };
  /** ISO 8601 with zone. */
  readonly createdAt: string;
}

/** Host notes between the records of a journal. */
export type Note =
  | {
      readonly kind: 'boot';
      readonly bootId: string;
      readonly wallClock: string;
      readonly bridgeSeconds: number;
      /** Number of the first record to come. */
      readonly nextRecord?: number;
    }
  | {
      readonly kind: 'hop';
      readonly id: number;
      /** Index into the path's points; −1 for a landing that only finds the surface again. */
      readonly point: number;
      readonly row: number;
      readonly column: number;
      readonly visit: number;
      readonly x: number;
      readonly y: number;
      readonly z: number | null;
    }
  | {
      readonly kind: 'drift';
      /** How far the sample has moved in so many seconds, m; null along an axis that was not measured. */
      readonly seconds: number;
      readonly x: number | null;
      readonly y: number | null;
      readonly z: number;
    }
  | {
      readonly kind: 'log';
      readonly wallClock: string;
      readonly level: 'info' | 'warning' | 'error';
      readonly message: string;
    }
  /** A visit that came to nothing by what was measured; its point is on the list of those that are visited again. */
  | {
      readonly kind: 'revisit';
      readonly wallClock: string;
      readonly hop: number;
      readonly outcome: 'missed' | 'spoilt';
      readonly why: string;
    }
  /** A person has added points in the course of the run: what its header says from then on. */
  | {
      readonly kind: 'added';
      readonly wallClock: string;
      readonly title: string;
      readonly recipe: Recipe;
      /** Its points are those alone that follow the former ones. */
      readonly path: Path;
    }
  /** An analysis that somebody made after the run; its maps are computed again from the records. */
  | ({ readonly kind: 'analysis'; readonly wallClock: string } & Analysis)
  | { readonly kind: 'end'; readonly wallClock: string; readonly reason: 'finished' | 'stopped' | 'failed' };

export type HopNote = Extract<Note, { kind: 'hop' }>;

/** The header of a run after points were added to it. */
export const grownHeader = (
  header: RunHeader,
  { title, recipe, path }: Extract<Note, { kind: 'added' }>,
): RunHeader => ({
  ...header,
  title,
  recipe,
  path: { ...path, points: [...header.path.points, ...path.points] },
});

/** A random-access file of bytes: private file system, disk or memory. Calls are synchronous, as in a worker. */
export interface ByteFile {
  readonly size: () => number;
  /** Fills `into` from `at`; answers how many bytes there were. */
  readonly read: (into: Uint8Array, at: number) => number;
  /** Throws when the storage is full or broken. */
  readonly write: (bytes: Uint8Array, at: number) => void;
  readonly truncate: (size: number) => void;
  readonly flush: () => void;
  readonly close: () => void;
}

/** What one step of the program recorded over a whole run. */
export interface StepExtent {
  readonly channelMask: number;
  /** Samples of the longest recording of this step in any hop. */
  readonly longest: number;
}

export interface VisitSaid {
  readonly status: HopStatus;
  /** Height at contact, m; NaN without one. */
  readonly contact: number;
}

/** A run that can be looked at: a journal or a bundle behind one face. */
export interface RunSource {
  readonly header: RunHeader;
  readonly hops: readonly HopNote[];
  /** Of every step that recorded anything, by its place in the program. */
  readonly extents: ReadonlyMap<number, StepExtent>;
  /**
   * Traces of one visit, by hop id; null when nothing complete was recorded. Throws when the storage can no longer be
   * read.
   */
  readonly traces: (hop: number) => HopTraces | null;
  /** What the sample's track recorded; throws as `traces` does. */
  readonly track: () => TrackTrace;
  /** What the file says of a visit by itself, by hop id; left out where that follows from the traces. */
  readonly visit?: (hop: number) => VisitSaid | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly log: readonly Extract<Note, { kind: 'log' }>[];
}

/** One map of a bundle: all planes one after the other, each row by row. */
export interface MapData {
  readonly spec: MapSpec;
  readonly data: Float64Array;
  readonly noise: Float64Array | null;
  readonly calibration: Float64Array | null;
}

/** An analysis and what came of it. */
export interface KeptAnalysis extends Analysis {
  readonly software: RunHeader['software'];
  /** When it was computed, ISO 8601; null where nobody said. */
  readonly date: string | null;
  /** Method, model and every parameter. */
  readonly parameters: ReturnType<Evaluation['analysis']>;
  readonly maps: readonly MapData[];
}

/** What was computed from a run. */
export interface Products {
  /** Null where nobody has made anything of the maps. */
  readonly workspace: KeptWorkspace | null;
  /** In the order in which they were made. */
  readonly analyses: readonly KeptAnalysis[];
  /** Name of the analysis whose maps other programs show. */
  readonly shown: string;
  readonly mainMap: string;
  /** Simulated runs: the maps as they truly are, by the same names, and which pixels lie across a boundary. */
  readonly truth: readonly MapData[] | null;
}

/** A bundle opened for reading. */
export interface BundleSource extends RunSource {
  /** What the bundle says of a visit, by hop id; `aborted` for a hop that it does not know. */
  readonly status: (hop: number) => HopStatus;
  /** Of the analysis that is shown. */
  readonly maps: readonly MapData[];
  readonly analyses: readonly KeptAnalysis[];
  readonly shown: string;
  readonly workspace: KeptWorkspace | null;
  readonly close: () => void;
}

export type Opened = Result<BundleSource, Fault>;
