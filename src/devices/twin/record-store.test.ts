import { describe, expect, it } from 'vitest';
import { RecordStore } from './record-store';

const record = (value: number, length = 8): Uint8Array => new Uint8Array(length).fill(value);
const values = (records: Uint8Array[] | null): number[] | null => records?.map((r) => r[0] ?? NaN) ?? null;

function filled(count: number): RecordStore {
  const store = new RecordStore(1000);
  for (let k = 0; k < count; k++) store.append(record(k));
  return store;
}

describe('record memory', () => {
  it('numbers records from 0 and reads whole ones from a number on', () => {
    const store = filled(4);
    expect([store.first, store.next, store.used]).toEqual([0, 4, 32]);
    expect(values(store.read(0, 1e6))).toEqual([0, 1, 2, 3]);
    expect(values(store.read(2, 1e6))).toEqual([2, 3]);
    expect(values(store.read(1, 16))).toEqual([1, 2]);
    expect(values(store.read(1, 23))).toEqual([1, 2]);
  });

  it('gives at least one record however little is asked for, and none where there is none yet', () => {
    const store = filled(2);
    expect(values(store.read(0, 1))).toEqual([0]);
    expect(values(store.read(2, 1e6))).toEqual([]);
    expect(store.read(3, 1e6)).toBeNull();
  });

  it('forgets what is released and frees its bytes', () => {
    const store = filled(5);
    expect(store.release(3)).toBe(true);
    expect([store.first, store.next, store.used]).toEqual([3, 5, 16]);
    expect(store.read(2, 1e6)).toBeNull();
    expect(values(store.read(3, 1e6))).toEqual([3, 4]);
    expect(store.release(2)).toBe(false);
    expect(store.release(6)).toBe(false);
    expect(store.release(5)).toBe(true);
    expect([store.first, store.next, store.used]).toEqual([5, 5, 0]);
    store.append(record(9));
    expect(values(store.read(5, 1e6))).toEqual([9]);
  });

  it('knows what fits and when half is free', () => {
    const store = new RecordStore(100);
    store.append(record(0, 50));
    expect(store.halfFree).toBe(true);
    store.append(record(1, 8));
    expect(store.halfFree).toBe(false);
    expect(store.fits(42)).toBe(true);
    expect(store.fits(43)).toBe(false);
  });
});
