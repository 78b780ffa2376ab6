/**
 * Records as bytes, little-endian, each a multiple of 8 bytes long: 48 bytes of header, the planar float32 payload,
 * CRC-32C of all before it, zeros up to the multiple of 8.
 *
 *     const decoded = decodeRecords(bytes);
 *     if (decoded.ok) for (const record of decoded.value) use(record.payload);
 */
import { err, ok, type Result } from '../result';
import { crc32c } from './crc32c';
import { CHANNELS, type BridgeRecord } from './record';

const MAGIC = 0x4345524d;
const HEADER_BYTES = 48;

/** Offset of each header field. */
const AT = {
  magic: 0, // u32
  number: 4, // u32
  hop: 8, // u32
  step: 12, // u16
  flags: 14, // u16
  firstSample: 16, // u32
  sampleCount: 20, // u32
  channelMask: 24, // u32
  reserved: 28, // u32
  start: 32, // f64
  interval: 40, // f64
} as const;

/** A record is closed when it has this many samples. */
export const MAX_SAMPLES = 4096;

const KNOWN_CHANNELS = CHANNELS.reduce((mask, channel) => mask | (1 << channel.bit), 0);
const HOST_IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** Why bytes are no record, and where the record begins that they should be. */
export interface CodecError {
  /** `short`: the bytes end inside a record. `layout`: a field holds what it cannot hold. */
  readonly what: 'short' | 'magic' | 'checksum' | 'layout';
  /** Offset of the record, bytes. */
  readonly offset: number;
  readonly detail: string;
}

/** Bytes of an encoded record of `sampleCount` samples in each channel of the mask. */
export const recordSize = (channelMask: number, sampleCount: number): number =>
  (checksumAt(channelMask, sampleCount) + 4 + 7) & ~7;

const checksumAt = (channelMask: number, sampleCount: number): number =>
  HEADER_BYTES + 4 * countBits(channelMask) * sampleCount;

function countBits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** The record as bytes. Throws a RangeError when it breaks the layout, which only a mistake in a program can cause. */
export function encodeRecord(record: BridgeRecord): Uint8Array {
  const { payload, channelMask, sampleCount } = record;
  if (payload.length !== countBits(channelMask) * sampleCount)
    throw new RangeError(
      `payload of ${String(payload.length)} values for ${String(sampleCount)} samples, mask ${String(channelMask)}`,
    );
  const bytes = new Uint8Array(recordSize(channelMask, sampleCount));
  const view = new DataView(bytes.buffer);
  writeHeader(view, record);
  const problem = layoutProblem(view, 0);
  if (problem) throw new RangeError(problem);
  if (HOST_IS_LITTLE_ENDIAN) new Float32Array(bytes.buffer, HEADER_BYTES, payload.length).set(payload);
  else payload.forEach((value, i) => view.setFloat32(HEADER_BYTES + 4 * i, value, true));
  const end = HEADER_BYTES + 4 * payload.length;
  view.setUint32(end, crc32c(bytes.subarray(0, end)), true);
  return bytes;
}

function writeHeader(view: DataView, record: BridgeRecord): void {
  view.setUint32(AT.magic, MAGIC, true);
  view.setUint32(AT.number, record.number, true);
  view.setUint32(AT.hop, record.hop, true);
  view.setUint16(AT.step, record.step, true);
  view.setUint16(AT.flags, record.flags, true);
  view.setUint32(AT.firstSample, record.firstSample, true);
  view.setUint32(AT.sampleCount, record.sampleCount, true);
  view.setUint32(AT.channelMask, record.channelMask, true);
  view.setFloat64(AT.start, record.start, true);
  view.setFloat64(AT.interval, record.interval, true);
}

/**
 * Whole records back to back. The payloads are views of `bytes` where their place allows it, so `bytes` must not be
 * written to afterwards.
 */
export function decodeRecords(bytes: Uint8Array): Result<BridgeRecord[], CodecError> {
  const view = viewOf(bytes);
  const records: BridgeRecord[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const problem = problemAt(bytes, view, offset);
    if (problem) return err({ ...problem, offset });
    const record = take(bytes, view, offset);
    records.push(record);
    offset += recordSize(record.channelMask, record.sampleCount);
  }
  return ok(records);
}

/** The record at `offset`, and where the next one begins. */
export function readRecord(
  bytes: Uint8Array,
  offset: number,
): Result<{ readonly record: BridgeRecord; readonly next: number }, CodecError> {
  const view = viewOf(bytes);
  const problem = problemAt(bytes, view, offset);
  if (problem) return err({ ...problem, offset });
  const record = take(bytes, view, offset);
  return ok({ record, next: offset + recordSize(record.channelMask, record.sampleCount) });
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

type Problem = Omit<CodecError, 'offset'>;

function problemAt(bytes: Uint8Array, view: DataView, offset: number): Problem | undefined {
  const left = bytes.length - offset;
  if (left >= 4 && view.getUint32(offset + AT.magic, true) !== MAGIC)
    return { what: 'magic', detail: 'no record begins here' };
  if (left < HEADER_BYTES) return { what: 'short', detail: `${String(left)} bytes of a header` };
  const misfit = layoutProblem(view, offset);
  if (misfit) return { what: 'layout', detail: misfit };

  const mask = view.getUint32(offset + AT.channelMask, true);
  const count = view.getUint32(offset + AT.sampleCount, true);
  const size = recordSize(mask, count);
  if (left < size) return { what: 'short', detail: `${String(left)} of ${String(size)} bytes` };
  const end = offset + checksumAt(mask, count);
  if (crc32c(bytes.subarray(offset, end)) !== view.getUint32(end, true))
    return { what: 'checksum', detail: 'the checksum does not fit the bytes' };
  for (let i = end + 4; i < offset + size; i++)
    if (bytes[i] !== 0) return { what: 'layout', detail: 'padding is not zero' };
  return undefined;
}

/** What the header at `offset` says that no record can say; its size is not known before this is empty. */
function layoutProblem(view: DataView, offset: number): string | undefined {
  const mask = view.getUint32(offset + AT.channelMask, true);
  const count = view.getUint32(offset + AT.sampleCount, true);
  const start = view.getFloat64(offset + AT.start, true);
  const interval = view.getFloat64(offset + AT.interval, true);
  if (view.getUint32(offset + AT.reserved, true) !== 0) return 'the reserved field is not zero';
  if ((mask & ~KNOWN_CHANNELS) !== 0) return `unknown channels in mask ${String(mask)}`;
  if (count > MAX_SAMPLES) return `${String(count)} samples in one record`;
  if (count > 0 && mask === 0) return 'samples of no channel';
  if (!Number.isFinite(start)) return 'the start is no time';
  if (!Number.isFinite(interval) || interval < 0 || (count > 0 && interval === 0))
    return 'the sample interval is no time';
  return undefined;
}

function take(bytes: Uint8Array, view: DataView, offset: number): BridgeRecord {
  const sampleCount = view.getUint32(offset + AT.sampleCount, true);
  const channelMask = view.getUint32(offset + AT.channelMask, true);
  return {
    number: view.getUint32(offset + AT.number, true),
    hop: view.getUint32(offset + AT.hop, true),
    step: view.getUint16(offset + AT.step, true),
    flags: view.getUint16(offset + AT.flags, true),
    firstSample: view.getUint32(offset + AT.firstSample, true),
    sampleCount,
    channelMask,
    start: view.getFloat64(offset + AT.start, true),
    interval: view.getFloat64(offset + AT.interval, true),
    payload: takePayload(bytes, view, offset + HEADER_BYTES, countBits(channelMask) * sampleCount),
  };
}

function takePayload(bytes: Uint8Array, view: DataView, at: number, length: number): Float32Array {
  const place = bytes.byteOffset + at;
  if (HOST_IS_LITTLE_ENDIAN && place % 4 === 0) return new Float32Array(bytes.buffer, place, length);
  const copy = new Float32Array(length);
  for (let i = 0; i < length; i++) copy[i] = view.getFloat32(at + 4 * i, true);
  return copy;
}
