import type { HopTraces } from '../records/hop';
import type { NoiseTable } from './landing/amplifier-noise';
import type { Step } from './program/step';
import type { ImagePlot, PixelDetail, Plot, Table, Timeline } from './shown';

/**
 * An experiment is a program over a path plus the maps that its records reduce to. A mode is one file that exports one
 * `Experiment` and its `Evaluation`; the machine, the files and the page know only these interfaces.
 */
export interface Experiment {
  /** Stable name in files and on the command line, e.g. `diffusion-map`. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly presets: readonly Preset[];
  /** The editable values, in the order of the form. */
  readonly fields: readonly Field[];
  /** Faults of the recipe as a whole (between fields), each naming the field it concerns. Empty when it can be run. */
  readonly problems: (recipe: Recipe) => readonly Problem[];
  readonly program: (recipe: Recipe) => Program;
  readonly path: (recipe: Recipe) => Path;
  /** How many points the path has of each program, known without making it. */
  readonly pointCounts: (recipe: Recipe) => readonly number[];
  readonly maps: (recipe: Recipe) => readonly MapSpec[];
  /** Name of the map that is drawn large first and that bundles name as default. */
  readonly mainMap: string;
  /** Numbers of a finished run that later runs can begin with. Never throws; what was not found is left out. */
  readonly handsOn?: (maps: MeasuredMaps, recipe: Recipe) => readonly HandedOn[];
}

/** What an experiment makes of its records and of its recipe. It draws on the kinetics, so the workers have it and the window has not. */
export interface Evaluation {
  /** Numbers of one visit for every map. Never throws; what is not there is NaN with a reason. */
  readonly reduce: (hop: HopTraces, recipe: Recipe, recorded: Recorded) => Reduction;
  /** Everything that a person wants to see of one visit. */
  readonly detail: (hop: HopTraces, recipe: Recipe, recorded: Recorded) => PixelDetail;
  /** What the whole run says, from its maps. Never throws; what is not there is left out. */
  readonly findings: (maps: MeasuredMaps, recipe: Recipe) => Findings | Promise<Findings>;
  /** What the recipe promises on an amplifier, before anybody scans. Takes up to a second. */
  readonly expect: (recipe: Recipe, amplifier: NoiseTable) => Expectation;
  /**
   * Method, model and parameters of `reduce`, for the bundle's analysis group: enough to compute the maps again. The value of
   * a field with `analysis` stands under the field's key in lower case with underscores.
   */
  readonly analysis: (recipe: Recipe) => Readonly<Record<string, number | string | readonly number[]>>;
}

/** What can be known of a run before it: the precision, the effects that it would show, what to think over first. */
export interface Expectation {
  /** In one line, e.g. `u(D) 0.3 % noise, 39 % calibration`. */
  readonly headline: string;
  readonly numbers: PixelDetail['numbers'];
  /** Whole sentences; nothing is refused for them. */
  readonly warnings: readonly string[];
}

/** The maps of a run, as far as it has come. */
export interface MeasuredMaps {
  readonly path: Path;
  /** A plane of a map, row by row from row 0, NaN where there is no number; empty where the run has no such map. */
  readonly plane: (map: string, plane?: number) => ArrayLike<number>;
  /** 1σ of its numbers, of noise and calibration together; NaN where neither is known. */
  readonly error: (map: string, plane?: number) => ArrayLike<number>;
  /** Empty arrays where no track ran. */
  readonly track: TrackTrace;
}

/** What a run says as a whole. */
export interface Findings {
  /** In one line; empty while nothing can be said. */
  readonly headline: string;
  readonly figures: readonly Figure[];
  readonly tables: readonly Table[];
  readonly plots: readonly Plot[];
  readonly timelines?: readonly Timeline[];
  readonly images?: readonly ImagePlot[];
  /** Whole sentences. */
  readonly warnings: readonly string[];
}

/** A number that a run ends in, and that can be compared with a published one. */
export interface Figure {
  /** Stable name, e.g. `peak_separation_10mV`. */
  readonly key: string;
  readonly label: string;
  readonly value: number;
  /** 95 % interval, where one is known. */
  readonly interval?: readonly [low: number, high: number];
  /** SI unit, ASCII. */
  readonly unit: string;
  readonly shown: MapSpec['shown'];
}

/** A number for the recipes of later runs: for all that have its key, and `<key>Error` for its error where there is one. */
export interface HandedOn extends Omit<Figure, 'interval'> {
  /** 1σ; NaN where none is known. */
  readonly error: number;
}

/** A recipe is flat, SI, and JSON. `schema` is the version of its keys. */
export type Recipe = Readonly<Record<string, number | string | readonly number[]>>;

export interface Preset {
  readonly id: string;
  readonly title: string;
  /** Publication and figure whose setting this is. */
  readonly source: string;
  /** Simulated sample that shows the effect. */
  readonly sample: string;
  /** By what mechanism the sample shows it, in a whole sentence. */
  readonly mechanism?: string;
  readonly recipe: Recipe;
  /** Numbers of the publication that a run on the simulated sample comes to. */
  readonly published?: readonly {
    /** Key of the figure among the findings. */
    readonly figure: string;
    /** What it is in the publication, with its place there. */
    readonly quantity: string;
    /** In the SI unit of the figure. */
    readonly value: number;
  }[];
}

/** One editable value of a recipe: how it is shown, what it means, and what is refused. */
export interface Field {
  readonly key: string;
  readonly group: string;
  readonly label: string;
  /** Unit shown to people; `factor` converts: shown = SI × factor. Empty for numbers without a unit. */
  readonly unit: string;
  readonly factor: number;
  readonly kind: 'number' | 'integer' | 'list' | 'points' | 'choice';
  readonly explanation: string;
  /**
   * Of a value that the analysis of records rests on, so that it can be changed when they are there already: its name on the
   * command line. Path and maps never depend on it. The levels and distances of a program may, as a withdrawal does on the
   * pipette's radius; records keep the program that they were made by.
   */
  readonly analysis?: string;
  /** Inclusive range in SI; for lists and points of each element. */
  readonly min: number;
  readonly max: number;
  /** Of account only where another value of the recipe is this one: forms leave it out otherwise. */
  readonly onlyFor?: { readonly key: string; readonly value: string };
  /** For `choice`: value in the recipe and label. */
  readonly choices?: readonly { readonly value: number | string; readonly label: string }[];
  /** For `list`: how many elements at least and at most; for `points`, whose x and y stand one after the other, how many points. */
  readonly length?: readonly [min: number, max: number];
}

export interface Problem {
  readonly key: string;
  readonly message: string;
}

/** One program, or several one after the other, each closed by its `END`; points say which is theirs. */
export interface Program {
  readonly steps: readonly Step[];
  /** A label for people per step, e.g. `20 V/s`. */
  readonly labels: readonly string[];
  /** Channels recorded besides each step's own need. */
  readonly channelMask: number;
  /** Rise at the end of a hop, m: distance kept above the ground while travelling. */
  readonly clearance: number;
  /** z at which all hops travel, m, or higher where the clearance asks for it; null where the contacts about the way decide alone. */
  readonly travelHeight: number | null;
  /** Rise of the levelled ground per length, along x and y, which the height of travel follows; level where it is not said. */
  readonly slope?: readonly [x: number, y: number];
  /** What is measured depends on the height of travel: it stays that above the contacts also where the ground is not known. */
  readonly isHeld?: boolean;
  /** z at which the first hop travels, m; the top of the range where it is not said. */
  readonly startHeight?: number | null;
  /** What the sample's own potentiostat does meanwhile; an instrument without one refuses such a program. */
  readonly track?: TrackProgram;
}

/**
 * The program of the sample's potentiostat: holds, cycles and waits, which meet the hops at equal `SYNC` marks. Without a step
 * the sample is left alone, and only the pipette's bias is concerned.
 */
export interface TrackProgram {
  readonly steps: readonly Step[];
  readonly labels: readonly string[];
  /** The pipette is biased against the bath; otherwise against ground, so that the sample's potential shifts it. */
  readonly follow: boolean;
}

/** What the track recorded, on the bridge's clock; arrays of equal length, in the order of time. */
export interface TrackTrace {
  /** s since the bridge's boot. */
  readonly time: ArrayLike<number>;
  /** V. */
  readonly potential: ArrayLike<number>;
  /** A, anodic positive. */
  readonly current: ArrayLike<number>;
  /** The bits of the record that each is from (`FLAG`); missing where a file does not say. */
  readonly flags?: ArrayLike<number>;
}

/** The program that records were made by; in files of other programs not the one that the recipe would give. */
export type Recorded = Pick<Program, 'steps' | 'labels'>;

export interface Point {
  readonly x: number;
  readonly y: number;
  /** Place on the grid, −1 off the grid. */
  readonly row: number;
  readonly column: number;
  /** Which program runs there, from 0; the first where it is not said. */
  readonly program?: number;
  /**
   * Index of an earlier point: this one is visited only if that one's approach went its whole way down and met nothing, and
   * left out after anything else. So a path can hold what is to be done next if the surface was not found.
   */
  readonly ifMissed?: number;
  /** The same, but only if that one's approach has met the surface: where the height rests on it. */
  readonly ifMet?: number;
  /** How far above the height that the contacts before give it travels, m: what known ground rises by on the way here; 0 unless given. */
  readonly above?: number;
  /** What is done there must not be done twice: it is never visited again once a visit has touched it, or has merely begun. */
  readonly once?: 'touched' | 'begun';
}

export interface Path {
  readonly points: readonly Point[];
  readonly rows: number;
  readonly columns: number;
  /** The points are a list: a single row, whose x counts them from 1. */
  readonly listed?: boolean;
  /** Coordinates of the grid, m: x of each column, y of each row. */
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export interface MapSpec {
  /** Name in bundles, e.g. `diffusion_coefficient`. */
  readonly name: string;
  readonly title: string;
  /** SI unit, ASCII, as in bundles; empty for pure numbers. */
  readonly unit: string;
  /** Unit shown to people and factor from SI. */
  readonly shown: { readonly unit: string; readonly factor: number };
  /** More than one plane: the axis that counts them. */
  readonly axis?: {
    readonly name: string;
    readonly unit: string;
    readonly values: readonly number[];
    /** The program whose visits fill each plane; without it every visit fills all of them. */
    readonly programs?: readonly number[];
  };
  readonly scale: 'linear' | 'log';
  /** 1σ errors accompany the map. */
  readonly errors: boolean;
  /** People look at its errors as maps of their own. */
  readonly errorsShown?: boolean;
  /** Categorical map: word → code. */
  readonly enumeration?: Readonly<Record<string, number>>;
  /** Drawn in grey: it comes from an image. */
  readonly grey?: true;
  /** Of the visits by this program alone; without it every visit of a pixel counts. */
  readonly program?: number;
  /** Not reduced from records: the first of these maps, plane by plane, less the first plane of the second. */
  readonly difference?: readonly [minuend: string, subtrahend: string];
  /** Not reduced from records: how far what this map shows has drifted at each visit, from the landings on the first point. */
  readonly driftOf?: string;
}

/** Planes of all maps one after the other: map by map, plane by plane. */
export const planesOf = (maps: readonly MapSpec[]): { readonly map: MapSpec; readonly plane: number }[] =>
  maps.flatMap((map) => (map.axis?.values ?? [0]).map((_, plane) => ({ map, plane })));

/** One number per plane (`planesOf` order), and 1σ of noise and of calibration (NaN where there is none). */
export interface Reduction {
  readonly values: Float64Array;
  readonly noise: Float64Array;
  readonly calibration: Float64Array;
  /** In words: why it is believed or why there is no number. */
  readonly reason: string;
}
