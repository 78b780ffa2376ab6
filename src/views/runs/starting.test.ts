import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KeptRun } from '../../workers/protocol';
import { firstPreset, PRESETS, RecipeForm, type Choice } from '../form/recipe-form.svelte';
import { Instrument } from '../instrument/instrument.svelte';
import { TestWorkers } from '../test-workers';
import { Troubles } from '../troubles.svelte';
import { Starting } from './starting.svelte';

const at = (k: number): Choice => PRESETS[k] ?? firstPreset();

function set() {
  const workers = new TestWorkers();
  const { acquisition } = workers.workers;
  const troubles = new Troubles();
  const instrument = new Instrument(acquisition, troubles);
  workers.onevent = (event) => {
    if (event.kind === 'status') instrument.status = event.status;
  };
  const form = new RecipeForm();
  const close = vi.fn();
  const refresh = vi.fn(() => Promise.resolve());
  const starting = new Starting(acquisition, {
    form,
    instrument,
    centre: { close },
    kept: { refresh },
    troubles,
  });
  return { workers, instrument, form, close, refresh, starting };
}

beforeEach(() => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('starting', () => {
  it('connects the chosen instrument first, then starts the recipe of the form', async () => {
    const { starting, form, workers, close } = set();
    form.texts['columns'] = '16';
    await starting.start();
    expect(workers.names).toEqual(['connect', 'start']);
    expect(workers.told[0]?.[1]).toEqual({ kind: 'simulated', sample: 'lto-film', seed: 1, clock: Infinity });
    expect(workers.told[1]?.[2]).toMatchObject({ columns: 16, rows: 64 });
    expect(close).toHaveBeenCalled();
  });

  it('happens once however often it is pressed, and not while something is at work', async () => {
    const { starting, workers } = set();
    await Promise.all([starting.start(), starting.start(), starting.demonstrate(firstPreset())]);
    workers.report({ phase: 'analysing' });
    expect(starting.busy).toBe(true);
    await starting.start();
    expect(workers.names).toEqual(['connect', 'start']);
    workers.report({ phase: 'ready' });
    await starting.start();
    expect(workers.names).toEqual(['connect', 'start', 'start']);
  });

  it('does nothing while a value is refused', async () => {
    const { starting, form, workers } = set();
    form.texts['columns'] = '0';
    await starting.start();
    expect(workers.told).toEqual([]);
  });

  it('leaves what is shown as it is where no instrument can be connected', async () => {
    const { starting, instrument, workers, close } = set();
    instrument.choice.seed = -1;
    await starting.start();
    expect(workers.told).toEqual([]);
    expect(close).not.toHaveBeenCalled();
  });

  it('demonstrates a published setting whatever the form holds', async () => {
    const { starting, form, workers } = set();
    form.texts['columns'] = 'nonsense';
    await starting.demonstrate(firstPreset());
    expect(workers.told.at(-1)).toEqual(['start', 'diffusion-map', firstPreset().preset.recipe]);
  });
});

describe('going on with a kept run', () => {
  const run: KeptRun = {
    name: 'cut-off',
    simulation: null,
    title: 'Diffusion map',
    startedAt: '2026-01-01T00:00:00Z',
    end: null,
    hopsDone: 3,
    hopsTotal: 9,
    bytes: 1,
    tornBytes: 0,
  };

  it('connects the simulated bridge of its own sample, where that was in the page', async () => {
    const { starting, instrument, workers, refresh } = set();
    instrument.choice.kind = 'usb';
    await starting.resumeKept({ ...run, simulation: { sample: 'planar', seed: 7 } });
    expect(workers.told).toEqual([
      ['connect', { kind: 'simulated', sample: 'planar', seed: 7, clock: Infinity }],
      ['resumeKept', 'cut-off'],
    ]);
    expect(refresh).toHaveBeenCalled();
  });

  it('puts the recipe of the run into the form, whatever that held', async () => {
    const { starting, form, workers } = set();
    const { experiment, preset } = at(PRESETS.length - 1);
    const recipe = { ...preset.recipe, sampleName: 'resumed' };
    workers.resumed = { id: 'cut-off', experiment: experiment.id, recipe };
    await starting.resumeKept({ ...run, simulation: { sample: 'planar', seed: 7 } });
    expect(form.choice.experiment).toBe(experiment);
    expect(form.recipe['sampleName']).toBe('resumed');
  });

  it('leaves the form as it is where the run cannot be gone on with', async () => {
    const { starting, form, workers } = set();
    form.texts['columns'] = '16';
    workers.resumed = null;
    await starting.resumeKept({ ...run, simulation: { sample: 'planar', seed: 7 } });
    expect(workers.names).toEqual(['connect', 'resumeKept']);
    expect(form.recipe['columns']).toBe(16);
  });

  it('asks for the device by which the last bridge was reached, where it was behind a link', async () => {
    const requestDevice = vi.fn(() =>
      Promise.resolve({ vendorId: 1, productId: 2, serialNumber: 'SIM-1', opened: false }),
    );
    vi.stubGlobal('navigator', { usb: { requestDevice } });
    const store = new Map([['meniscus-bridge', 'usb:SIM-1']]);
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => store.get(key) ?? null,
      setItem: (key: string, value: string) => store.set(key, value),
    });
    const { starting, workers } = set();
    await starting.resumeKept(run);
    expect(workers.told).toEqual([
      ['connect', { kind: 'usb', device: { vendorId: 1, productId: 2 }, preferred: 'SIM-1' }],
      ['resumeKept', 'cut-off'],
    ]);
  });
});
