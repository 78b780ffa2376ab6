import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { topographySeries } from '../../experiments/topography-series';
import { ok } from '../../result';
import type { callback, Workers } from '../../workers/client';
import type { ShownMaps } from '../../workers/protocol';
import { TestCanvas } from '../graphs/test-canvas';
import { RunView } from './run-view.svelte';
import { Saving } from './saving.svelte';

/** Names that the dialog was given. */
let asked: string[] = [];

beforeEach(() => {
  asked = [];
  vi.stubGlobal('OffscreenCanvas', TestCanvas);
  vi.stubGlobal('requestAnimationFrame', () => 0);
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  vi.stubGlobal('window', {
    showSaveFilePicker: ({ suggestedName }: { suggestedName: string }) => {
      asked.push(suggestedName.replace(/\d{4}-\d\d-\d\d/, 'DAY'));
      return Promise.resolve({ name: suggestedName });
    },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function topography(): RunView {
  const recipe = { ...topographySeries.presets[0]?.recipe, columns: 2, rows: 2 };
  const facts = {
    journal: null,
    title: 'Film',
    experiment: topographySeries,
    recipe,
    path: null,
    track: null,
  };
  return new RunView(facts);
}

it('hands maps over as they are looked at: all of them, or the large one, which names the file', async () => {
  const told: ShownMaps[] = [];
  const exportMaps = (maps: ShownMaps) => {
    told.push(maps);
    return Promise.resolve(ok({ bytes: 2048, file: null }));
  };
  const faults = vi.fn();
  const workers = { bundle: { exportMaps } } as unknown as Workers;
  const saving = new Saving(workers, ((f: unknown) => f) as typeof callback, faults);
  const view = topography();
  view.showFrame({ time: 1, map: 'height', plane: 3 });
  view.workspace.operate({ kind: 'level-plane', map: 'height', within: null });
  const numbers = new Float64Array(view.data.planes.length).fill(5);
  for (const [row, column] of [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ] as const) {
    view.write([{ row, column, status: 'ok', values: numbers, noise: numbers, calibration: numbers }]);
  }
  await saving.saveMaps(view, 'gwy');
  await saving.saveMaps(view, 'gsf');
  await saving.saveMaps(view, 'tsv');
  expect(faults).not.toHaveBeenCalled();
  expect(asked).toEqual(['film-DAY.gwy', 'film-height-1-1-v-DAY.gsf', 'film-height-1-1-v-DAY.tsv']);
  const plane = view.shownPlane;
  expect(told).toEqual([
    { format: 'gwy', planes: view.shownPlanes },
    { format: 'gsf', plane },
    { format: 'tsv', plane },
  ]);
  for (const height of plane.values) expect(height).toBeCloseTo(0, 6);
  expect(saving.done).toMatch(/\.tsv saved/);
});
