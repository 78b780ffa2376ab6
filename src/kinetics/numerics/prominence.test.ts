import { describe, expect, it } from 'vitest';
import { prominentMaxima } from './prominence';

const found = (values: readonly number[], least: number) => prominentMaxima(Float64Array.from(values), least);

describe('prominent maxima', () => {
  it('measures each from the higher of its two valleys', () => {
    expect(found([0, 5, 2, 9, 1, 4, 3], 0)).toEqual([
      { at: 1, prominence: 3, before: 0 },
      { at: 3, prominence: 8, before: 2 },
      { at: 5, prominence: 1, before: 4 },
    ]);
  });

  it('leaves out what rises too little, and parts the rest at the lowest point between them', () => {
    expect(found([0, 5, 2, 3, 1, 9, 0], 2)).toEqual([
      { at: 1, prominence: 4, before: 0 },
      { at: 5, prominence: 9, before: 4 },
    ]);
  });

  it('takes a plateau once, and no end', () => {
    expect(found([0, 4, 4, 0], 1).map((m) => m.at)).toEqual([1]);
    expect(found([9, 1, 0, 1, 9], 1)).toEqual([]);
    expect(found([], 1)).toEqual([]);
    expect(found([1, NaN, 1], 0)).toEqual([]);
  });

  it('gives a maximum on a flank its height above the saddle', () => {
    const [, shoulder] = found([0, 10, 6, 7, 2, 0], 0);
    expect(shoulder).toEqual({ at: 3, prominence: 1, before: 2 });
  });
});
