import type { Analysis } from '../experiments/recipe/analysis';
import type { Expectation, Findings, MapSpec, Path, Recipe, TrackTrace } from '../experiments/experiment';
import type { PixelDetail } from '../experiments/shown';
import type { MeasuredPlane } from '../experiments/results/findings';
import type { Clusters } from '../maps/clusters';
import type { Fault } from '../fault';
import type { ScanRateSource } from '../bundles/imports/recorded-voltammogram';
import type { BridgeState, Capabilities, Identity, LinkStatistics, Simulation } from '../devices/instrument';
import type { DeviceIds } from '../devices/transport/candidate';
import type { Picture, PictureFile } from '../maps/picture';
import type { KeptWorkspace } from '../maps/workspace';
import type { HopStatus } from '../records/hop';
import type { Result } from '../result';

/** What travels between the window and the workers: plain data, and the functions that each worker offers. */

export type ConnectChoice =
  | { readonly kind: 'simulated'; readonly sample: string; readonly seed: number; readonly clock: number }
  /** A device that the window has asked permission for; the worker finds it among the granted ones. */
  | {
      readonly kind: 'serial' | 'usb';
      /** The kind of device that was chosen; without it every granted one is asked. */
      readonly device?: DeviceIds;
      /** Serial number of the bridge that is taken where several answer. */
      readonly preferred?: string;
    };

export type CheckName =
  | 'Permission'
  | 'Port'
  | 'Identity'
  | 'Language version'
  | 'Clock'
  | 'Capabilities'
  | 'Memory'
  | 'Watchdog'
  | 'Noise'
  | 'Height';

/** Something that is made sure of before the probe moves. */
export interface Check {
  readonly name: CheckName;
  readonly state: 'waiting' | 'passed' | 'warning' | 'failed';
  readonly words: string;
  /** What to do about it; null where nothing is. */
  readonly remedy: string | null;
}

export interface InstrumentSummary {
  readonly identity: Identity;
  readonly capabilities: Capabilities;
  readonly link: string;
}

export type Phase =
  /** `disconnected` and `connecting` are before there is an instrument; the others hold one. */
  | 'disconnected'
  | 'connecting'
  | 'ready'
  /** A run is being prepared; Stop ends that too. */
  | 'starting'
  | 'running'
  | 'pausing'
  | 'paused'
  | 'stopping'
  /** The scan is over, the probe is up, the last pixels are still being analysed. */
  | 'analysing'
  /** The link is lost in a run; the device is looked for until it is found or the person stops the run. */
  | 'reconnecting'
  /** A run was interrupted and its bridge has stopped: it goes on when a person says so. */
  | 'waiting'
  /** The bridge is in SAFE or FAULT: only a reset goes on from here. */
  | 'safe';

export interface RunProgress {
  readonly id: string;
  readonly experiment: string;
  readonly recipe: Recipe;
  readonly hopsDone: number;
  readonly hopsTotal: number;
  readonly secondsLeft: number;
  readonly bytesKept: number;
  readonly finished: boolean;
  readonly stopped: boolean;
}

export interface Status {
  readonly phase: Phase;
  readonly instrument: InstrumentSummary | null;
  /** As the bridge said last; null while none is connected. */
  readonly bridge: BridgeState | null;
  readonly watchdog: number;
  /** Of the last connection and the last start; empty before the first. */
  readonly checks: readonly Check[];
  /** The run at work or the last one; its data stay until another starts. */
  readonly run: RunProgress | null;
  /** Last fault, until the next action. */
  readonly fault: Fault | null;
  /** ms from the request to `ABORt` on the wire, and until z was verified, of the last Stop. */
  readonly stop: { readonly onWire: number; readonly verified: number } | null;
  /** Bytes that the storage still has where they may not do for the rest of the run and its file; else null. */
  readonly spaceShort: { readonly left: number; readonly needed: number } | null;
}

/** One visited pixel: for every plane (`planesOf` order) value, noise 1σ, calibration 1σ. */
export interface PixelMessage {
  readonly hop: number;
  readonly row: number;
  readonly column: number;
  /** Which of the run's programs it went by, from 0. */
  readonly program: number;
  readonly status: HopStatus;
  readonly values: Float64Array;
  readonly noise: Float64Array;
  readonly calibration: Float64Array;
}

export type AcquisitionEvent =
  | { readonly kind: 'status'; readonly status: Status }
  | { readonly kind: 'pixels'; readonly pixels: readonly PixelMessage[] };

/** A pixel to be looked at. */
export interface AskedPixel {
  readonly row: number;
  readonly column: number;
  /** The program whose visit is meant; any where it is left out. */
  readonly program?: number | undefined;
}

/** A visit that was looked at. */
export interface InspectedVisit {
  readonly detail: PixelDetail;
  /** Which of the pixel's visits it is, from 1, and how many there are. */
  readonly visit: number;
  readonly visits: number;
}

/** A journal in the private file system that no tab is writing. */
export interface KeptRun {
  /** Name of the journal. */
  readonly name: string;
  /** The simulated sample of its instrument where that was in the page; null for one behind a link. */
  readonly simulation: Simulation | null;
  readonly title: string;
  readonly startedAt: string;
  /** How it ended; null when it was cut off. */
  readonly end: 'finished' | 'stopped' | 'failed' | null;
  readonly hopsDone: number;
  readonly hopsTotal: number;
  readonly bytes: number;
  /** Bytes of an incomplete record at the end, which stay unread. */
  readonly tornBytes: number;
}

/** Offered by the acquisition worker. All of it is for the window; nothing here throws. */
export interface AcquisitionApi {
  subscribe: (listener: (event: AcquisitionEvent) => void) => void;
  connect: (choice: ConnectChoice) => Promise<Result<InstrumentSummary, Fault>>;
  disconnect: () => Promise<void>;
  start: (experiment: string, recipe: Recipe) => Promise<Result<string, Fault>>;
  /** Goes on with a run from its journal, by name: measures the points that are left. */
  resumeKept: (journal: string) => Promise<Result<string, Fault>>;
  /** At the next hop boundary. */
  pause: () => Promise<Result<void, Fault>>;
  resume: () => Promise<Result<void, Fault>>;
  /** Adds a point at a place, m, to the run at work: it is visited next. A list of points grows by it, a map has one more visit. */
  addPoint: (place: { readonly x: number; readonly y: number }) => Promise<Result<void, Fault>>;
  stop: () => Promise<Result<void, Fault>>;
  /**
   * A Stop may follow within so many ms: until it does nothing of the run is read, kept or analysed, so that it finds its
   * way free. The bridge holds its records meanwhile.
   */
  awaitStop: (ms: number) => void;
  /** Leaves SAFE or FAULT. */
  reset: () => Promise<Result<void, Fault>>;
  /** By the recipe's settings, or by others. */
  inspect: (pixel: AskedPixel, settings?: Recipe) => Promise<Result<InspectedVisit, Fault>>;
  /** What a checked recipe promises on the connected instrument; on the simulated one where none is connected. */
  expect: (experiment: string, recipe: Recipe) => Promise<Result<Expectation, Fault>>;
  /** What a run says as a whole; planes in the order of `planesOf`, the track as it is or by the run at work that has it. */
  findings: (
    experiment: string,
    recipe: Recipe,
    path: Path,
    planes: readonly MeasuredPlane[],
    track: TrackTrace | { readonly run: string },
  ) => Promise<Result<Findings, Fault>>;
  /** Notes an analysis in the journal of a run that has ended, so that its bundle has it whenever it is made. */
  keepAnalysis: (run: string, analysis: Analysis) => Promise<Result<void, Fault>>;
  /** Of the link, also when it is gone; null before the first. */
  linkStatistics: () => Promise<LinkStatistics | null>;
  /**
   * The same with who was on the line, what was said and what happened when, as text for a bug report. `program` is what
   * this runs in, e.g. the browser's name.
   */
  linkReport: (program: string) => Promise<string>;
  /** Every pixel of a run as it was told; empty when it is not the run at work or the last one. */
  pixels: (run: string) => Promise<readonly PixelMessage[]>;
}

/** A bundle or a recovered journal, opened to be looked at as if it had just been measured. */
export interface OpenedRun {
  /** UUID of the run. */
  readonly id: string;
  readonly title: string;
  readonly experiment: string;
  readonly recipe: Recipe;
  readonly instrument: string;
  readonly simulated: boolean;
  readonly startedAt: string;
  readonly path: Path;
  /** In the order in which they were made. */
  readonly analyses: readonly AnalysedPixels[];
  /** Name of the analysis that is shown first. */
  readonly shown: string;
  /** What a person has made of the maps; null where nothing. */
  readonly workspace: KeptWorkspace | null;
  readonly track: TrackTrace;
  readonly hopsTotal: number;
}

/** An analysis and the numbers of every pixel by it. */
export interface AnalysedPixels extends Analysis {
  readonly pixels: readonly PixelMessage[];
}

/** How a run is looked at while it is saved. */
export interface ShownAs {
  /** Name of the analysis whose maps other programs show. */
  readonly analysis: string;
  /** What a person has made of the maps; null where nothing. */
  readonly workspace: KeptWorkspace | null;
}

/** A plane of a map as it is looked at, SI. */
export interface ShownPlane {
  readonly map: MapSpec;
  /** Place on the map's own axis. */
  readonly plane: number;
  readonly values: Float32Array;
  /** 1σ. */
  readonly noise: Float32Array;
  readonly calibration: Float32Array;
}

/** What is saved for other programs: any number of planes for Gwyddion, or one as a simple field or a table. */
export type ShownMaps =
  | { readonly format: 'gwy'; readonly planes: readonly ShownPlane[] }
  | { readonly format: 'gsf' | 'tsv'; readonly plane: ShownPlane };

export type ExportProgress = (done: number, total: number) => void;

/** Offered by the bundle worker. */
export interface BundleApi {
  /**
   * Turns the journal of a run into an HDF5 file in the private file system, then streams it into `target`, or answers it
   * as a file to download. It holds all analyses of the run. Pixels of
   * the standard analysis that are `known` are not computed again.
   */
  exportRun: (
    journal: string,
    known: readonly PixelMessage[],
    shown: ShownAs,
    target: FileSystemFileHandle | null,
    progress: ExportProgress,
  ) => Promise<Result<{ readonly bytes: number; readonly file: File | null }, Fault>>;
  /** The same of the file that is open. */
  exportOpened: (
    shown: ShownAs,
    target: FileSystemFileHandle | null,
    progress: ExportProgress,
  ) => Promise<Result<{ readonly bytes: number; readonly file: File | null }, Fault>>;
  /** Analyses a run again, by its journal or, for null, the file that is open; it becomes part of every bundle of it. */
  recalculate: (
    journal: string | null,
    analysis: Analysis,
    progress: ExportProgress,
  ) => Promise<Result<readonly PixelMessage[], Fault>>;
  /** Ends a recalculation; nothing comes of it. */
  cancelRecalculation: () => Promise<void>;
  /** Journals that no tab is writing, the newest first. */
  kept: () => Promise<readonly KeptRun[]>;
  /** Deletes a journal that no tab is writing. */
  discard: (name: string) => Promise<Result<void, Fault>>;
  /** The journal itself, as it is. */
  exportJournal: (
    journal: string,
    target: FileSystemFileHandle | null,
  ) => Promise<Result<{ readonly bytes: number; readonly file: File | null }, Fault>>;
  /** What the sample was driven through, as a table of a run by its journal or, for null, of the file that is open. */
  exportTrack: (
    journal: string | null,
    target: FileSystemFileHandle | null,
  ) => Promise<Result<{ readonly bytes: number; readonly file: File | null }, Fault>>;
  /** Maps as they are looked at, in the format of another program; the grid has the pixel centres, m. */
  exportMaps: (
    maps: ShownMaps,
    grid: Pick<Path, 'x' | 'y'>,
    target: FileSystemFileHandle | null,
  ) => Promise<Result<{ readonly bytes: number; readonly file: File | null }, Fault>>;
  /** Opens a `.h5` bundle or a journal file. */
  open: (file: File) => Promise<Result<OpenedRun, Fault>>;
  /** The maps of a file beside the one that is open, which stays so. */
  readMaps: (file: File) => Promise<Result<OpenedRun, Fault>>;
  /** Reads a micrograph, PNG, TIFF or JPEG. */
  readPicture: (file: PictureFile) => Promise<Result<Picture, Fault>>;
  /** As `clustersOf`. */
  clusters: (maps: readonly Float32Array[], most: number, seed: number) => Promise<Clusters | null>;
  inspect: (pixel: AskedPixel, settings?: Recipe) => Promise<Result<InspectedVisit, Fault>>;
}

/** What a person tells of recorded voltammograms. SI; null where nothing was told. */
export interface RecordedSettings {
  readonly area: number | null;
  readonly concentration: number | null;
  /** One standard deviation of each. */
  readonly areaError: number;
  readonly concentrationError: number;
  readonly temperature: number;
  readonly electrons: number;
  /** V/s by name of the file, in place of the file's own. */
  readonly rates: Readonly<Record<string, number>>;
}

/** A file with recorded voltammograms, for people. */
export interface RecordedFile {
  readonly name: string;
  /** Which curves of it are used. */
  readonly used: string;
  /** V/s as the file states it, and where; null where it has none, or several. */
  readonly scanRate: number | null;
  readonly rateFrom: ScanRateSource | null;
  /** Not every curve has a rate: one has to be told. */
  readonly unrated: boolean;
  /** Sign of the currents. */
  readonly polarity: string;
  readonly remarks: readonly string[];
}

export interface RecordedView {
  readonly files: readonly RecordedFile[];
  /** Of the files that cannot be read, a line each; null where all can. */
  readonly refused: Fault | null;
  readonly detail: PixelDetail;
}

/** Reads recorded voltammograms and analyses them; offered by the bundle worker. */
export interface RecordedApi {
  /** What was open before stays so where none of the files can be read. */
  openRecorded: (files: readonly File[], settings: RecordedSettings) => Promise<Result<RecordedView, Fault>>;
  /** The open ones again, with other settings. */
  analyseRecorded: (settings: RecordedSettings) => Promise<Result<RecordedView, Fault>>;
  closeRecorded: () => void;
}
