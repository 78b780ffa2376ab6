import { describe, expect, it } from 'vitest';
import { EXPERIMENTS } from '../../experiments/catalogue';
import type { Experiment } from '../../experiments/experiment';
import { square } from '../../experiments/path/squares';
import { USUAL_STAGE } from './path-drawing';
import {
  clickable,
  clickedValues,
  draggedValues,
  endsOf,
  hintOf,
  outlineOf,
  toolFor,
  toolsOf,
  zoomedFrame,
  type Press,
} from './path-editing';

function fieldsOf(id: string): Experiment['fields'] {
  const found = EXPERIMENTS.find((experiment) => experiment.id === id);
  if (!found) throw new Error(`There is no experiment ${id}.`);
  return found.fields;
}

/** A picture of 500 px that shows 10 µm from 40 µm on, so that a pixel is 20 nm. */
const frame = { x: [40e-6, 50e-6], y: [40e-6, 50e-6] } as const;
const pressed = (from: Press['from'], to = from): Press => ({ from, to, frame, side: 500 });

describe('what can be drawn', () => {
  it('follows from the fields of a form', () => {
    expect(toolsOf(fieldsOf('current-map'))).toEqual(['rectangle', 'line']);
    expect(toolsOf(fieldsOf('xz-image'))).toEqual(['line']);
    expect(toolsOf(fieldsOf('voltammetry-points'))).toEqual(['line']);
    expect(toolsOf(fieldsOf('height-over-time'))).toEqual([]);
  });

  it('is said of every experiment', () => {
    for (const { fields } of EXPERIMENTS) {
      expect(hintOf(fields, toolFor(toolsOf(fields), null, {}))).toMatch(/^(Drag|Click) .+\w\.$/);
    }
    expect(hintOf(fieldsOf('voltammetry-points'), 'line')).toBe(
      'Drag to draw the line; click to add a point, or on a point to take it away.',
    );
    expect(hintOf(fieldsOf('current-map'), 'rectangle')).toBe('Drag to draw the rectangle.');
    expect(hintOf(fieldsOf('height-over-time'), null)).toBe('Click to set the point.');
  });

  it('is what the recipe has, until another is chosen', () => {
    const both = ['rectangle', 'line'] as const;
    expect(toolFor(both, null, { shape: 'grid' })).toBe('rectangle');
    expect(toolFor(both, null, { shape: 'line' })).toBe('line');
    expect(toolFor(both, 'rectangle', { shape: 'line' })).toBe('rectangle');
    expect(toolFor(['line'], 'rectangle', { shape: 'points' })).toBe('line');
    expect(toolFor([], 'line', {})).toBeNull();
  });
});

describe('a press', () => {
  it('goes from place to place with y upward, in whole nm', () => {
    expect(endsOf(pressed({ x: 100, y: 50 }, { x: 250.26, y: 500 }), USUAL_STAGE)).toEqual({
      from: { x: 42e-6, y: 49e-6 },
      to: { x: 45.005e-6, y: 40e-6 },
    });
  });

  it('is a click while the pointer moves by no more than some px', () => {
    expect(endsOf(pressed({ x: 100, y: 50 }, { x: 102, y: 53 }), USUAL_STAGE)).toBeNull();
    expect(endsOf(pressed({ x: 100, y: 50 }, { x: 103, y: 53 }), USUAL_STAGE)).not.toBeNull();
  });

  it('goes no further than the picture, the travel of the stage, and the fields', () => {
    const beyond = pressed({ x: -40, y: 600 }, { x: 900, y: -20 });
    const ends = { from: { x: 40e-6, y: 40e-6 }, to: { x: 50e-6, y: 50e-6 } };
    expect(endsOf(beyond, USUAL_STAGE)).toEqual(ends);
    const short = { x: { min: 0, max: 47.0004e-6 }, y: { min: 42e-6, max: 300e-6 } };
    expect(endsOf(beyond, short)).toEqual({ from: { x: 40e-6, y: 42e-6 }, to: { x: 47.0004e-6, y: 50e-6 } });
    const wide = { ...beyond, frame: { x: [-50e-6, 150e-6], y: [-50e-6, 150e-6] } } as const;
    expect(endsOf(wide, { ...short, x: { min: -1e-3, max: 1e-3 } })).toEqual({
      from: { x: 0, y: 42e-6 },
      to: { x: 100e-6, y: 100e-6 },
    });
  });

  it('is seen as it will be', () => {
    const ends = { from: { x: 42e-6, y: 49e-6 }, to: { x: 45e-6, y: 40e-6 } };
    expect(outlineOf('line', ends)).toBe('M42,-49L45,-40');
    expect(outlineOf('rectangle', ends)).toBe('M42,-49L45,-49L45,-40L42,-40Z');
  });
});

describe('what is dragged', () => {
  const from = { x: 42e-6, y: 49e-6 };
  const to = { x: 45e-6, y: 45e-6 };

  it('becomes the line, with its number of points', () => {
    expect(draggedValues('line', { from, to }, { linePoints: 33 }, NaN)).toEqual({
      shape: 'line',
      lineX: 42e-6,
      lineY: 49e-6,
      lineEndX: 45e-6,
      lineEndY: 45e-6,
      linePoints: 33,
    });
  });

  it('has points by the pitch of the map where the recipe does not say how many', () => {
    const points = (own: number, pitch: number) =>
      draggedValues('line', { from, to }, { linePoints: own }, pitch)?.['linePoints'];
    expect(points(NaN, 0.5e-6)).toBe(11);
    expect(points(2.5, 1e-6)).toBe(6);
    expect(points(NaN, NaN)).toBe(21);
    expect(points(NaN, 1e-9)).toBe(1024);
    expect(points(1, NaN)).toBe(2);
  });

  it('becomes the edges of the grid, in whichever direction', () => {
    const grid = { shape: 'grid', originX: 42e-6, originY: 45e-6, width: 3e-6, height: 4e-6 };
    const recipe = square(8e-6, 8);
    expect(draggedValues('rectangle', { from, to }, recipe, NaN)).toEqual(grid);
    expect(draggedValues('rectangle', { from: to, to: from }, recipe, NaN)).toEqual(grid);
  });

  it('is nothing where it has no length, or is too flat for a grid', () => {
    expect(draggedValues('line', { from, to: from }, {}, NaN)).toBeNull();
    expect(draggedValues('rectangle', { from, to: { x: 45e-6, y: 49.009e-6 } }, {}, NaN)).toBeNull();
    expect(draggedValues('rectangle', { from, to: { x: 45e-6, y: 49.01e-6 } }, {}, NaN)).toMatchObject({
      height: 10e-9,
    });
  });
});

describe('a click', () => {
  const listing = fieldsOf('voltammetry-points');
  const recipe = { shape: 'points', points: [42e-6, 49e-6, 45e-6, 45e-6] };

  it('adds a point at the end of the list', () => {
    expect(clickedValues(listing, recipe, pressed({ x: 50, y: 450 }), USUAL_STAGE)).toEqual({
      shape: 'points',
      points: [42e-6, 49e-6, 45e-6, 45e-6, 41e-6, 41e-6],
    });
  });

  it('takes the nearest point away that lies within 8 px, but never the last', () => {
    const near = pressed({ x: 106, y: 45 });
    expect(clickedValues(listing, recipe, near, USUAL_STAGE)).toMatchObject({ points: [45e-6, 45e-6] });
    const close = { points: [42.1e-6, 49e-6, 42e-6, 49e-6] };
    expect(clickedValues(listing, close, pressed({ x: 101, y: 50 }), USUAL_STAGE)).toMatchObject({
      points: [42.1e-6, 49e-6],
    });
    expect(clickedValues(listing, { points: [42e-6, 49e-6] }, near, USUAL_STAGE)).toBeNull();
    const away = clickedValues(listing, recipe, pressed({ x: 109, y: 50 }), USUAL_STAGE);
    expect(away?.['points']).toHaveLength(6);
  });

  it('takes a point away that lies beyond the stage, and adds none there', () => {
    const short = { x: { min: 0, max: 44e-6 }, y: USUAL_STAGE.y };
    const at = pressed({ x: 250, y: 250 });
    expect(clickedValues(listing, recipe, at, short)).toMatchObject({ points: [42e-6, 49e-6] });
    const added = clickedValues(listing, { points: [42e-6, 49e-6] }, at, short);
    expect(added).toMatchObject({ points: [42e-6, 49e-6, 44e-6, 45e-6] });
  });

  it('makes the points of a line a list, and the place that is set the only one', () => {
    const line = { shape: 'line', lineX: 42e-6, lineY: 49e-6, lineEndX: 46e-6, lineEndY: 49e-6 };
    const values = clickedValues(
      listing,
      { ...line, linePoints: 3 },
      pressed({ x: 200, y: 50 }),
      USUAL_STAGE,
    );
    expect(values).toEqual({ shape: 'points', points: [42e-6, 49e-6, 46e-6, 49e-6] });
    const at = pressed({ x: 200, y: 50 });
    expect(clickedValues(fieldsOf('height-over-time'), {}, at, USUAL_STAGE)).toEqual({
      pointX: 44e-6,
      pointY: 49e-6,
    });
  });

  it('leaves points out that are not typed whole, and a grid as it is', () => {
    const halfway = { points: [42e-6, 49e-6, 45e-6] };
    expect(clickable(listing, { points: [42e-6, NaN, 45e-6, 45e-6] })).toEqual([{ x: 45e-6, y: 45e-6 }]);
    expect(clickedValues(listing, halfway, pressed({ x: 50, y: 450 }), USUAL_STAGE)).toMatchObject({
      points: [42e-6, 49e-6, 41e-6, 41e-6],
    });
    expect(clickable(fieldsOf('current-map'), square(8e-6, 8))).toEqual([]);
    const at = pressed({ x: 50, y: 450 });
    expect(clickedValues(fieldsOf('current-map'), square(8e-6, 8), at, USUAL_STAGE)).toBeNull();
  });

  it('lets the first of a full list go', () => {
    const points = Array.from({ length: 2000 }, (_, k) => 1e-6 + k * 1e-9);
    const values = clickedValues(listing, { points }, pressed({ x: 50, y: 450 }), USUAL_STAGE);
    expect(values?.['points']).toEqual([...points.slice(2), 41e-6, 41e-6]);
  });
});

it('a frame becomes larger or smaller about the pointer, within limits', () => {
  const about = { at: { x: 100, y: 400 }, side: 500 };
  const { x, y } = zoomedFrame(frame, about, 0.5);
  for (const [k, metres] of [38e-6, 58e-6].entries()) expect(x[k]).toBeCloseTo(metres, 12);
  for (const [k, metres] of [38e-6, 58e-6].entries()) expect(y[k]).toBeCloseTo(metres, 12);
  const sideOf = (factor: number): number => {
    const zoomed = zoomedFrame(frame, about, factor);
    return zoomed.x[1] - zoomed.x[0];
  };
  expect(sideOf(1e9)).toBeCloseTo(100e-9, 12);
  expect(sideOf(1e-9)).toBeCloseTo(1e-3, 12);
});
