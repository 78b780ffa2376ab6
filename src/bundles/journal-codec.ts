/**
 * The frames of a journal, each a multiple of 8 bytes: the header (`MJNL`) once at the start, then host notes (`MNOT`)
 * and the bridge's records, byte by byte as they came. Header and notes are u32 magic, u32 length, JSON in UTF-8,
 * u32 CRC-32C of all before it, zeros; little-endian.
 */
import { readRecord } from '../records/codec';
import { crc32c } from '../records/crc32c';
import type { BridgeRecord } from '../records/record';
import { err, ok, type Result } from '../result';
import type { Note, RunHeader } from './run';

const HEADER_MAGIC = 0x4c4e4a4d;
const NOTE_MAGIC = 0x544f4e4d;
const RECORD_MAGIC = 0x4345524d;
const TEXT_AT = 8;
/** No header or note is longer, bytes (the path of a million points fits); a greater length is damage. */
const MAX_TEXT = 256 * 1024 * 1024;

export type Frame =
  | { readonly kind: 'record'; readonly record: BridgeRecord; readonly next: number }
  | { readonly kind: 'note'; readonly note: Note; readonly next: number };

export interface FrameError {
  /** `short`: the bytes end inside a frame that looks right so far. */
  readonly what: 'short' | 'damaged';
  readonly detail: string;
}

export const encodeHeader = (header: RunHeader): Uint8Array => encodeText(HEADER_MAGIC, header);

export const encodeNote = (note: Note): Uint8Array => encodeText(NOTE_MAGIC, note);

function encodeText(magic: number, content: unknown): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(content));
  const end = TEXT_AT + text.length;
  const bytes = new Uint8Array((end + 4 + 7) & ~7);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, text.length, true);
  bytes.set(text, TEXT_AT);
  view.setUint32(end, crc32c(bytes.subarray(0, end)), true);
  return bytes;
}

/** The header at the start of a journal, and where the first frame after it begins. */
export function readHeader(
  bytes: Uint8Array,
): Result<{ readonly header: RunHeader; readonly next: number }, FrameError> {
  const text = readText(bytes, 0, HEADER_MAGIC);
  if (!text.ok) return text;
  const { content, next } = text.value;
  if (!isObject(content) || content['schema'] !== 1)
    return damaged('the header is of a schema that this release does not know');
  return ok({ header: content as unknown as RunHeader, next });
}

/** The record or note at `offset`. A record's payload may be a view of `bytes`. */
export function readFrame(bytes: Uint8Array, offset: number): Result<Frame, FrameError> {
  if (bytes.length - offset < 4) return err({ what: 'short', detail: 'less than a magic number' });
  if (magicAt(bytes, offset) === NOTE_MAGIC) {
    const text = readText(bytes, offset, NOTE_MAGIC);
    if (!text.ok) return text;
    const { content, next } = text.value;
    return isObject(content) && typeof content['kind'] === 'string'
      ? ok({ kind: 'note', note: content as unknown as Note, next })
      : damaged('a note without a kind');
  }
  const read = readRecord(bytes, offset);
  if (read.ok) return ok({ kind: 'record', ...read.value });
  const { what, detail } = read.error;
  return what === 'short' ? err({ what, detail }) : damaged(detail);
}

/** Whether a frame may begin here. */
export function looksLikeFrame(bytes: Uint8Array, offset: number): boolean {
  if (offset + 4 > bytes.length) return false;
  const magic = magicAt(bytes, offset);
  return magic === RECORD_MAGIC || magic === NOTE_MAGIC;
}

function readText(
  bytes: Uint8Array,
  offset: number,
  magic: number,
): Result<{ readonly content: unknown; readonly next: number }, FrameError> {
  const left = bytes.length - offset;
  if (left >= 4 && magicAt(bytes, offset) !== magic) return damaged('another magic number');
  if (left < TEXT_AT) return err({ what: 'short', detail: 'less than a magic number and a length' });
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, left);
  const length = view.getUint32(4, true);
  if (length > MAX_TEXT) return damaged(`a text of ${String(length)} bytes`);
  const end = TEXT_AT + length;
  const size = (end + 4 + 7) & ~7;
  if (left < size) return err({ what: 'short', detail: `${String(left)} of ${String(size)} bytes` });
  if (crc32c(bytes.subarray(offset, offset + end)) !== view.getUint32(end, true))
    return damaged('the checksum does not fit the bytes');
  return parse(bytes.subarray(offset + TEXT_AT, offset + end), offset + size);
}

function parse(
  text: Uint8Array,
  next: number,
): Result<{ readonly content: unknown; readonly next: number }, FrameError> {
  try {
    return ok({ content: JSON.parse(new TextDecoder().decode(text)) as unknown, next });
  } catch (thrown) {
    return damaged(`the text is no JSON: ${String(thrown)}`);
  }
}

const magicAt = (bytes: Uint8Array, offset: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset + offset, 4).getUint32(0, true);

const damaged = (detail: string): { readonly ok: false; readonly error: FrameError } =>
  err({ what: 'damaged', detail });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
