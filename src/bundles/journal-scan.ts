/**
 * Going through the frames of a journal from front to back, a window of the file in memory at a time. Damage is stepped
 * over: frames begin at multiples of 8, so the next one that is whole is found by looking for it.
 */
import type { Result } from '../result';
import { looksLikeFrame, readFrame, type Frame, type FrameError } from './journal-codec';
import type { ByteFile } from './run';

/** Bytes read at a time; longer frames get a longer window. */
const WINDOW = 4 * 1024 * 1024;

export type Place =
  /** A whole frame. */
  | { readonly kind: 'frame'; readonly frame: Frame; readonly begin: number; readonly end: number }
  /** Bytes that are no frame, with whole frames after them. */
  | { readonly kind: 'damage'; readonly begin: number; readonly end: number }
  /** Bytes that are no frame, up to the end. */
  | { readonly kind: 'torn'; readonly begin: number; readonly end: number };

/** Every place of the file from `from` to `to`, in order. */
export function* scanFrames(file: ByteFile, from: number, to: number): Generator<Place> {
  const window = new Window(file, to);
  let begin = from;
  while (begin < to) {
    const frame = window.frameAt(begin);
    if (frame.ok) {
      const end = begin + frame.value.next;
      yield { kind: 'frame', frame: frame.value, begin, end };
      begin = end;
      continue;
    }
    const end = window.nextFrame(begin + 8);
    yield { kind: end < to ? 'damage' : 'torn', begin, end };
    begin = end;
  }
}

class Window {
  private bytes: Uint8Array = new Uint8Array(0);
  private start = 0;
  private readonly file: ByteFile;
  private readonly end: number;

  constructor(file: ByteFile, end: number) {
    this.file = file;
    this.end = end;
  }

  /** The frame at a place of the file; its `next` is its length. */
  frameAt(place: number): Result<Frame, FrameError> {
    if (place < this.start || place >= this.start + this.bytes.length) this.load(place, WINDOW);
    for (;;) {
      const read = readFrame(this.bytes.subarray(place - this.start), 0);
      const cut = !read.ok && read.error.what === 'short' && this.start + this.bytes.length < this.end;
      if (!cut) return read;
      this.load(place, this.start === place ? 2 * this.bytes.length : WINDOW);
    }
  }

  /** The first place from `place` on at which a whole frame begins; the end where there is none. */
  nextFrame(place: number): number {
    for (let at = place; at < this.end; at += 8) {
      if (at + 4 > this.start + this.bytes.length) this.load(at, WINDOW);
      if (looksLikeFrame(this.bytes, at - this.start) && this.frameAt(at).ok) return at;
    }
    return this.end;
  }

  private load(place: number, length: number): void {
    const bytes = new Uint8Array(Math.min(length, this.end - place));
    const read = this.file.read(bytes, place);
    if (read < bytes.length) throw new Error('the journal is shorter than it was when it was opened');
    this.bytes = bytes;
    this.start = place;
  }
}
