/** What a person has made of a run's maps and wants to find again: the list of operations, regions and the profile. JSON. */
import type { Position } from './grid';
import { registerImage, type Landmark } from './landmarks';
import type { PictureFile } from './picture';
import type { ProfileLine } from './profile';
import type { Region } from './region';
import type { Selection, ValueRange } from './selection';
import type { OtherMap, PlaneKey, ViewOperation } from './view-operation';

export interface NamedRegion {
  readonly name: string;
  readonly region: Region;
}

/** By which planes pixels are sorted into clusters, of which there are two to `most`. */
export interface ClusterChoice {
  readonly maps: readonly PlaneKey[];
  readonly most: number;
  /** Equal seeds give equal clusters. */
  readonly seed: number;
}

/** A micrograph that lies over the maps. */
export interface Micrograph {
  /** Name of the image; its bytes are kept beside this text. */
  readonly file: string;
  readonly landmarks: readonly Landmark[];
  /** Whether it is drawn over the large map, and how opaque, 0 … 1. */
  readonly shown: boolean;
  readonly opacity: number;
}

export interface Workspace {
  readonly schema: 1;
  readonly operations: readonly ViewOperation[];
  readonly regions: readonly NamedRegion[];
  readonly profile: ProfileLine | null;
  readonly micrograph: Micrograph | null;
  readonly clusters: ClusterChoice | null;
}

/** What a bundle keeps of it. */
export interface KeptWorkspace {
  /** The workspace as text, which files do not look into. */
  readonly views: string;
  /** The micrograph that lies over the maps; null where none does. */
  readonly picture: PictureFile | null;
}

export const EMPTY_WORKSPACE: Workspace = {
  schema: 1,
  operations: [],
  regions: [],
  profile: null,
  micrograph: null,
  clusters: null,
};

/**
 * The text that a bundle keeps; null for an empty workspace, which needs none. For readers that fit no landmarks the way of
 * the micrograph to the stage is in it too.
 */
export function workspaceText(workspace: Workspace): string | null {
  const { operations, regions, profile, micrograph, clusters } = workspace;
  const nothing = operations.length === 0 && regions.length === 0 && !profile && !micrograph && !clusters;
  if (nothing) return null;
  if (!micrograph) return JSON.stringify(workspace);
  const registered = registerImage(micrograph.landmarks);
  const affine = registered.ok ? registered.value.affine : null;
  return JSON.stringify({ ...workspace, micrograph: { ...micrograph, affine } });
}

/** The workspace of a text; null where the text is none that this release knows. */
export function readWorkspace(text: string): Workspace | null {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
  if (!isFields(found)) return null;
  // Earlier releases knew no micrographs and no clusters.
  const whole = {
    ...found,
    micrograph: withoutAffine(found['micrograph'] ?? null),
    clusters: found['clusters'] ?? null,
  };
  return isWorkspace(whole) ? whole : null;
}

type Fields = Readonly<Record<string, unknown>>;
type Guard<T> = (value: unknown) => value is T;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isPlace = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

const isList =
  <T>(is: Guard<T>, length?: number) =>
  (value: unknown): value is readonly T[] =>
    Array.isArray(value) && value.every((v) => is(v)) && (length === undefined || value.length === length);

const orNull =
  <T>(is: Guard<T>) =>
  (value: unknown): value is T | null =>
    value === null || is(value);

const isPosition = (value: unknown): value is Position =>
  isFields(value) && isNumber(value['x']) && isNumber(value['y']);

const isRegion = (value: unknown): value is Region => {
  if (!isFields(value)) return false;
  const ends = isList(isNumber, 2);
  if (value['kind'] === 'rectangle') return ends(value['x']) && ends(value['y']);
  return value['kind'] === 'polygon' && isList(isPosition)(value['points']);
};

const isRange = (value: unknown): value is ValueRange =>
  isFields(value) &&
  isText(value['map']) &&
  isPlace(value['plane']) &&
  isNumber(value['low']) &&
  isNumber(value['high']);

const isSelection = (value: unknown): value is Selection => {
  if (!isFields(value)) return false;
  if (value['kind'] === 'region') return isRegion(value['region']);
  return value['kind'] === 'ranges' && isList(isRange)(value['ranges']);
};

const isOther = (value: unknown): value is OtherMap =>
  isFields(value) &&
  orNull(isText)(value['run']) &&
  isText(value['title']) &&
  isText(value['map']) &&
  orNull(isPlace)(value['plane']);

const isOperation = (value: unknown): value is ViewOperation => {
  if (!isFields(value)) return false;
  if (value['kind'] === 'mask') {
    const { map, hide, pixels } = value as { map: unknown; hide: unknown; pixels: unknown };
    return orNull(isText)(map) && (hide === 'selected' || hide === 'others') && isSelection(pixels);
  }
  if (!isText(value['map'])) return false;
  const within = orNull(isSelection)(value['within']);
  switch (value['kind']) {
    case 'level-plane':
      return within;
    case 'level-points':
      return isList(isPosition, 3)(value['points']);
    case 'level-lines':
      return within && (value['by'] === 'median' || value['by'] === 'mean');
    case 'difference':
    case 'ratio':
      return isOther(value['other']) && isPosition(value['shift']);
    default:
      return false;
  }
};

const isNamedRegion = (value: unknown): value is NamedRegion =>
  isFields(value) && isText(value['name']) && isRegion(value['region']);

const isLine = (value: unknown): value is ProfileLine =>
  isFields(value) && isPosition(value['from']) && isPosition(value['to']) && isNumber(value['width']);

const isPlane = (value: unknown): value is PlaneKey =>
  isFields(value) && isText(value['map']) && isPlace(value['plane']);

const isClusterChoice = (value: unknown): value is ClusterChoice =>
  isFields(value) &&
  isList(isPlane)(value['maps']) &&
  isPlace(value['most']) &&
  value['most'] >= 2 &&
  isPlace(value['seed']);

const isLandmark = (value: unknown): value is Landmark =>
  isFields(value) && isPosition(value['image']) && isPosition(value['stage']);

const isMicrograph = (value: unknown): value is Micrograph =>
  isFields(value) &&
  isText(value['file']) &&
  isList(isLandmark)(value['landmarks']) &&
  typeof value['shown'] === 'boolean' &&
  isNumber(value['opacity']) &&
  value['opacity'] >= 0 &&
  value['opacity'] <= 1;

/** It follows from the landmarks. */
function withoutAffine(micrograph: unknown): unknown {
  if (!isFields(micrograph)) return micrograph;
  return Object.fromEntries(Object.entries(micrograph).filter(([key]) => key !== 'affine'));
}

const isWorkspace = (value: unknown): value is Workspace =>
  isFields(value) &&
  value['schema'] === 1 &&
  isList(isOperation)(value['operations']) &&
  isList(isNamedRegion)(value['regions']) &&
  orNull(isLine)(value['profile']) &&
  orNull(isMicrograph)(value['micrograph']) &&
  orNull(isClusterChoice)(value['clusters']);
