/** How fast a stream of records is decoded on one core, checksums included. */
import { decodeRecords, encodeRecord } from '../src/records/codec';
import { maskOf, type BridgeRecord } from '../src/records/record';
import type { Figure } from './run';

const BLOCK_BYTES = 256 * 1024;
const MEASURE_MS = 1000;

export function run(): Promise<Figure[]> {
  return Promise.resolve([
    {
      figure: 'records decoded from a byte stream, one core',
      value: decodedPerSecond(block(400)),
      unit: 'MB/s',
      bound: '>= 100',
    },
    {
      figure: 'records of 16 samples decoded from a byte stream, one core',
      value: decodedPerSecond(block(16)),
      unit: 'MB/s',
      bound: 'printed',
    },
  ]);
}

/** A block as `DATA?` gives it, of three-channel records of equal length. */
function block(samples: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let number = 0, size = 0; size < BLOCK_BYTES; number++) {
    const part = encodeRecord(record(number, samples));
    parts.push(part);
    size += part.length;
  }
  return new Uint8Array(Buffer.concat(parts));
}

const record = (number: number, samples: number): BridgeRecord => ({
  number,
  hop: number,
  step: 5,
  flags: 0,
  firstSample: 0,
  sampleCount: samples,
  channelMask: maskOf('z', 'tip_current', 'tip_potential'),
  start: number * 0.2,
  interval: 5e-4,
  payload: Float32Array.from({ length: 3 * samples }, (_, i) => Math.sin(i + number) * 1e-11),
});

/** Decodes the block again and again and touches every payload; 10⁶ bytes a second. */
function decodedPerSecond(bytes: Uint8Array): number {
  let touched = 0;
  const decode = (): void => {
    const decoded = decodeRecords(bytes);
    if (!decoded.ok) throw new Error(decoded.error.detail);
    for (const { payload } of decoded.value) touched += payload[payload.length - 1] ?? 0;
  };
  for (let i = 0; i < 50; i++) decode();
  const start = performance.now();
  let blocks = 0;
  while (performance.now() - start < MEASURE_MS) {
    decode();
    blocks++;
  }
  const seconds = (performance.now() - start) / 1000;
  if (!Number.isFinite(touched)) throw new Error('payload is not finite');
  return (blocks * bytes.length) / seconds / 1e6;
}
