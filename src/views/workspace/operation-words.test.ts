import { expect, test } from 'vitest';
import type { MapSpec, Path } from '../../experiments/experiment';
import type { ViewOperation } from '../../maps/view-operation';
import { MapData } from '../maps/map-data';
import { operationText } from './operation-words';

const specs: readonly MapSpec[] = [
  {
    name: 'height',
    title: 'Height',
    unit: 'm',
    shown: { unit: 'nm', factor: 1e9 },
    scale: 'linear',
    errors: false,
  },
  {
    name: 'peak',
    title: 'Peak',
    unit: 'A',
    shown: { unit: 'pA', factor: 1e12 },
    scale: 'linear',
    errors: false,
    axis: { name: 'rate', unit: 'V/s', values: [1, 5] },
  },
];
const path: Path = { points: [], rows: 1, columns: 1, x: [0], y: [0] };
const { planes } = new MapData(path, specs);
const words = (operation: ViewOperation): string =>
  operationText(operation, planes).replaceAll('\u00a0', ' ');
const range = {
  kind: 'ranges',
  ranges: [{ map: 'peak', plane: 1, low: 2e-12, high: 1e-11 }],
} as const;
const NONE = { x: 0, y: 0 };

test.each<[ViewOperation, string]>([
  [{ kind: 'level-plane', map: 'height', within: null }, 'Level Height by a plane'],
  [
    { kind: 'level-lines', map: 'height', by: 'median', within: range },
    'Level the rows of Height by their median through Peak (5 V/s) from 2.00 to 10.0 pA',
  ],
  [
    { kind: 'mask', map: null, hide: 'others', pixels: range },
    'Hide all but Peak (5 V/s) from 2.00 to 10.0 pA',
  ],
  [
    {
      kind: 'mask',
      map: 'height',
      hide: 'selected',
      pixels: { kind: 'region', region: { kind: 'polygon', points: [] } },
    },
    'Hide the pixels of a polygon of Height',
  ],
  [
    { kind: 'ratio', map: 'peak', other: { run: null, title: '', map: 'peak', plane: 0 }, shift: NONE },
    'Peak ÷ Peak, 1 V/s',
  ],
  [
    {
      kind: 'difference',
      map: 'height',
      other: { run: 'id', title: 'After', map: 'height', plane: null },
      shift: { x: 1.5e-6, y: -2e-7 },
    },
    'Height − Height of After, shifted by 1.50, −0.20 µm',
  ],
])('%j', (operation, text) => {
  expect(words(operation)).toBe(text);
});
