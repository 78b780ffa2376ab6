import { describe, expect, it } from 'vitest';
import { utf8 } from './sample-curve';
import { Table, type TableLayout } from './table';
import { linesOf } from './text-lines';

const PAIR: TableLayout = {
  separator: ',',
  columns: 2,
  curves: [
    { potential: { index: 0, factor: 1 }, current: { index: 1, factor: 1e-6 }, time: null, area: null },
  ],
  cycle: null,
};
const CYCLES: TableLayout = {
  separator: '\t',
  columns: 4,
  curves: [
    {
      potential: { index: 1, factor: 1e-3 },
      current: { index: 2, factor: 1 },
      time: { index: 0, factor: 1 },
      area: null,
    },
  ],
  cycle: 3,
};

const linesWith = (lines: readonly string[]): ReturnType<typeof linesOf> =>
  linesOf(utf8(lines.map((line) => `${line}\n`).join('')));

function read(layout: TableLayout, lines: readonly string[]): ReturnType<Table['end']> {
  const table = new Table(layout);
  expect(table.read(linesWith(lines))).toBeNull();
  return table.end();
}

const refusal = (layout: TableLayout, lines: readonly string[]): string =>
  new Table(layout).read(linesWith(lines))?.happened ?? '';

describe('Table', () => {
  it('turns columns into SI', () => {
    const { curves, remarks } = read(PAIR, ['0.1,2', '0.2,3', '']);
    expect(curves).toHaveLength(1);
    expect([...(curves[0]?.potential ?? [])]).toEqual([0.1, 0.2]);
    expect(curves[0]?.current[1]).toBeCloseTo(3e-6, 18);
    expect(curves[0]?.time).toBeNull();
    expect(remarks).toEqual([]);
  });

  it('parts cycles by their number', () => {
    const { curves } = read(CYCLES, ['0\t100\t1\t1,0', '1\t200\t2\t1,0', '2\t100\t3\t2,0', '3\t0\t4\t2,0']);
    expect(curves.map((c) => [c.cycle, c.potential.length])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect([...(curves[1]?.time ?? [])]).toEqual([2, 3]);
    expect(curves[0]?.potential[1]).toBeCloseTo(0.2, 15);
  });

  it('reads curves side by side, also of unequal length', () => {
    const second = {
      potential: { index: 2, factor: 1 },
      current: { index: 3, factor: 1 },
      time: null,
      area: null,
    };
    const layout = { ...PAIR, columns: 4, curves: [...PAIR.curves, second] };
    const { curves } = read(layout, ['0,1,0,1', '1,2,1,2', ',,2,3']);
    expect(curves.map((c) => [c.place, c.potential.length])).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it('leaves rows without numbers out, and says so', () => {
    const { curves, remarks } = read(PAIR, ['0,1', ',', 'NaN,2', '1,NaN', ',', '2,3', '  ']);
    expect([...(curves[0]?.potential ?? [])]).toEqual([0, 2]);
    expect(remarks).toEqual([
      '2 blank rows left out, the first at line 2.',
      '2 rows without a number left out, the first at line 3.',
    ]);
  });

  it('leaves a last line that is cut off out, and says so', () => {
    const { curves, remarks } = read(PAIR, ['0,1', '1,2', '2']);
    expect(curves[0]?.potential).toHaveLength(2);
    expect(remarks).toEqual(['Line 3, the last, may be cut off and was left out.']);
  });

  it('leaves a last line without an end out, since a digit may be missing, and says so', () => {
    const table = new Table(PAIR);
    expect(table.read(linesOf(utf8('0.1,2\n0.2,3\n0.3,4')))).toBeNull();
    const { curves, remarks } = table.end();
    expect([...(curves[0]?.potential ?? [])]).toEqual([0.1, 0.2]);
    expect(remarks).toEqual(['Line 3, the last, may be cut off and was left out.']);
  });

  it('takes a number beyond all bounds for none', () => {
    expect(read(PAIR, ['0,1', '1,1e999', '2,3']).remarks).toEqual([
      '1 row without a number left out, the first at line 2.',
    ]);
  });

  it('counts marks, passes over lines between, and stops before what follows', () => {
    const layout = { ...PAIR, columns: 3, marks: 2 };
    const lines = linesWith(['0,1,...', '1,2,.V.', 'Segment', 'x,3,.V.', 'Other', '9,9,...']);
    const table = new Table(layout);
    const kindOf = (text: string) => (text === 'Other' ? 'end' : text === 'Segment' ? 'skipped' : 'row');
    expect(table.read(lines, kindOf)?.happened).toMatch(/^Line 4: “x”/);
    expect(table.read(lines, kindOf)).toBeNull();
    expect([lines.next(), lines.number()]).toEqual(['Other', 5]);
    expect(table.end().marked).toBe(2);
  });

  it.each([
    ['a line with too few columns inside', PAIR, ['0,1', '1', '2,3'], /^Line 2: only part of the 2 columns/],
    ['a word', PAIR, ['0,1', '1,overload!'], /^Line 2: “overload!” stands where a number is expected/],
    [
      'decimal commas between commas',
      PAIR,
      ['0,5,1,2'],
      /^Line 1: 4 cells stand under 2 columns.*decimal points/,
    ],
    ['mixed decimal marks', CYCLES, ['0\t0,5\t1\t1', '1\t0.6\t1\t1'], /^Line 2: “0.6”.*mixed/],
    ['thousands', CYCLES, ['0\t1.234,5\t1\t1'], /^Line 1: “1.234,5” cannot be read/],
    ['a number that is cut off', CYCLES, ['0\t1\t1.2E-\t1'], /^Line 1: “1.2E-”/],
    ['a cycle that is no number', CYCLES, ['0\t1\t1\tx'], /^Line 1: “x” is no cycle number/],
  ] as const)('refuses %s', (_name, layout, lines, sentence) =>
    expect(refusal(layout, lines)).toMatch(sentence),
  );
});
