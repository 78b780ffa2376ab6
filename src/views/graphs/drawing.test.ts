import { expect, test } from 'vitest';
import { drawOn, type Draft, type Drawn, type DrawingEvent, type Tool } from './drawing';

type Told = readonly [kind: 'press' | 'move' | 'release', x: number, y: number] | 'finish' | 'cancel';

/** What comes of a row of events; places count as one within 0.1. */
function drawn(tool: Tool, ...told: readonly Told[]): Drawn {
  let draft: Draft | null = null;
  let last: Drawn = { draft: null, shape: null };
  for (const one of told) {
    const event: DrawingEvent =
      typeof one === 'string' ? { kind: one } : { kind: one[0], at: { x: one[1], y: one[2] }, reach: 0.1 };
    last = drawOn(tool, draft, event);
    draft = last.draft;
  }
  return last;
}

const at = (x: number, y: number) => ({ x, y });

test.each(['line', 'rectangle'] as const)('a %s is dragged, or has two presses', (tool) => {
  const points = [at(0, 0), at(3, 2)];
  expect(drawn(tool, ['press', 0, 0], ['move', 1, 1], ['release', 3, 2])).toEqual({
    draft: null,
    shape: { tool, points },
  });
  expect(
    drawn(tool, ['press', 0, 0], ['release', 0.05, 0], ['move', 1, 1], ['press', 3, 2]).shape?.points,
  ).toEqual(points);
});

test('a shape follows the pointer while it is drawn', () => {
  expect(drawn('line', ['press', 0, 0], ['move', 1, 1]).draft).toEqual({
    tool: 'line',
    points: [at(0, 0)],
    to: at(1, 1),
  });
});

const corners: readonly Told[] = [
  ['press', 0, 0],
  ['release', 0, 0],
  ['press', 4, 0],
  ['release', 4, 0],
  ['press', 4, 4],
  ['release', 4, 4],
];

test('a polygon ends at its first corner, or by word, with at least three corners', () => {
  const points = [at(0, 0), at(4, 0), at(4, 4)];
  expect(drawn('polygon', ...corners, ['press', 0.05, 0.05]).shape).toEqual({ tool: 'polygon', points });
  expect(drawn('polygon', ...corners, 'finish').shape).toEqual({ tool: 'polygon', points });
  expect(drawn('polygon', ...corners.slice(0, 4), 'finish').shape).toBeNull();
});

test('the second press of a double click adds no corner', () => {
  expect(drawn('polygon', ...corners, ['press', 4.02, 4], 'finish').shape?.points).toHaveLength(3);
});

test('three different points are three points', () => {
  const told = drawn('three-points', ['press', 0, 0], ['press', 0.01, 0], ['press', 1, 0], ['press', 0, 1]);
  expect(told.shape?.points).toEqual([at(0, 0), at(1, 0), at(0, 1)]);
});

test('nothing happens: other tools, a release without a press, a pointer that only moves', () => {
  expect(drawn('point', ['press', 0, 0], ['release', 3, 3])).toEqual({ draft: null, shape: null });
  expect(drawn('hand', ['press', 0, 0])).toEqual({ draft: null, shape: null });
  expect(drawn('line', ['move', 1, 1], ['release', 3, 3])).toEqual({ draft: null, shape: null });
  expect(drawn('rectangle', ['press', 0, 0], 'finish').shape).toBeNull();
});

test('cancelling leaves nothing', () => {
  expect(drawn('polygon', ...corners, 'cancel')).toEqual({ draft: null, shape: null });
});

test('a landmark is set by one press', () => {
  expect(drawn('landmark', ['move', 1, 1])).toEqual({ draft: null, shape: null });
  expect(drawn('landmark', ['press', 2, 3])).toEqual({
    draft: null,
    shape: { tool: 'landmark', points: [at(2, 3)] },
  });
});
