import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { experimentById } from '../../experiments/catalogue';
import type { RunProgress } from '../../workers/protocol';
import { firstPreset } from '../form/recipe-form.svelte';
import { TestCanvas } from '../graphs/test-canvas';
import { LiveRun } from './live-run.svelte';

const { experiment, preset } = firstPreset();
const PROGRESS: RunProgress = {
  id: 'a',
  experiment: experiment.id,
  recipe: preset.recipe,
  hopsDone: 0,
  hopsTotal: 9,
  secondsLeft: 1,
  bytesKept: 0,
  finished: false,
  stopped: false,
};

describe('the live run', () => {
  let frames: (() => void)[];
  const drawAll = (): void => {
    while (frames.length > 0) frames.shift()?.();
  };

  beforeEach(() => {
    frames = [];
    vi.useFakeTimers();
    vi.stubGlobal('OffscreenCanvas', TestCanvas);
    vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
    vi.stubGlobal('cancelAnimationFrame', () => undefined);
  });
  afterEach(() => {
    drawAll();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('is shown from the next frame on, after what belongs to the last one was put away', () => {
    const onshown = vi.fn();
    const live = new LiveRun(onshown);
    live.hear(PROGRESS);
    expect(live.view).toBeNull();
    drawAll();
    expect(live.view?.facts.journal).toBe('a');
    expect(onshown).toHaveBeenCalledTimes(1);
    live.hear({ ...PROGRESS, hopsDone: 1 });
    drawAll();
    expect(onshown).toHaveBeenCalledTimes(1);
  });

  it('takes pixels before it is shown', () => {
    const live = new LiveRun(() => undefined);
    live.hear(PROGRESS);
    const planes = live.of('a')?.data.planes.length ?? 0;
    const numbers = new Float64Array(planes).fill(1);
    live.write([
      {
        hop: 0,
        row: 0,
        column: 0,
        program: 0,
        status: 'ok',
        values: numbers,
        noise: numbers,
        calibration: numbers,
      },
    ]);
    drawAll();
    expect(live.view?.data.visits).toBe(1);
  });

  it('gives way to another one, also before it was shown', () => {
    const live = new LiveRun(() => undefined);
    live.hear(PROGRESS);
    live.hear({ ...PROGRESS, id: 'b' });
    drawAll();
    expect(live.view?.facts.journal).toBe('b');
    expect(live.of('a')).toBeNull();
    expect(live.of('b')).toBe(live.view);
  });

  it('of an experiment that is not known is not shown', () => {
    const live = new LiveRun(() => undefined);
    live.hear({ ...PROGRESS, experiment: 'nothing' });
    drawAll();
    expect(live.view).toBeNull();
  });

  it('shows a list that has grown with its new points, its pixels, and what was looked at', () => {
    const points = experimentById('voltammetry-points');
    const recipe = { ...points?.presets[0]?.recipe, points: [40e-6, 50e-6, 41e-6, 50e-6] };
    const progress = { ...PROGRESS, experiment: 'voltammetry-points', recipe, hopsTotal: 2 };
    const live = new LiveRun(() => undefined);
    live.hear(progress);
    drawAll();
    const numbers = new Float64Array(live.view?.data.planes.length ?? 0).fill(1);
    const told = { program: 0, status: 'ok', values: numbers, noise: numbers, calibration: numbers } as const;
    live.write([{ ...told, hop: 0, row: 0, column: 0 }]);
    live.view?.select({ row: 0, column: 1 });
    live.hear({ ...progress, hopsDone: 1 });
    const before = live.view;
    const longer = { ...recipe, points: [...recipe.points, 42e-6, 50e-6] };
    live.hear({ ...progress, recipe: longer, hopsTotal: 3 });
    drawAll();
    expect(live.view).not.toBe(before);
    expect(live.view?.path.points).toHaveLength(3);
    expect(live.view?.data.visits).toBe(1);
    expect(live.view?.selected).toEqual({ row: 0, column: 1 });
    expect(live.view?.following).toBe(false);
    live.write([{ ...told, hop: 2, row: 0, column: 2 }]);
    expect(live.view?.data.visits).toBe(2);
  });

  it('stays as it is where a map has one more visit', () => {
    const live = new LiveRun(() => undefined);
    live.hear(PROGRESS);
    drawAll();
    const { view } = live;
    live.hear({ ...PROGRESS, recipe: { ...PROGRESS.recipe }, hopsTotal: 10 });
    drawAll();
    expect(live.view).toBe(view);
  });
});
