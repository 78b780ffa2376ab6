import { describe, expect, it } from 'vitest';
import { PixelStore } from './pixel-store';
import type { PixelMessage } from '../protocol';

const pixel = (hop: number, change: Partial<PixelMessage> = {}): PixelMessage => ({
  hop,
  row: 0,
  column: 0,
  program: 0,
  status: 'ok',
  values: Float64Array.of(hop, NaN),
  noise: Float64Array.of(hop / 7, 0),
  calibration: Float64Array.of(-hop, 1),
  ...change,
});

const storeOf = (...pixels: readonly PixelMessage[]): PixelStore => {
  const store = new PixelStore({ rows: 2, columns: 3 });
  for (const each of pixels) store.add(each);
  return store;
};

describe('the pixels of a run', () => {
  it('come back as they were told, in order', () => {
    const told = [
      pixel(0),
      pixel(1, { row: 1, column: 2, program: 3, status: 'gap' }),
      pixel(2, { row: -1, column: -1, status: 'no_contact' }),
    ];
    expect(storeOf(...told).list()).toEqual(told);
    expect(storeOf().list()).toEqual([]);
  });

  it('are shown where they were measured', () => {
    const store = storeOf(pixel(5, { row: 1, column: 2 }), pixel(6, { row: 0, column: 1 }));
    expect([store.shownAt(1, 2), store.shownAt(0, 1), store.shownAt(0, 0)]).toEqual([5, 6, null]);
  });

  it('are shown by their latest good visit, or the latest where none was good', () => {
    const bad = pixel(8, { status: 'early' });
    expect(storeOf(pixel(7), bad).shownAt(0, 0)).toBe(7);
    expect(storeOf(bad, pixel(7)).shownAt(0, 0)).toBe(7);
    expect(storeOf(pixel(3, { status: 'gap' }), bad).shownAt(0, 0)).toBe(8);
    expect(storeOf(pixel(3), pixel(4)).shownAt(0, 0)).toBe(4);
  });

  it('are none of the map where the landing was for reference', () => {
    const store = storeOf(pixel(1, { row: -1, column: -1 }));
    for (const [row, column] of [
      [0, 0],
      [0, 2],
      [1, 2],
    ] as const)
      expect(store.shownAt(row, column)).toBeNull();
  });
});
