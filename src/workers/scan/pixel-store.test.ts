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
  const store = new PixelStore();
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

  it('are found again by their place, with every visit', () => {
    const store = storeOf(
      pixel(5, { row: 1, column: 2 }),
      pixel(6, { row: 0, column: 1 }),
      pixel(7, { row: 1, column: 2, program: 1, status: 'early' }),
    );
    expect(store.visitsOf(1, 2)).toEqual([
      { hop: 5, program: 0, status: 'ok' },
      { hop: 7, program: 1, status: 'early' },
    ]);
    expect(store.visitsOf(0, 1)).toEqual([{ hop: 6, program: 0, status: 'ok' }]);
    expect(store.visitsOf(0, 0)).toEqual([]);
  });
});
