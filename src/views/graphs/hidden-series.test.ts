import { describe, expect, it } from 'vitest';
import type { Plot, Series } from '../../experiments/shown';
import { colourOf } from '../../figures/plot-drawing';
import { rangesOf } from '../../figures/plot-paths';
import { alone, entryOf, toggled, withoutHidden } from './hidden-series';

const curve = (kind: 'line' | 'fit', name: string, height: number): Series => ({
  kind,
  name,
  x: [0, 1],
  y: [-height, height],
});
const axis = { label: '', unit: '' };
const plotOf = (...series: Series[]): Plot => ({ title: '', x: axis, y: axis, series });
const plot = plotOf(
  curve('line', 'slow', 1),
  curve('line', 'fast', 1000),
  curve('fit', 'slow, fit', 1),
  curve('fit', 'fast, fit', 1000),
);
const slow = entryOf({ kind: 'line', name: 'slow' });
const fast = entryOf({ kind: 'line', name: 'fast' });
const fits = entryOf({ kind: 'fit', name: 'fits' });
const drawn = (shown: Plot): string[] => shown.series.filter((s) => s.x.length > 0).map((s) => s.name);

describe('entries of a legend', () => {
  it('are hidden and shown again', () => {
    const hidden = toggled(new Set(), fast);
    expect([...hidden]).toEqual([fast]);
    expect([...toggled(hidden, fast)]).toEqual([]);
  });

  it('are shown alone, and all of them again', () => {
    const one = alone(new Set([slow]), slow, plot);
    expect([...one]).toEqual([fast, fits]);
    expect([...alone(one, slow, plot)]).toEqual([]);
    expect([...alone(one, fast, plot)]).toEqual([slow, fits]);
  });
});

describe('a plot without what is hidden', () => {
  it('has axes that fit what is left, and hides what was fitted to a line with it', () => {
    const left = withoutHidden(plot, new Set([fast]));
    expect(drawn(left)).toEqual(['slow', 'slow, fit']);
    expect(rangesOf(left)?.y.high).toBeCloseTo(1.12, 6);
    expect(drawn(withoutHidden(plot, new Set([fits])))).toEqual(['slow', 'fast']);
  });

  it('keeps the colours of the others', () => {
    const left = withoutHidden(plot, new Set([slow]));
    expect(colourOf(left.series[1], left)).toBe(colourOf(plot.series[1], plot));
  });

  it('hides a single fit, points with their bars, and a band by their own entries', () => {
    const mixed = plotOf(
      curve('fit', 'disc', 1),
      { kind: 'points', name: 'peaks', x: [1], y: [1], error: [1] },
      { kind: 'band', name: '95 % band', x: [1], lower: [0], upper: [1] },
    );
    const left = (kind: Series['kind'], name: string): string[] =>
      drawn(withoutHidden(mixed, new Set([entryOf({ kind, name })])));
    expect(left('fit', 'disc')).toEqual(['peaks', '95 % band']);
    expect(left('points', 'peaks')).toEqual(['disc', '95 % band']);
    expect(left('band', '95 % band')).toEqual(['disc', 'peaks']);
  });

  it('has a single series whatever was hidden of others, since no entry could show it again', () => {
    expect(drawn(withoutHidden(plotOf(curve('line', 'slow', 1)), new Set([slow])))).toEqual(['slow']);
  });
});
