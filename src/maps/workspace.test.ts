import { expect, test } from 'vitest';
import { rectangleOf } from './region';
import { EMPTY_WORKSPACE, readWorkspace, workspaceText, type Workspace } from './workspace';

const region = rectangleOf({ x: 0, y: 0 }, { x: 1e-6, y: 2e-6 });
const pixels = { kind: 'ranges', ranges: [{ map: 'height', plane: 0, low: -1, high: 1 }] } as const;
const FULL: Workspace = {
  schema: 1,
  operations: [
    { kind: 'level-plane', map: 'height', within: null },
    { kind: 'level-plane', map: 'height', within: { kind: 'region', region } },
    {
      kind: 'level-points',
      map: 'height',
      points: [
        { x: 0, y: 0 },
        { x: 1, y: 0 },
        { x: 0, y: 1 },
      ],
    },
    { kind: 'level-lines', map: 'height', by: 'median', within: pixels },
    { kind: 'mask', map: null, hide: 'others', pixels },
    {
      kind: 'ratio',
      map: 'height',
      other: { run: 'id', title: 'Before', map: 'height', plane: null },
      shift: { x: 1e-6, y: -2e-7 },
    },
  ],
  regions: [{ name: '1', region }],
  profile: { from: { x: 0, y: 0 }, to: { x: 1e-6, y: 0 }, width: 0 },
  micrograph: {
    file: 'sem.tif',
    landmarks: [
      { image: { x: 0, y: 0 }, stage: { x: 0, y: 1e-6 } },
      { image: { x: 100, y: 0 }, stage: { x: 1e-6, y: 1e-6 } },
      { image: { x: 0, y: 50 }, stage: { x: 0, y: 5e-7 } },
    ],
    shown: true,
    opacity: 0.4,
  },
  clusters: { maps: [{ map: 'height', plane: 0 }], most: 6, seed: 1 },
};

test('a workspace comes back from its text as it was', () => {
  expect(readWorkspace(workspaceText(FULL)!)).toEqual(FULL);
});

test('the text of one with a micrograph tells how that comes to lie', () => {
  const { micrograph } = JSON.parse(workspaceText(FULL)!) as {
    micrograph: { affine: Record<string, number> };
  };
  const { xx, xy, yx, yy, x0, y0 } = micrograph.affine;
  for (const [found, wanted] of [
    [xx, 1e-8],
    [xy, 0],
    [yx, 0],
    [yy, -1e-8],
    [x0, 0],
    [y0, 1e-6],
  ] as const) {
    expect(found).toBeCloseTo(wanted, 18);
  }
  const two = {
    ...FULL,
    micrograph: { ...FULL.micrograph!, landmarks: FULL.micrograph!.landmarks.slice(1) },
  };
  expect(JSON.parse(workspaceText(two)!)).toMatchObject({ micrograph: { affine: null } });
  expect(readWorkspace(workspaceText(two)!)).toEqual(two);
});

test('a workspace of a release that knew no micrographs and no clusters is one without', () => {
  const before = { ...FULL, micrograph: undefined, clusters: undefined };
  expect(readWorkspace(JSON.stringify(before))).toEqual({ ...FULL, micrograph: null, clusters: null });
});

test('an empty one needs no text', () => {
  expect(workspaceText(EMPTY_WORKSPACE)).toBeNull();
  expect(workspaceText({ ...EMPTY_WORKSPACE, profile: FULL.profile })).not.toBeNull();
  expect(workspaceText({ ...EMPTY_WORKSPACE, clusters: FULL.clusters })).not.toBeNull();
});

test.each([
  ['no JSON', '{'],
  ['another schema', JSON.stringify({ ...FULL, schema: 2 })],
  ['an unknown operation', JSON.stringify({ ...FULL, operations: [{ kind: 'sharpen', map: 'height' }] })],
  ['a line without an end', JSON.stringify({ ...FULL, profile: { from: { x: 0, y: 0 }, width: 0 } })],
  [
    'a mask without pixels',
    JSON.stringify({ ...FULL, operations: [{ kind: 'mask', map: null, hide: 'others' }] }),
  ],
  ['two points', JSON.stringify({ ...FULL, operations: [{ kind: 'level-points', map: 'h', points: [] }] })],
  ['a plane that is no place', JSON.stringify(FULL).replace('"plane":0', '"plane":-1')],
  ['a single cluster', JSON.stringify(FULL).replace('"most":6', '"most":1')],
  ['clusters without a seed', JSON.stringify(FULL).replace(',"seed":1', '')],
  ['more than opaque', JSON.stringify(FULL).replace('"opacity":0.4', '"opacity":4')],
  ['a landmark on one side alone', JSON.stringify(FULL).replace('"stage"', '"map"')],
  ['a number that is none', JSON.stringify(FULL).replace('"width":0', '"width":null')],
])('%s is refused', (_, text) => {
  expect(readWorkspace(text)).toBeNull();
});
