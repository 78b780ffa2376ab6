/** For tests: what became of the records that a bridge made, and whether two runs give the same map. */
import { memoryFile } from '../../bundles/byte-file';
import { readHeader } from '../../bundles/journal-codec';
import { scanFrames } from '../../bundles/journal-scan';
import { diffusionMap } from '../../experiments/diffusion-map';
import { planesOf, type Recipe } from '../../experiments/experiment';
import { CLEAR_HOP } from '../scan/clear-current';
import type { PixelMessage } from '../protocol';
import { showsInsteadOf } from '../../experiments/path/shown-visits';
import type { TestBridge } from './test-bridge';
import type { TestDisk } from './test-run';

export interface Audit {
  readonly made: number;
  readonly kept: number;
  /** Made, but not in the journal, although the bridge still had them. */
  readonly lost: number;
  /** Gone with the memory of a bridge that was switched off. */
  readonly gone: number;
  /** In the journal, but never made so. */
  readonly wrong: number;
  /** In the journal more than once. */
  readonly twice: number;
}

/** What a bridge has made since its last start, and before that. */
export type Made = Pick<TestBridge, 'made' | 'madeBefore'>;

/** Call it when the run is over. */
export function audit(bridge: Made, disk: Pick<TestDisk, 'bytes'>): Audit {
  const kept = recordsOf(disk.bytes());
  const distinct = new Set(kept);
  const now = bridge.made.filter(isOfRun).map(textOf);
  const before = bridge.madeBefore.filter(isOfRun).map(textOf);
  const ever = new Set([...now, ...before]);
  return {
    made: now.length + before.length,
    kept: kept.length,
    lost: now.filter((record) => !distinct.has(record)).length,
    gone: before.filter((record) => !distinct.has(record)).length,
    wrong: kept.filter((record) => !ever.has(record)).length,
    twice: kept.length - distinct.size,
  };
}

/** The records of a journal as texts, in their order. */
export function recordsOf(journal: Uint8Array): string[] {
  const header = readHeader(journal);
  if (!header.ok) throw new Error(header.error.detail);
  const found: string[] = [];
  for (const place of scanFrames(memoryFile(journal), header.value.next, journal.length))
    if (place.kind === 'frame' && place.frame.kind === 'record')
      found.push(textOf(journal.subarray(place.begin, place.end)));
  return found;
}

/** Not the current clear of the surface, which is measured before a run. */
const isOfRun = (bytes: Uint8Array): boolean =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true) !== CLEAR_HOP;

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Noise of both taken together, a difference of more than so many σ is none of chance. */
const SIGMAS = 6;
/** The surface is felt within the overshoot, and moves with the drift of the sample, m. */
const HEIGHT = 30e-9;

export interface Comparison {
  /** Pixels that are the same to the last bit. */
  readonly equal: number;
  /** Pixels measured again, that agree within their noise. */
  readonly alike: number;
  /** Pixels that were interrupted after the contact, and stay empty. */
  readonly empty: number;
  readonly different: number;
}

/** Compares the pixels that the maps show. */
export function compare(
  recipe: Recipe,
  undisturbed: readonly PixelMessage[],
  other: readonly PixelMessage[],
): Comparison {
  const reference = shownOf(undisturbed);
  const found = shownOf(other);
  const planes = planesOf(diffusionMap.maps(recipe));
  const placesOf = (name: string): number[] => planes.flatMap(({ map }, k) => (map.name === name ? [k] : []));
  const [peaks, [height = NaN]] = [placesOf('peak_current_cathodic'), placesOf('height')];
  const result = { equal: 0, alike: 0, empty: 0, different: 0 };
  for (const [place, expected] of reference) {
    const pixel = found.get(place);
    if (!pixel) result.different++;
    else if (pixel.values.every((value, k) => Object.is(value, expected.values[k]))) result.equal++;
    else if (pixel.status === 'aborted') result.empty++;
    else if (isAlike(expected, pixel, peaks, height)) result.alike++;
    else result.different++;
  }
  return result;
}

function shownOf(pixels: readonly PixelMessage[]): Map<string, PixelMessage> {
  const shown = new Map<string, PixelMessage>();
  for (const pixel of pixels) {
    const place = `${String(pixel.row)},${String(pixel.column)}`;
    if (pixel.row >= 0 && showsInsteadOf(shown.get(place), pixel)) shown.set(place, pixel);
  }
  return shown;
}

/** Peak currents and height: what stands nearest to the records. */
function isAlike(a: PixelMessage, b: PixelMessage, peaks: readonly number[], height: number): boolean {
  const near = Math.abs((a.values[height] ?? NaN) - (b.values[height] ?? NaN)) < HEIGHT;
  const agree = peaks.every((k) => {
    const noise = Math.hypot(a.noise[k] ?? NaN, b.noise[k] ?? NaN);
    return Math.abs((a.values[k] ?? NaN) - (b.values[k] ?? NaN)) < SIGMAS * noise;
  });
  return a.status === b.status && near && agree;
}
