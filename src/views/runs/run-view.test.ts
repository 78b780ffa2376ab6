import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lineOverTime } from '../../experiments/line-over-time';
import { topographySeries } from '../../experiments/topography-series';
import type { Experiment } from '../../experiments/experiment';
import { TestCanvas } from '../graphs/test-canvas';
import { RunView } from './run-view.svelte';

beforeEach(() => {
  vi.stubGlobal('OffscreenCanvas', TestCanvas);
  vi.stubGlobal('requestAnimationFrame', () => 0);
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function viewOf(experiment: Experiment, change: Record<string, number>): RunView {
  const recipe = { ...experiment.presets[0]?.recipe, ...change };
  return new RunView({ journal: null, title: null, experiment, recipe, path: null, track: null });
}

describe('a frame of a timeline', () => {
  it('that is a plane of a map is shown as that', () => {
    const view = viewOf(topographySeries, { columns: 2, rows: 2 });
    const frame = { time: 1, map: 'height', plane: 3 };
    expect(view.isShown(frame)).toBe(false);
    view.showFrame(frame);
    expect([view.shownPlane.map.name, view.shownPlane.plane]).toEqual(['height', 3]);
    expect(view.isShown(frame)).toBe(true);
  });

  it('that is a part of a list of points is what is looked at, until another point is selected', () => {
    const view = viewOf(lineOverTime, { linePoints: 5, passes: 4 });
    const frame = { time: 1, points: { from: 5, to: 10 } };
    view.showFrame(frame);
    expect(view.points).toEqual({ from: 5, to: 10 });
    expect(view.isShown(frame)).toBe(true);
    view.select({ row: 0, column: 9 });
    expect(view.isShown(frame)).toBe(true);
    view.select({ row: 0, column: 10 });
    expect(view.points).toBeNull();
    expect(view.isShown(frame)).toBe(false);
  });
});
