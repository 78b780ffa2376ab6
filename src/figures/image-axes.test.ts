import { describe, expect, it } from 'vitest';
import type { ImagePlot } from '../experiments/shown';
import { edgesOf, imageAxes, valuesAt } from './image-axes';

const image: ImagePlot = {
  title: 'I(x, z)',
  x: { label: 'x', unit: 'µm', first: 0.5, last: 9.5 },
  y: { label: 'z', unit: 'nm', first: 0, last: 300 },
  z: { label: 'I', unit: 'nA' },
  rows: 4,
  columns: 10,
  values: Float64Array.from({ length: 40 }, (_, k) => k),
};

describe('the axes of an image plot', () => {
  it('end half a cell beyond the outermost centres', () => {
    expect(edgesOf(image.x, image.columns)).toEqual([0, 10]);
    expect(edgesOf(image.y, image.rows)).toEqual([-50, 350]);
    expect(edgesOf({ label: '', unit: '', first: 3, last: 3 }, 1)).toEqual([2.5, 3.5]);
  });

  it('have round ticks where their values are', () => {
    const { x, y } = imageAxes(image, { width: 300, height: 120 }, { x: 60, y: 30 });
    expect(x.name).toBe('x / µm');
    expect(x.ticks.map(({ text, share }) => [text, share])).toEqual([
      ['0', 0],
      ['2', 0.2],
      ['4', 0.4],
      ['6', 0.6],
      ['8', 0.8],
      ['10', 1],
    ]);
    expect(y.ticks[0]).toEqual({ text: '0', share: 0.125 });
  });

  it('tell the values of a cell', () => {
    expect(valuesAt(image, { row: 3, column: 2 })).toEqual({ x: 2.5, y: 300, z: 32 });
    expect(valuesAt(image, { row: 4, column: 0 }).z).toBeNaN();
  });
});
