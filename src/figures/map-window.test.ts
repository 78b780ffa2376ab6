import { expect, test } from 'vitest';
import { panned, seenExtent, WHOLE, wholeBox, zoomed } from './map-window';

test('the place under the pointer stays there', () => {
  const window = zoomed({ left: 0.2, top: 0.1, share: 0.5 }, { x: 0.25, y: 0.75 }, 2);
  expect(window.share).toBe(0.25);
  expect(window.left + 0.25 * window.share).toBeCloseTo(0.2 + 0.25 * 0.5, 12);
  expect(window.top + 0.75 * window.share).toBeCloseTo(0.1 + 0.75 * 0.5, 12);
});

test('the window never leaves the map and never gets larger than it', () => {
  const corner = zoomed(WHOLE, { x: 1, y: 1 }, 4);
  expect(corner).toEqual({ left: 0.75, top: 0.75, share: 0.25 });
  expect(zoomed(corner, { x: 0, y: 0 }, 0.01)).toEqual(WHOLE);
  expect(panned(corner, { x: -3, y: 0.5 })).toEqual({ left: 0.75, top: 0.625, share: 0.25 });
  expect(zoomed(WHOLE, { x: 0.5, y: 0.5 }, 1e6).share).toBe(1 / 64);
});

test('the extent that is seen, with y upward', () => {
  const extent = { x: [10, 18], y: [0, 4] } as const;
  expect(seenExtent(extent, WHOLE)).toEqual(extent);
  expect(seenExtent(extent, { left: 0.5, top: 0, share: 0.5 })).toEqual({ x: [14, 18], y: [2, 4] });
});

test('the box of the whole map has the window where the box of its part is', () => {
  const box = { left: 30, top: 8, width: 100, height: 50 };
  expect(wholeBox(box, WHOLE)).toEqual(box);
  const window = { left: 0.25, top: 0.5, share: 0.25 };
  const whole = wholeBox(box, window);
  expect(whole).toEqual({ left: -70, top: -92, width: 400, height: 200 });
  expect(whole.left + window.left * whole.width).toBe(box.left);
  expect(whole.top + window.top * whole.height).toBe(box.top);
});
