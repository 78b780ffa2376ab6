import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plot } from '../experiments/shown';
import {
  bandPath,
  dotPaths,
  errorPath,
  keepExtremes,
  legendOf,
  linePath,
  projection,
  rangesOf,
  strokeOf,
} from './plot-paths';

const to = projection({ low: 0, high: 10 }, { low: 0, high: 1 }, { left: 0, top: 0, width: 100, height: 50 });
const axis = { label: '', unit: '' };
const plot = (...series: Plot['series'][number][]): Plot => ({ title: '', x: axis, y: axis, series });

describe('ranges', () => {
  it('hold lines, error bars and bands, and skip what is no number', () => {
    const ranges = rangesOf(
      plot(
        { kind: 'line', name: '', x: [0, NaN, 10], y: [1, 2, NaN] },
        { kind: 'points', name: '', x: [5], y: [3], error: [2] },
        { kind: 'band', name: '', x: [1], lower: [-4], upper: [4] },
      ),
    );
    expect(ranges?.x.low).toBeCloseTo(-0.2, 12);
    expect(ranges?.x.high).toBeCloseTo(10.2, 12);
    expect(ranges?.y.low).toBeCloseTo(-4.54, 12);
    expect(ranges?.y.high).toBeCloseTo(5.54, 12);
  });

  it('are those that the plot asks for in y', () => {
    const asking: Plot = {
      ...plot({ kind: 'line', name: '', x: [0, 1], y: [-190, 2] }),
      y: { ...axis, range: [-10, 10] },
    };
    expect(rangesOf(asking)?.y.low).toBeCloseTo(-11.2, 12);
    expect(rangesOf(asking)?.y.high).toBeCloseTo(11.2, 12);
  });

  it('are none for an empty plot and never of no width', () => {
    expect(rangesOf(plot())).toBeNull();
    expect(rangesOf(plot({ kind: 'line', name: '', x: [1], y: [NaN] }))).toBeNull();
    const one = rangesOf(plot({ kind: 'line', name: '', x: [2], y: [0] }));
    expect(one && one.x.high > one.x.low && one.y.high > one.y.low).toBe(true);
  });
});

describe('reduction', () => {
  it('keeps both ends, the least and the greatest sample, in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e3, max: 1e3 }), { minLength: 1, maxLength: 3000 }),
        fc.integer({ min: 1, max: 50 }),
        (y, runs) => {
          const kept = keepExtremes(y, runs);
          const values = kept.map((k) => y[k] ?? NaN);
          expect(kept[0]).toBe(0);
          expect(kept.at(-1)).toBe(y.length - 1);
          expect(Math.max(...values)).toBe(Math.max(...y));
          expect(Math.min(...values)).toBe(Math.min(...y));
          expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
          expect(kept.length).toBeLessThanOrEqual(Math.max(runs * 4, 4));
        },
      ),
    );
  });

  it('leaves gaps where samples are missing', () => {
    const y = Array.from({ length: 1000 }, (_, k) => (k === 500 ? NaN : 1));
    expect(keepExtremes(y, 10)).toContain(500);
  });
});

describe('paths', () => {
  it('project with y upward', () => {
    expect(linePath([0, 10], [0, 1], to, 100)).toBe('M0.0,50.0L100.0,0.0');
  });

  it('lift the pen at a gap', () => {
    expect(linePath([0, 5, 10], [0, NaN, 1], to, 100)).toBe('M0.0,50.0M100.0,0.0');
  });

  it('go round a band', () => {
    expect(bandPath([0, 10], [0, 0], [1, 1], to)).toBe('M0.0,0.0L100.0,0.0L100.0,50.0L0.0,50.0Z');
    expect(bandPath([0], [0], [1], to)).toBe('');
  });

  it('draw an error bar through each point that has one', () => {
    expect(errorPath([5, 6], [0.5, 0.5], [0.5, NaN], to)).toBe('M50.0,0.0V50.0');
  });
});

describe('the legend', () => {
  const line = (name: string) => ({ kind: 'line', name, x: [], y: [] }) as const;
  const fit = (name: string) => ({ kind: 'fit', name, x: [], y: [] }) as const;
  const names = (...series: Plot['series'][number][]): string[] =>
    legendOf(plot(...series)).map((k) => k.name);

  it('is left out for a single series', () => {
    expect(names(line('a'))).toEqual([]);
  });

  it('has each name once and none for nameless series', () => {
    expect(names(line('a'), line('a'), line(''), line('b'))).toEqual(['a', 'b']);
  });

  it('tells a threshold from what was measured', () => {
    expect(strokeOf(line('threshold'))).toBe('threshold');
    expect(legendOf(plot(line('a'), line('threshold'))).map((k) => k.kind)).toEqual(['line', 'threshold']);
  });

  it('puts several fits into one entry and keeps the name of a single one', () => {
    expect(names(line('a'), fit('disc'))).toEqual(['a', 'disc']);
    expect(names(line('a'), fit('a, fit'), line('b'), fit('b, fit'))).toEqual(['a', 'fits', 'b']);
  });
});

describe('dots', () => {
  it('are one path a colour, in the order of the colours', () => {
    const dot = (x: number, colour: string) => ({ x, y: 2, colour });
    expect(dotPaths([dot(1, ''), dot(3.14, 'red'), dot(5, '')])).toEqual([
      { colour: '', path: 'M1.0,2.0h0M5.0,2.0h0' },
      { colour: 'red', path: 'M3.1,2.0h0' },
    ]);
    expect(dotPaths([])).toEqual([]);
  });
});
