import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRecords, encodeRecord, MAX_SAMPLES, readRecord, recordSize } from './codec';
import { crc32c } from './crc32c';
import { FLAG, maskOf, TRACK_HOP, type BridgeRecord } from './record';

const sample = (overrides: Partial<BridgeRecord> = {}): BridgeRecord => ({
  number: 7,
  hop: 3,
  step: 12,
  flags: FLAG.firstOfStep | FLAG.contact,
  firstSample: 0,
  sampleCount: 3,
  channelMask: maskOf('z', 'tip_current', 'tip_potential'),
  start: 1234.5,
  interval: 5e-4,
  payload: Float32Array.of(1, 2, 3, 4e-12, -5e-12, 6e-12, 0.1, 0.2, 0.3),
  ...overrides,
});

const anyRecord: fc.Arbitrary<BridgeRecord> = fc
  .record({
    number: fc.nat(0xffffffff),
    hop: fc.oneof(fc.nat(1e6), fc.constant(TRACK_HOP)),
    step: fc.nat(0xffff),
    flags: fc.nat(0xfff),
    firstSample: fc.nat(0xffffffff),
    channelMask: fc.integer({ min: 1, max: 0x7f }),
    start: fc.double({ min: 0, max: 1e9, noNaN: true }),
    interval: fc.double({ min: 1e-9, max: 1e3, noNaN: true }),
    sampleCount: fc.nat(9),
  })
  .chain((header) => {
    const length = popcount(header.channelMask) * header.sampleCount;
    return fc
      .float32Array({ minLength: length, maxLength: length })
      .map((payload): BridgeRecord => ({ ...header, payload }));
  });

const popcount = (mask: number): number => mask.toString(2).replaceAll('0', '').length;

const joined = (records: readonly BridgeRecord[], offset = 0): Uint8Array => {
  const parts = records.map(encodeRecord);
  const all = new Uint8Array(offset + parts.reduce((n, p) => n + p.length, 0)).subarray(offset);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/** The bytes with some of them replaced and the checksum made to fit again. */
function forged(change: (view: DataView) => void): Uint8Array {
  const bytes = encodeRecord(sample());
  const view = new DataView(bytes.buffer);
  change(view);
  view.setUint32(84, crc32c(bytes.subarray(0, 84)), true);
  return bytes;
}

describe('the layout', () => {
  it('is that of the protocol, byte by byte', () => {
    const bytes = encodeRecord(
      sample({ sampleCount: 1, channelMask: 2, payload: Float32Array.of(1.5), number: 0x01020304 }),
    );
    const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
    expect(hex.slice(0, 104)).toBe(
      '4d524543' + // MREC
        '04030201' + // number
        '03000000' + // hop
        '0c00' + // step
        '0500' + // flags
        '00000000' + // first sample
        '01000000' + // samples
        '02000000' + // mask
        '00000000' + // reserved
        '00000000004a9340' + // 1234.5 s
        'fca9f1d24d62403f' + // 0.5 ms
        '0000c03f', // 1.5
    );
    expect(new DataView(bytes.buffer).getUint32(52, true)).toBe(crc32c(bytes.subarray(0, 52)));
    expect(bytes.length).toBe(56);
  });

  it('pads to a multiple of eight', () => {
    expect([0, 1, 2, 3].map((count) => recordSize(2, count))).toEqual([56, 56, 64, 64]);
    expect(recordSize(7, MAX_SAMPLES)).toBe(48 + 3 * 4 * 4096 + 8);
  });

  it('refuses to encode what cannot be decoded', () => {
    expect(() => encodeRecord(sample({ payload: new Float32Array(4) }))).toThrow(RangeError);
    expect(() => encodeRecord(sample({ start: NaN }))).toThrow('start');
    expect(() =>
      encodeRecord(sample({ channelMask: 0x80, sampleCount: 1, payload: new Float32Array(1) })),
    ).toThrow('unknown channels');
  });
});

describe('decoding', () => {
  it('gives back what was encoded, at any offset in memory', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 4 }), fc.nat(9), (records, offset) => {
        expect(decodeRecords(joined(records, offset))).toEqual({ ok: true, value: records });
      }),
      { numRuns: 300 },
    );
  });

  it('does not copy an aligned payload, and copies a misaligned one', () => {
    const aligned = joined([sample()], 8);
    const misaligned = joined([sample()], 9);
    const first = decodeRecords(aligned);
    const second = decodeRecords(misaligned);
    expect(first.ok && first.value[0]?.payload.buffer).toBe(aligned.buffer);
    expect(second.ok && second.value[0]?.payload.buffer).not.toBe(misaligned.buffer);
  });

  it('reads one record and says where the next begins', () => {
    const bytes = joined([sample(), sample({ number: 8 })]);
    const first = readRecord(bytes, 0);
    const second = readRecord(bytes, first.ok ? first.value.next : -1);
    expect(second).toEqual({ ok: true, value: { record: sample({ number: 8 }), next: bytes.length } });
  });
});

describe('bytes that are no record', () => {
  it.each([
    ['magic', (v: DataView) => v.setUint8(0, 0x4e), 'no record'],
    ['layout', (v: DataView) => v.setUint32(28, 1, true), 'reserved'],
    ['layout', (v: DataView) => v.setUint32(24, 0x87, true), 'unknown channels'],
    ['layout', (v: DataView) => v.setUint32(24, 0, true), 'no channel'],
    ['layout', (v: DataView) => v.setUint32(20, 4097, true), '4097 samples'],
    ['layout', (v: DataView) => v.setFloat64(32, Infinity, true), 'start'],
    ['layout', (v: DataView) => v.setFloat64(40, -1, true), 'interval'],
    ['layout', (v: DataView) => v.setFloat64(40, 0, true), 'interval'],
  ] as const)('%s', (what, change, detail) => {
    const decoded = decodeRecords(forged(change));
    expect(decoded).toMatchObject({ ok: false, error: { what, offset: 0 } });
    expect(!decoded.ok && decoded.error.detail).toContain(detail);
  });

  it('names padding that is not zero', () => {
    const bytes = encodeRecord(sample({ sampleCount: 2, channelMask: 2, payload: Float32Array.of(1, 2) }));
    bytes[bytes.length - 1] = 1;
    expect(decodeRecords(bytes)).toMatchObject({ ok: false, error: { what: 'layout' } });
  });

  it('is short wherever the bytes end inside a record, and names that record', () => {
    const first = encodeRecord(sample());
    const bytes = joined([sample(), sample()]);
    for (let end = first.length + 1; end < bytes.length; end++)
      expect(decodeRecords(bytes.subarray(0, end))).toMatchObject({
        ok: false,
        error: { what: 'short', offset: first.length },
      });
  });
});

describe('100 000 corruptions of a stream', () => {
  const records = Array.from({ length: 5 }, (_, i) =>
    sample({ number: i, flags: i, start: i, payload: Float32Array.from({ length: 9 }, (_v, k) => i + k) }),
  );
  const clean = joined(records);
  let seed = 20240607;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };

  const corruptions: Record<string, (bytes: Uint8Array) => Uint8Array> = {
    'one bit': (bytes) => {
      bytes[random(bytes.length)]! ^= 1 << random(8);
      return bytes;
    },
    'a burst of random bytes': (bytes) => {
      const from = random(bytes.length);
      const to = Math.min(bytes.length, from + 1 + random(40));
      for (let i = from; i < to; i++) bytes[i] = random(256);
      return bytes;
    },
    'bytes lost': (bytes) => {
      const from = random(bytes.length);
      const kept = bytes.length - from - 1 - random(40);
      return kept > 0 ? Uint8Array.of(...bytes.subarray(0, from), ...bytes.subarray(-kept)) : bytes;
    },
    'bytes swapped': (bytes) => {
      const [a, b] = [random(bytes.length), random(bytes.length)];
      [bytes[a], bytes[b]] = [bytes[b]!, bytes[a]!];
      return bytes;
    },
  };

  it.each(Object.keys(corruptions))('%s: a named error and never a wrong record', (name) => {
    const corrupt = corruptions[name]!;
    for (let i = 0; i < 25_000; i++) {
      const bytes = corrupt(clean.slice());
      if (Buffer.compare(bytes, clean) === 0) continue;
      const decoded = decodeRecords(bytes);
      if (decoded.ok) throw new Error(`decoded a corrupt stream: ${Buffer.from(bytes).toString('hex')}`);
      expectIntactUpTo(bytes, decoded.error.offset);
    }
  });

  /** Everything before the record that is named wrong is as it was sent. */
  function expectIntactUpTo(bytes: Uint8Array, offset: number): void {
    expect(offset % (clean.length / records.length)).toBe(0);
    expect(Buffer.compare(bytes.subarray(0, offset), clean.subarray(0, offset))).toBe(0);
  }
});
