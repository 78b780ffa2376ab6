import { describe, expect, it, vi } from 'vitest';
import { diffusionMap } from '../../experiments/diffusion-map';
import { planesOf } from '../../experiments/experiment';
import { fault, type Fault } from '../../fault';
import { err, ok } from '../../result';
import type { Workers } from '../../workers/client';
import type { PixelMessage } from '../../workers/protocol';
import { Recalculation } from './recalculation.svelte';
import { TestCanvas } from '../graphs/test-canvas';
import { RunView } from '../runs/run-view.svelte';
import { SettingsForm } from '../form/settings-form.svelte';

vi.stubGlobal('requestAnimationFrame', () => 0);
vi.stubGlobal('OffscreenCanvas', TestCanvas);

const recipe = { ...diffusionMap.presets[0]?.recipe, rows: 1, columns: 2 };
const planes = planesOf(diffusionMap.maps(recipe)).length;
const pixel = (column: number, value: number): PixelMessage => ({
  hop: column,
  row: 0,
  column,
  program: 0,
  status: 'ok',
  values: new Float64Array(planes).fill(value),
  noise: new Float64Array(planes).fill(value),
  calibration: new Float64Array(planes).fill(value),
});

function measured(journal: string | null): RunView {
  const view = new RunView({
    journal,
    title: null,
    experiment: diffusionMap,
    recipe,
    path: null,
    track: null,
  });
  view.write([pixel(0, 1), pixel(1, 2)]);
  return view;
}

function page(outcome: 'done' | Fault) {
  const faults: Fault[] = [];
  const recalculate = vi.fn(
    (_run: string | null, _analysis: object, progress: (done: number, total: number) => void) => {
      progress(1, 2);
      return Promise.resolve(outcome === 'done' ? ok([pixel(0, 10), pixel(1, 20)]) : err(outcome));
    },
  );
  const keepAnalysis = vi.fn(() => Promise.resolve(ok(undefined)));
  const workers = { bundle: { recalculate }, acquisition: { keepAnalysis } } as unknown as Workers;
  const make = ((f: unknown) => f) as ConstructorParameters<typeof Recalculation>[1];
  return {
    recalculation: new Recalculation(workers, make, (f) => faults.push(f)),
    recalculate,
    keepAnalysis,
    faults,
  };
}

const LINE = { name: 'line', settings: { model: 'line' } };
const main = (view: RunView): number[] => [...(view.data.planes[0]?.values ?? [])];

describe('a recalculation', () => {
  it('shows its maps, notes itself in the journal, and leaves a way back to those that were measured', async () => {
    const { recalculation, keepAnalysis } = page('done');
    const view = measured('run');
    expect([view.names, view.settings]).toEqual([['standard'], undefined]);
    expect(await recalculation.run(view, LINE)).toBe(true);
    expect(recalculation.progress).toBeNull();
    expect(view).toMatchObject({ names: ['standard', 'line'], analysis: 'line', settings: LINE.settings });
    expect(main(view)).toEqual([10, 20]);
    expect(keepAnalysis).toHaveBeenCalledWith('run', LINE);
    view.show('standard');
    expect(main(view)).toEqual([1, 2]);
    expect(view.settings).toMatchObject({ model: 'auto', contactRadius: 55e-9 });
  });

  it('is left when the run goes on', async () => {
    const { recalculation } = page('done');
    const view = measured('run');
    await recalculation.run(view, LINE);
    view.write([pixel(1, 3)]);
    expect(view).toMatchObject({ names: ['standard'], analysis: 'standard', settings: undefined });
    expect(main(view)).toEqual([1, 3]);
  });

  it('of a file that was opened is noted in no journal', async () => {
    const { recalculation, recalculate, keepAnalysis } = page('done');
    await recalculation.run(measured(null), LINE);
    expect(recalculate).toHaveBeenCalledWith(null, LINE, expect.anything());
    expect(keepAnalysis).not.toHaveBeenCalled();
  });

  it('that fails or was cancelled leaves the maps as they are, and says so', async () => {
    const { recalculation, faults, keepAnalysis } = page(fault('cancelled', 'Cancelled.'));
    const view = measured('run');
    expect(await recalculation.run(view, LINE)).toBe(false);
    expect(view).toMatchObject({ names: ['standard'], analysis: 'standard' });
    expect(main(view)).toEqual([1, 2]);
    expect(faults.map((f) => f.code)).toEqual(['cancelled']);
    expect(keepAnalysis).not.toHaveBeenCalled();
  });
});

describe('the form of an analysis', () => {
  it('begins with what is shown, refuses what the form of the experiment refuses, and proposes a name', async () => {
    const view = measured('run');
    const form = new SettingsForm(view);
    expect(form.texts).toMatchObject({ contactRadius: '55', model: 'auto' });
    expect(form.name).toBe('standard (2)');
    form.texts['contactRadius'] = '';
    expect(form.problemOf('contactRadius')).toBe('Contact radius: give a number.');
    expect(form.analysis).toBeNull();
    form.texts['contactRadius'] = '60';
    expect(form.name).toBe('radius 60 nm');
    form.name = 'standard';
    expect(form.nameProblem).toContain('already');
    form.name = 'wide';
    expect(form.analysis).toMatchObject({ name: 'wide', settings: { contactRadius: 60e-9, model: 'auto' } });

    await page('done').recalculation.run(view, { name: 'wide', settings: form.analysis?.settings ?? {} });
    expect(new SettingsForm(view).texts['contactRadius']).toBe('60');
  });
});
