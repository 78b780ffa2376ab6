import { describe, expect, it } from 'vitest';
import type { Plot } from '../experiments/shown';
import { colourOf, drawingOf } from './plot-drawing';

const wave: Plot = {
  title: 'Wave',
  x: { label: 'E', unit: 'V' },
  y: { label: 'I', unit: 'pA' },
  series: [
    { kind: 'line', name: 'threshold', x: [0, 1], y: [5, 5] },
    { kind: 'line', name: 'a', x: [0, 1], y: [-140, 60] },
    { kind: 'points', name: 'b', x: [0.5, NaN], y: [0, 0], error: [1, 1] },
    { kind: 'band', name: 'c', x: [0, 1], lower: [-1, -1], upper: [1, 1] },
  ],
};

describe('the drawing of a plot', () => {
  it('has a mark for each series in its order, and the points that are numbers', () => {
    const drawing = drawingOf(wave, 300, 120);
    expect(drawing?.marks.map((m) => m.kind)).toEqual(['threshold', 'line', 'error', 'band']);
    expect(drawing?.points).toHaveLength(1);
    expect(drawing?.x.name).toBe('E / V');
  });

  it('counts in whole numbers', () => {
    const few: Plot = {
      ...wave,
      x: { label: 'point', unit: '', whole: true },
      y: { label: 'pixels', unit: '', whole: true },
      series: [{ kind: 'points', name: '', x: [1, 2, 3], y: [0, 1, 2] }],
    };
    const drawing = drawingOf(few, 600, 300);
    expect(drawing?.x.marks.map(({ text }) => text)).toEqual(['1', '2', '3']);
    expect(drawing?.y.marks.map(({ text }) => text)).toEqual(['0', '1', '2']);
    const measured = drawingOf({ ...few, x: { label: 't', unit: 's' } }, 600, 300);
    expect(measured?.x.marks.length).toBeGreaterThan(3);
  });

  it('keeps ticks inside its box and leaves more room for wider ones', () => {
    const drawing = drawingOf(wave, 300, 120);
    const narrow = drawingOf({ ...wave, y: { ...wave.y, range: [0, 5] } }, 300, 120);
    expect(drawing?.box.left).toBeGreaterThan(narrow?.box.left ?? Infinity);
    for (const { at } of drawing?.y.marks ?? []) {
      expect(at).toBeGreaterThanOrEqual(drawing?.box.top ?? NaN);
      expect(at).toBeLessThanOrEqual((drawing?.box.top ?? NaN) + (drawing?.box.height ?? NaN));
    }
  });

  it('is none where nothing was recorded', () => {
    expect(drawingOf({ ...wave, series: [] }, 300, 120)).toBeNull();
  });

  it('gives colours to lines that were measured alone', () => {
    expect(colourOf(wave.series[0], wave)).toBe('');
    expect(colourOf(wave.series[1], wave)).not.toBe('');
    expect(colourOf(wave.series[2], wave)).toBe('');
  });
});
