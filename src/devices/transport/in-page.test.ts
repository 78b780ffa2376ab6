import { afterEach, describe, expect, it } from 'vitest';
import type { Duplex } from './duplex';
import { duplexPair, portDuplex } from './in-page';

const MEGABYTE = 1024 * 1024;

const channelPair = (): [Duplex, Duplex] => {
  const { port1, port2 } = new MessageChannel();
  return [portDuplex(port1, 'left'), portDuplex(port2, 'right')];
};

/** Whether a promise is settled once everything that can happen without it has happened. */
const settled = async (promise: Promise<unknown>): Promise<boolean> => {
  let done = false;
  void promise.then(() => (done = true));
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
  return done;
};

describe.each([
  ['in memory', duplexPair],
  ['over a message channel', channelPair],
])('a duplex %s', (_name, makePair) => {
  let pair: [Duplex, Duplex] | undefined;
  const make = (): [Duplex, Duplex] => (pair = makePair());
  afterEach(async () => {
    await Promise.all((pair ?? []).map((end) => end.close()));
  });

  it('carries bytes both ways, in order', async () => {
    const [left, right] = make();
    await left.write(Uint8Array.of(1, 2));
    await left.write(Uint8Array.of(3));
    await right.write(Uint8Array.of(4));
    expect(
      [await right.read(), await right.read(), await left.read()].map((b) => Array.from(b ?? [])),
    ).toEqual([[1, 2], [3], [4]]);
  });

  it('answers a read that was there before the bytes', async () => {
    const [left, right] = make();
    const read = right.read();
    await left.write(Uint8Array.of(9));
    expect(Array.from((await read) ?? [])).toEqual([9]);
  });

  it('leaves the writer its bytes, to be used again', async () => {
    const [left, right] = make();
    const bytes = new Uint8Array(16).fill(1).subarray(4, 8);
    await left.write(bytes);
    bytes.fill(2);
    expect(Array.from((await right.read()) ?? [])).toEqual([1, 1, 1, 1]);
    expect(bytes.buffer.byteLength).toBe(16);
  });

  it('holds every writer back until the reader has caught up', async () => {
    const [left, right] = make();
    await left.write(new Uint8Array(MEGABYTE));
    const held = [left.write(new Uint8Array(8)), left.write(new Uint8Array(8))];
    expect(await settled(Promise.race(held))).toBe(false);
    await right.read();
    await Promise.all(held);
  });

  it('ends with null after what was written, and refuses to write on', async () => {
    const [left, right] = make();
    await left.write(Uint8Array.of(5));
    await left.close();
    await left.close();
    expect(Array.from((await right.read()) ?? [])).toEqual([5]);
    expect(await right.read()).toBeNull();
    await expect(right.write(Uint8Array.of(1))).rejects.toThrow('ended');
    await expect(left.write(Uint8Array.of(1))).rejects.toThrow('ended');
  });

  it('ends a pending read on either side', async () => {
    const [left, right] = make();
    const reads = [left.read(), right.read()];
    await left.close();
    expect(await Promise.all(reads)).toEqual([null, null]);
  });

  it('frees a writer that was held back when the reader goes', async () => {
    const [left, right] = make();
    const held = left.write(new Uint8Array(MEGABYTE + 1));
    await right.close();
    await held;
  });
});

it('ends when the other end of the channel vanishes without a word', async () => {
  const { port1, port2 } = new MessageChannel();
  const left = portDuplex(port1, 'left');
  const read = left.read();
  port2.close();
  expect(await read).toBeNull();
});
