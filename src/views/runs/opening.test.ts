import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fault, type Fault } from '../../fault';
import { err, ok, type Result } from '../../result';
import type { OpenedRun } from '../../workers/protocol';
import { Centre } from '../centre.svelte';
import { firstPreset } from '../form/recipe-form.svelte';
import { Recorded } from '../recorded/recorded.svelte';
import { TestCanvas } from '../graphs/test-canvas';
import { TestWorkers } from '../test-workers';
import { Troubles } from '../troubles.svelte';
import { LiveRun } from './live-run.svelte';
import { Opening } from './opening.svelte';

const { experiment, preset } = firstPreset();
const recipe = { ...preset.recipe, columns: 2, rows: 2 };
const RUN: OpenedRun = {
  id: 'uuid',
  title: 'A map',
  experiment: experiment.id,
  recipe,
  instrument: 'SIM-1',
  simulated: true,
  startedAt: '2026-01-01T00:00:00Z',
  path: experiment.path(recipe),
  analyses: [],
  shown: 'standard',
  workspace: null,
  track: { time: [], potential: [], current: [] },
  hopsTotal: 4,
};

function shelf(answer: Result<OpenedRun, Fault> = ok(RUN)) {
  const workers = new TestWorkers();
  const { bundle } = workers.workers;
  const open = vi.fn(() => Promise.resolve(answer));
  const troubles = new Troubles();
  const centre = new Centre(new LiveRun(() => undefined), new Recorded(bundle, troubles.report));
  const keep = vi.fn();
  const opening = new Opening({ ...bundle, open } as unknown as typeof bundle, centre, { keep }, troubles);
  return { opening, centre, troubles, keep, open, workers };
}

beforeEach(() => {
  vi.stubGlobal('OffscreenCanvas', TestCanvas);
  vi.stubGlobal('requestAnimationFrame', () => 0);
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

const file = (name: string): File => new File(['x'], name);

describe('opening', () => {
  it('shows a run in the place of what was shown, and keeps what it hands on', async () => {
    const { opening, centre, keep } = shelf();
    centre.planning = true;
    await opening.open([file('x.h5')]);
    expect(centre.shown?.title).toBe('A map');
    expect(centre.planning).toBe(false);
    expect(centre.shown?.following).toBe(false);
    expect(keep).toHaveBeenCalledWith(centre.shown, { run: 'uuid', at: RUN.startedAt, simulated: true });
    centre.close();
    expect(centre.shown).toBeNull();
  });

  it('leaves the page as it was where a file cannot be read', async () => {
    const { opening, centre, troubles } = shelf(err(fault('bundle-unreadable', 'No.')));
    await opening.open([file('x.h5')]);
    expect(troubles.shown?.code).toBe('bundle-unreadable');
    expect(centre.opened).toBeNull();
    expect(opening.working).toBe(false);
  });

  it('refuses an experiment that is not known', async () => {
    const { opening, centre, troubles } = shelf(ok({ ...RUN, experiment: 'nothing' }));
    await opening.open([file('x.h5')]);
    expect(troubles.shown?.happened).toContain('“nothing”');
    expect(centre.opened).toBeNull();
  });

  it('reads one file at a time', async () => {
    const { opening, open } = shelf();
    await Promise.all([opening.open([file('x.h5')]), opening.open([file('y.h5')])]);
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('refuses two runs, and two micrographs', async () => {
    const { opening, troubles, open } = shelf();
    await opening.open([file('x.h5'), file('y.mjnl')]);
    expect(troubles.shown?.happened).toContain('by itself');
    await opening.open([file('x.png'), file('y.tif')]);
    expect(troubles.shown?.happened).toContain('One micrograph');
    expect(open).not.toHaveBeenCalled();
  });

  it('takes anything else for recorded voltammograms, which close no run where they cannot be read', async () => {
    const { opening, centre, troubles, workers } = shelf();
    await opening.open([file('x.h5')]);
    await opening.open([file('cv.csv')]);
    expect(workers.names).toEqual(['openRecorded']);
    expect(troubles.shown?.code).toBe('import-unreadable');
    expect(centre.opened?.title).toBe('A map');
  });
});
