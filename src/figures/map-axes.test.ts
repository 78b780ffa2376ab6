import { describe, expect, it } from 'vitest';
import { axesOf } from './map-axes';

const extent = { x: [10e-6, 30e-6], y: [-5e-6, 5e-6] } as const;
const spacing = { x: 50, y: 50, point: 50 };

describe('the axes of a map', () => {
  it('are in µm, at their places along the edges', () => {
    const { x, y } = axesOf(extent, { width: 200, height: 100 }, false, spacing);
    expect(x.ticks).toEqual([
      { share: 0, text: '10' },
      { share: expect.closeTo(0.25) as number, text: '15' },
      { share: expect.closeTo(0.5) as number, text: '20' },
      { share: expect.closeTo(0.75) as number, text: '25' },
      { share: expect.closeTo(1) as number, text: '30' },
    ]);
    expect(y.ticks.map((t) => t.text)).toEqual(['−5', '0', '5']);
    expect([x.name, y.name]).toEqual(['x / µm', 'y / µm']);
  });

  it('have a scale bar as long as they say', () => {
    const { bar } = axesOf(extent, { width: 200, height: 100 }, false, spacing);
    expect(bar).toEqual({ share: expect.closeTo(5 / 20) as number, text: '5\u00a0µm' });
  });

  it('number the points of a list, which has no scale', () => {
    const list = { x: [0.5, 4.5], y: [0.5, 1.5] } as const;
    const { x, y, bar } = axesOf(list, { width: 200, height: 50 }, true, spacing);
    expect(x.ticks).toEqual([1, 2, 3, 4].map((n) => ({ share: (n - 0.5) / 4, text: String(n) })));
    expect(y.ticks).toEqual([]);
    expect(bar).toBeNull();
  });
});
