import { describe, expect, it } from 'vitest';
import { gridPath } from '../../experiments/path/grid';
import { linePath, lineRecipe } from '../../experiments/path/line';
import { repeatedPath } from '../../experiments/path/repeated';
import { square } from '../../experiments/path/squares';
import { topography } from '../../experiments/topography';
import {
  beyond,
  dotsOf,
  firstFrame,
  footprintOf,
  frameOf,
  inMicrometres,
  pathFacts,
  USUAL_STAGE,
  wayOf,
} from './path-drawing';

const recipe = { ...square(8e-6, 8), contactRadius: 50e-9 };
const corners = (line: string): number => line.split('L').length;

describe('the way', () => {
  it('is drawn from corner to corner, with the same line', () => {
    const { points } = gridPath(recipe);
    const way = wayOf(points);
    expect(corners(way.line)).toBe(16);
    expect(way.line.slice(0, 35)).toBe('M46.5,-46.5L53.5,-46.5L53.5,-47.5L4');
    expect(way.points).toBe(64);
  });

  it('keeps a turn back on the same line, and a place that is gone to twice', () => {
    const place = (x: number) => ({ x: x * 1e-6, y: 0 });
    expect(wayOf([place(0), place(2), place(1)]).line).toBe('M0,0L2,0L1,0');
    expect(wayOf([place(1), place(1), place(2)]).line).toBe('M1,0L1,0L2,0');
  });

  it('breaks off where it would have too many corners, and says how far it goes', () => {
    const { points } = gridPath({ ...square(8e-6, 128), order: 'random' });
    const way = wayOf(points);
    expect(corners(way.line)).toBe(4000);
    expect(way.points).toBeGreaterThanOrEqual(4000);
    expect(way.points).toBeLessThan(points.length);
  });

  it('is in µm with y downward', () => {
    expect(inMicrometres({ x: 47.25e-6, y: 1e-6 })).toBe('47.25,-1');
  });
});

describe('the frame', () => {
  it('is a square about the middle of the places with room for droplets', () => {
    const frame = frameOf(
      [
        { x: 10e-6, y: 5e-6 },
        { x: 12e-6, y: 5e-6 },
      ],
      1e-6,
    );
    expect(frame?.x[0]).toBeCloseTo(8.88e-6, 12);
    expect(frame?.x[1]).toBeCloseTo(13.12e-6, 12);
    expect(frame?.y[0]).toBeCloseTo(2.88e-6, 12);
    expect(frame?.y[1]).toBeCloseTo(7.12e-6, 12);
    expect(frameOf([], 1e-6)).toBeNull();
  });

  it('is filled by a grid to its edges; a line is seen on the map, which is seen by itself where there is no path', () => {
    const side = (frame: ReturnType<typeof firstFrame>): number => (frame ? frame.x[1] - frame.x[0] : NaN);
    const map = { x: [40e-6, 60e-6], y: [40e-6, 60e-6] } as const;
    const about = { radius: 50e-9, map, stage: USUAL_STAGE };
    const line = linePath(lineRecipe({ x: 45e-6, y: 50e-6 }, { x: 46e-6, y: 50e-6 }, 3));
    expect(side(firstFrame(gridPath(recipe), about))).toBeCloseTo(1.06 * 8.1e-6, 12);
    expect(side(firstFrame(line, about))).toBeCloseTo(1.06 * 20.1e-6, 12);
    expect(side(firstFrame(line, { ...about, map: null }))).toBeCloseTo(1.06 * 1.1e-6, 12);
    expect(side(firstFrame(null, about))).toBeCloseTo(1.06 * 20.1e-6, 12);
    expect(side(firstFrame(null, { ...about, map: null }))).toBeCloseTo(1.06 * 100.1e-6, 12);
  });

  it('leaves ten radii about a single place, however often that is visited', () => {
    const path = repeatedPath({ pointX: 50e-6, pointY: 40e-6 }, 3);
    const frame = firstFrame(path, { radius: 50e-9, map: null, stage: USUAL_STAGE });
    expect(frame?.x[1]).toBeCloseTo(50e-6 + 1.06 * 0.5e-6, 12);
  });
});

it('draws droplets as strokes without length', () => {
  expect(
    dotsOf([
      { x: 1e-6, y: 2e-6 },
      { x: 3e-6, y: 4e-6 },
    ]),
  ).toBe('M1,-2h0M3,-4h0');
});

it('counts points beyond the stage', () => {
  const axis = { min: 0, max: 52e-6 };
  expect(beyond(gridPath(recipe).points, { x: axis, y: { min: 0, max: 100e-6 } })).toBe(16);
  expect(beyond(gridPath(recipe).points, USUAL_STAGE)).toBe(0);
});

it('says how large it is', () => {
  const facts = pathFacts(
    gridPath({ ...recipe, mask: [46e-6, 46e-6, 54e-6, 46e-6, 54e-6, 47.9e-6] }),
    footprintOf({ fields: [] }, recipe),
  );
  const texts = Object.fromEntries(facts.map(({ label, text }) => [label, text.replace(/\s/g, ' ')]));
  expect(texts).toMatchObject({ Droplet: '100 nm across', Pitch: '1000 × 1000 nm' });
  expect(texts['Points']).toMatch(/^\d+ of 8 × 8$/);
  expect(texts['x']).toMatch(/^\d\d\.50 to 53\.50 µm$/);
});

it('covers what a droplet wets, or the opening where the experiment asks for that', () => {
  const opened = { ...recipe, pipetteRadius: 30e-9 };
  expect(footprintOf({ fields: [] }, opened)).toMatchObject({ label: 'Droplet', radius: 50e-9 });
  expect(footprintOf(topography, opened)).toMatchObject({ label: 'Opening', radius: 30e-9 });
});
