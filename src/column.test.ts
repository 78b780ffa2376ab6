import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Column } from './column';

it('gives back what was put into it, however long it grows', () => {
  const column = new Column(Float64Array);
  for (let k = 0; k < 10_000; k++) column.push(k / 3);
  expect(column.length).toBe(10_000);
  for (let k = 0; k < 10_000; k++) expect(column.at(k)).toBe(k / 3);
});

it('is a list with places to be written again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 50 }),
      fc.array(fc.tuple(fc.nat(49), fc.integer({ min: -9, max: 9 })), { maxLength: 20 }),
      (values, changes) => {
        const column = new Column(Int32Array);
        const list = [...values];
        for (const value of values) column.push(value);
        for (const [place, value] of changes) {
          if (place >= list.length) expect(() => column.set(place, value)).toThrow(RangeError);
          else {
            column.set(place, value);
            list[place] = value;
          }
        }
        expect([...column.slice(0, column.length)]).toEqual(list);
      },
    ),
  );
});

it('copies a stretch over the edges of its blocks, and no further than its end', () => {
  const column = new Column(Uint16Array);
  for (let k = 0; k < 9000; k++) column.push(k);
  const stretch = column.slice(4000, 8200);
  expect([...stretch]).toEqual(Array.from({ length: 4200 }, (_, k) => 4000 + k));
  column.set(4000, 7);
  expect(stretch[0]).toBe(4000);
  expect([...column.slice(8998, 9100)]).toEqual([8998, 8999]);
  expect(column.slice(9001, 9005)).toHaveLength(0);
});

it('has no number beyond its end', () => {
  const column = new Column(Uint8Array);
  column.push(5);
  expect([column.at(0), column.at(1), column.at(-1), column.at(5000)]).toEqual([5, NaN, NaN, NaN]);
});
