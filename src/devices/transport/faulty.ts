/**
 * A duplex with one fault, for tests: at a given byte of what is heard something happens, once, that happens to cables,
 * hubs, drivers and devices. What the inner duplex's other end does is its own affair.
 */
import { ByteQueue } from './byte-queue';
import type { Duplex } from './duplex';

export const WIRE_FAULTS = [
  /** The connection breaks. */
  'cut',
  /** Nothing comes for 5 s, then everything. */
  'stall',
  /** Every byte comes alone, for a while. */
  'byte by byte',
  /** One bit is wrong. */
  'flip',
  /** A chunk never comes. */
  'drop',
  /** A chunk comes twice. */
  'twice',
  /** Bytes that nobody sent come first. */
  'garbage',
  /** An answer comes after its time. */
  'late',
] as const;
export type WireFault = (typeof WIRE_FAULTS)[number];

const STALL_MS = 5000;
/** Longer than an answer is waited for. */
const LATE_MS = 2500;
const SINGLE_BYTES = 4000;
const GARBAGE = 40;

export interface Strike {
  readonly fault: WireFault;
  /** Byte, of those heard, at which it happens. */
  readonly at: number;
  /** 0…1, for what is left to chance. */
  readonly random: () => number;
  /** Hears when it has happened. */
  readonly struck?: () => void;
}

export function faultyDuplex(inner: Duplex, { fault, at, random, struck }: Strike): Duplex {
  const incoming = new ByteQueue(Infinity);
  let heard = 0;
  let over = false;
  let broken: Error | null = null;

  const pass = async (bytes: Uint8Array): Promise<void> => {
    const begin = heard;
    heard += bytes.length;
    if (over || heard <= at) {
      await incoming.write(bytes);
      return;
    }
    over = true;
    await strike(bytes, at - begin);
    struck?.();
  };

  const strike = async (bytes: Uint8Array, place: number): Promise<void> => {
    switch (fault) {
      case 'cut':
        broken = new Error('the device has been lost');
        await inner.close();
        incoming.end();
        return;
      case 'stall':
      case 'late':
        await new Promise((done) => setTimeout(done, fault === 'stall' ? STALL_MS : LATE_MS));
        break;
      case 'byte by byte':
        for (const byte of bytes.subarray(0, SINGLE_BYTES)) await incoming.write(Uint8Array.of(byte));
        bytes = bytes.subarray(SINGLE_BYTES);
        break;
      case 'flip':
        bytes = bytes.slice();
        bytes[place] = (bytes[place] ?? 0) ^ (1 << Math.floor(8 * random()));
        break;
      case 'drop':
        return;
      case 'twice':
        await incoming.write(bytes.slice());
        break;
      case 'garbage':
        await incoming.write(Uint8Array.from({ length: GARBAGE }, () => Math.floor(256 * random())));
        break;
    }
    await incoming.write(bytes);
  };

  const listen = async (): Promise<void> => {
    for (let bytes = await inner.read(); bytes && !broken; bytes = await inner.read()) await pass(bytes);
    incoming.end();
  };
  void listen().catch((thrown: unknown) => {
    broken ??= thrown instanceof Error ? thrown : new Error(String(thrown));
    incoming.end();
  });

  return {
    name: inner.name,
    read: async () => {
      const bytes = await incoming.read();
      if (!bytes && broken) throw broken;
      return bytes;
    },
    write: (bytes) => (broken ? Promise.reject(broken) : inner.write(bytes)),
    close: async () => {
      incoming.end();
      await inner.close();
    },
  };
}
