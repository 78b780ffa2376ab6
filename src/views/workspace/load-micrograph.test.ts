import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { currentMap } from '../../experiments/current-map';
import { voltammetryPoints } from '../../experiments/voltammetry-points';
import type { Experiment } from '../../experiments/experiment';
import { fault } from '../../fault';
import { EMPTY_WORKSPACE, workspaceText, type Micrograph } from '../../maps/workspace';
import { err, ok } from '../../result';
import { layPicture, showKept } from './load-micrograph';
import { RunView } from '../runs/run-view.svelte';
import { TestCanvas } from '../graphs/test-canvas';

beforeEach(() => {
  vi.stubGlobal('OffscreenCanvas', TestCanvas);
  vi.stubGlobal('requestAnimationFrame', () => 0);
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function viewOf(experiment: Experiment): RunView {
  const recipe = experiment.presets[0]?.recipe ?? {};
  return new RunView({ journal: null, title: null, experiment, recipe, path: null, track: null });
}

const picture = { width: 2, height: 1, grey: Float32Array.of(1, 2) };
const read = () => Promise.resolve(ok(picture));
const unread = () => Promise.resolve(err(fault('image-unreadable', 'No.')));
const file = () => new File([Uint8Array.of(1, 2, 3)], 'sem.png');
const micrograph: Micrograph = { file: 'sem.png', landmarks: [], shown: true, opacity: 0.3 };
const views = workspaceText({ ...EMPTY_WORKSPACE, micrograph }) ?? '';
const kept = { views, picture: { name: 'sem.png', bytes: Uint8Array.of(1, 2, 3) } };

it('lies over the maps that are shown, and is saved with them as it was', async () => {
  const view = viewOf(currentMap);
  expect((await layPicture(view, file(), read)).ok).toBe(true);
  expect(view.workspace.kept.micrograph).toMatchObject({ file: 'sem.png', landmarks: [] });
  expect(view.workspace.tab).toBe('Micrograph');
  expect(view.shownAs.workspace?.picture).toEqual(kept.picture);
  view.workspace.undo();
  expect(view.shownAs.workspace).toBeNull();
});

it('is refused where there are no maps, or no distances in them', async () => {
  const none = await layPicture(null, file(), read);
  expect(none.ok ? '' : none.error.happened).toContain('none are shown');
  const listed = await layPicture(viewOf(voltammetryPoints), file(), read);
  expect(listed.ok ? '' : listed.error.happened).toContain('list of points');
});

it('leaves everything as it was where it cannot be read', async () => {
  const view = viewOf(currentMap);
  const laid = await layPicture(view, file(), unread);
  expect(laid.ok ? '' : laid.error.code).toBe('image-unreadable');
  expect(view.workspace.kept).toEqual(EMPTY_WORKSPACE);
});

it('comes back from a bundle', async () => {
  const view = viewOf(currentMap);
  expect((await showKept(view, kept, read)).ok).toBe(true);
  expect(view.workspace.kept.micrograph).toEqual(micrograph);
  expect(view.micrographs?.named('sem.png')?.picture).toBe(picture);
  expect(view.shownAs.workspace).toEqual(kept);
  expect(view.workspace.canUndo).toBe(false);
});

it('stays in the bundle where it cannot be read, and that is said', async () => {
  const view = viewOf(currentMap);
  const shown = await showKept(view, kept, unread);
  expect(shown.ok ? '' : shown.error.code).toBe('image-unreadable');
  expect(view.shownAs.workspace).toEqual(kept);
});

it('is not looked for in a workspace without one, nor shown where its bytes are missing', async () => {
  const view = viewOf(currentMap);
  const asked = vi.fn(read);
  const profile = { from: { x: 0, y: 0 }, to: { x: 1, y: 0 }, width: 0 };
  const plain = workspaceText({ ...EMPTY_WORKSPACE, profile }) ?? '';
  expect((await showKept(view, { views: plain, picture: null }, asked)).ok).toBe(true);
  expect((await showKept(view, { views, picture: null }, asked)).ok).toBe(true);
  expect(asked).not.toHaveBeenCalled();
  expect(view.workspace.kept.micrograph).toEqual(micrograph);
  const unknown = await showKept(view, { views: '{}', picture: null }, asked);
  expect(unknown.ok ? '' : unknown.error.code).toBe('bundle-invalid');
});
