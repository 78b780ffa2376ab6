import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MapSpec, Path } from '../../experiments/experiment';
import { TestCanvas } from '../graphs/test-canvas';
import * as draw from './draw-map';
import { MapData } from './map-data';
import { MapPainter } from './map-painter';
import { ShownPlanes } from './shown-planes';

const PLANES = 400;
const spec: MapSpec = {
  name: 'current',
  title: 'Current',
  unit: 'A',
  shown: { unit: 'nA', factor: 1e9 },
  scale: 'linear',
  errors: false,
  axis: { name: 'time', unit: 's', values: Array.from({ length: PLANES }, (_, k) => k) },
};
const path: Path = { points: [], rows: 1, columns: 3, x: [0, 1e-6, 2e-6], y: [0] };

describe('the painter', () => {
  let frames: (() => void)[];
  const frame = (): void => frames.splice(0).forEach((f) => f());
  const painted = vi.spyOn(draw, 'colourRows');

  beforeEach(() => {
    frames = [];
    vi.useFakeTimers();
    vi.stubGlobal('OffscreenCanvas', TestCanvas);
    vi.stubGlobal('requestAnimationFrame', (f: () => void) => frames.push(f));
    vi.spyOn(draw, 'drawPlane').mockReturnValue();
    painted.mockClear();
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  function painter() {
    const data = new MapData(path, [spec]);
    const onFrame = vi.fn();
    const planes = new ShownPlanes(data, path, () => null);
    const made = new MapPainter(planes, () => ({ log: false, clip: 0, fixed: null, linked: false }), onFrame);
    [1, 2, 4].forEach((value, column) => {
      const values = new Float64Array(PLANES).fill(value);
      data.write({ row: 0, column, status: 'ok', values, noise: values, calibration: values });
    });
    made.schedule();
    return { made, onFrame };
  }

  it('draws nothing of planes that nobody looks at, and is done in a frame', () => {
    const { onFrame } = painter();
    frame();
    expect(onFrame).toHaveBeenCalledTimes(1);
    expect(painted).not.toHaveBeenCalled();
    expect(frames).toEqual([]);
  });

  it('knows limits and median of such planes all the same', () => {
    const { made } = painter();
    frame();
    expect(made.summaryOf(PLANES - 1)).toMatchObject({ limits: { low: 1, high: 4 }, median: 2, count: 3 });
  });

  it('draws a plane from when a canvas signs up for it', () => {
    const { made } = painter();
    frame();
    const end = made.attach({} as HTMLCanvasElement, 7);
    frame();
    expect(painted).toHaveBeenCalledTimes(1);
    end();
    made.schedule();
    frame();
    expect(painted).toHaveBeenCalledTimes(1);
  });
});
