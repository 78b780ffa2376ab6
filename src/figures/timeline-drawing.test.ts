import { describe, expect, it } from 'vitest';
import type { Plot, Timeline } from '../experiments/shown';
import { nearestFrame, timelineDrawing, valueAtTime, wholeOf } from './timeline-drawing';

const panel = (y: readonly number[]): Plot => ({
  title: '',
  x: { label: 't', unit: 's' },
  y: { label: 'E', unit: 'V' },
  series: [{ kind: 'line', name: 'E', x: y.map((_, k) => 100 * k), y }],
});
const timeline: Timeline = {
  title: 'Track',
  panels: [panel([0, 1, 2, 3, 4]), panel([-20_000, 5, NaN, 7, 8])],
  frames: [
    { time: 90, map: 'height', plane: 0 },
    { time: 410, map: 'height', plane: 1 },
  ],
};
const size = { width: 300, height: 80 };

describe('the drawing of a timeline', () => {
  it('reaches from the first to the last time of its curves and frames', () => {
    expect(wholeOf(timeline)).toEqual({ low: 0, high: 410 });
    expect(wholeOf({ title: '', panels: [] })).toBeNull();
  });

  it('has the margin of the widest ticks in each panel, and words of time below the lowest alone', () => {
    const { panels, unit } = timelineDrawing(timeline, { low: 0, high: 400 }, size);
    const [upper, lower] = panels;
    expect(unit.unit).toBe('min');
    expect(upper?.box.left).toBe(lower?.box.left);
    expect(upper?.box.height).toBe(lower?.box.height);
    expect([upper?.x.name, lower?.x.name]).toEqual(['', 't / min']);
    expect(upper?.x.marks.map(({ at }) => at)).toEqual(lower?.x.marks.map(({ at }) => at));
  });

  it('goes from times to px and back, the same as its panels', () => {
    const { panels, xOf, timeAt } = timelineDrawing(timeline, { low: 100, high: 200 }, size);
    expect(timeAt(xOf(123))).toBeCloseTo(123, 9);
    expect(panels[0]?.xOf(123)).toBeCloseTo(xOf(123), 9);
  });

  it('has the range of what is seen', () => {
    const { panels } = timelineDrawing(timeline, { low: 310, high: 390 }, size);
    expect(panels[1]?.y.marks.every(({ text }) => Number(text) >= 6.9 && Number(text) <= 8.1)).toBe(true);
  });
});

describe('a time on it', () => {
  it('has the value of the sample next to it in each series', () => {
    const [series] = panel([0, 1, 2]).series;
    if (!series) throw new Error('no series');
    expect([-50, 49, 51, 149, 1000].map((t) => valueAtTime(series, t))).toEqual([0, 0, 1, 1, 2]);
    expect(valueAtTime({ ...series, x: [], y: [] } as typeof series, 1)).toBeNaN();
  });

  it('has the nearest frame', () => {
    expect([0, 249, 251].map((t) => nearestFrame(timeline, t))).toEqual([0, 0, 1]);
    expect(nearestFrame({ title: '', panels: [] }, 1)).toBe(-1);
  });
});
