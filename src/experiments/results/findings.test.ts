import { describe, expect, it } from 'vitest';
import { randomLcg } from 'd3-random';
import { categoryTable, figureText, measuredMaps, medianFigure, medianOf, sortedNumbers } from './findings';
import type { MapSpec, Path } from '../experiment';

const path: Path = { points: [], rows: 1, columns: 3, x: [0, 1, 2], y: [0] };
const map = (name: string, more: Partial<MapSpec> = {}): MapSpec => ({
  name,
  title: name,
  unit: 'A',
  shown: { unit: 'pA', factor: 1e12 },
  scale: 'linear',
  errors: false,
  ...more,
});

describe('findings', () => {
  it('find planes by map and place on its axis', () => {
    const axis = { name: 'scan_rate', unit: 'V/s', values: [1, 2] };
    const maps = measuredMaps([map('a'), map('b', { axis })], path, [[1], [2], [3]]);
    expect([maps.plane('a'), maps.plane('b'), maps.plane('b', 1)]).toEqual([[1], [2], [3]]);
    expect(maps.plane('c')).toEqual([]);
    expect(maps.plane('b', 2)).toEqual([]);
  });

  it.each<[values: number[], median: number]>([
    [[], NaN],
    [[3], 3],
    [[1, 2], 1.5],
    [[5, 1, NaN, 3], 3],
  ])('have the median of %j', (values, median) => {
    expect(medianOf(sortedNumbers(values)).value).toBe(median);
  });

  it('have a median of few numbers without an interval, of more with one', () => {
    expect(medianOf([1, 2, 3, 4, 5])).toEqual({ value: 3 });
    expect(medianOf([1, 2, 3, 4, 5, 6]).interval).toEqual([1, 6]);
  });

  it('cover the true median in 95 of 100 samples', () => {
    const random = randomLcg(0.7);
    const covers = Array.from({ length: 2000 }, () => {
      const sample = sortedNumbers(Array.from({ length: 41 }, () => random()));
      const [low, high] = medianOf(sample).interval ?? [NaN, NaN];
      return low <= 0.5 && high >= 0.5;
    });
    const share = covers.filter(Boolean).length / covers.length;
    expect(share).toBeGreaterThan(0.935);
    expect(share).toBeLessThan(0.985);
  });

  it('name figures with the units of their map', () => {
    expect(medianFigure('current', 'Median current', [2, NaN, 4], map('current'))).toEqual({
      key: 'current',
      label: 'Median current',
      value: 3,
      unit: 'A',
      shown: { unit: 'pA', factor: 1e12 },
    });
  });

  it.each([
    [[2.05e-12, 2.35e-12], '2.22\u00a0pA (2.05 … 2.35)'],
    [[2.2218e-12, 2.2222e-12], '2.2220\u00a0pA (2.2218 … 2.2222)'],
    [[2.22e-12, 2.22e-12], '2.22\u00a0pA (2.22 … 2.22)'],
  ] as const)('tell a figure between %o by as many digits as its interval has', (interval, text) => {
    const { unit, shown } = map('current');
    expect(figureText({ key: '', label: '', value: 2.222e-12, interval, unit, shown })).toBe(text);
  });

  it('count categories', () => {
    const spec = map('verdict', { enumeration: { good: 0, no_peak: 8, disc: 1 } });
    expect(categoryTable('Verdicts', spec, [0, 8, 0, NaN, 0]).rows).toEqual([
      ['good', '3', '75\u00a0%'],
      ['no peak', '1', '25\u00a0%'],
    ]);
  });
});

it('writes counts without decimals, their intervals too', () => {
  const figure = { key: 'k', label: 'k', value: 1, unit: '1', shown: { unit: '', factor: 1 } };
  expect(figureText(figure)).toBe('1');
  expect(figureText({ ...figure, interval: [1, 2] })).toBe('1 (1 … 2)');
  expect(figureText({ ...figure, interval: [0.5, 1.5] })).toBe('1.00 (0.500 … 1.50)');
});

it('writes a figure with its interval, and without one that is not known', () => {
  const figure = { key: 'k', label: 'k', value: 2e-12, unit: 'A', shown: { unit: 'pA', factor: 1e12 } };
  expect(figureText({ ...figure, interval: [1e-12, 3e-12] })).toBe('2.00\u00a0pA (1.00 … 3.00)');
  expect(figureText({ ...figure, interval: [NaN, NaN] })).toBe('2.00\u00a0pA');
});
