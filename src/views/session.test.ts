import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fault } from '../fault';
import { err, ok } from '../result';
import type { AcquisitionEvent, KeptRun, Status } from '../workers/protocol';
import { DOUBLE_PRESS } from './keyboard';
import { firstPreset } from './form/recipe-form.svelte';
import { Session, type Clients } from './session.svelte';

const IDLE: Status = {
  phase: 'disconnected',
  instrument: null,
  bridge: null,
  watchdog: 5,
  checks: [],
  run: null,
  fault: null,
  stop: null,
  spaceShort: null,
};
const LOST = fault('link-lost', 'The cable was pulled.');

/** A page whose workers note what they are told. */
function page(identity = {}) {
  const told: unknown[][] = [];
  let emit: (event: AcquisitionEvent) => void = () => undefined;
  const hear = (more: Partial<Status>): void => {
    emit({ kind: 'status', status: { ...IDLE, ...more } });
  };
  const answer =
    (name: string, then: () => unknown = () => ok(undefined)) =>
    (...given: unknown[]) => {
      told.push([name, ...given]);
      return Promise.resolve().then(then);
    };
  const acquisition = {
    connect: answer('connect', () => {
      hear({ phase: 'ready' });
      return ok({ identity });
    }),
    resumeKept: answer('resumeKept'),
    start: answer('start', () => {
      hear({ phase: 'starting' });
      return ok('run');
    }),
    pause: answer('pause'),
    resume: answer('resume'),
    stop: answer('stop'),
    reset: answer('reset'),
    disconnect: answer('disconnect', () => {
      throw new Error('It broke.');
    }),
  };
  const kept = vi.fn((): Promise<KeptRun[]> => Promise.resolve([]));
  const clients = {
    startWorkers: (onEvent: typeof emit) => {
      emit = onEvent;
      const open = answer('open', () => err(fault('bundle-unreadable', 'No.')));
      return { acquisition, bundle: { open, kept } };
    },
    callback: (f: unknown) => f,
  };
  return { session: new Session(clients as unknown as Clients), hear, told, kept };
}

/** All that the session wants of a document is to hear whether it is seen; here it never is. Nothing is kept. */
beforeEach(() => {
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('starting', () => {
  it('connects the chosen instrument first, then starts the recipe of the form', async () => {
    const { session, told } = page();
    session.form.texts['columns'] = '16';
    await session.start();
    expect(told.map(([name]) => name)).toEqual(['connect', 'start']);
    expect(told[0]?.[1]).toEqual({ kind: 'simulated', sample: 'lto-film', seed: 1, clock: Infinity });
    expect(told[1]?.[2]).toMatchObject({ columns: 16, rows: 64 });
  });

  it('happens once however often it is pressed, and not while something is at work', async () => {
    const { session, hear, told } = page();
    await Promise.all([session.start(), session.start(), session.demonstrate(firstPreset())]);
    hear({ phase: 'analysing' });
    await session.start();
    expect(told.map(([name]) => name)).toEqual(['connect', 'start']);
    hear({ phase: 'ready' });
    await session.start();
    expect(told.map(([name]) => name)).toEqual(['connect', 'start', 'start']);
  });

  it('does nothing while a value is refused', async () => {
    const { session, told } = page();
    session.form.texts['columns'] = '0';
    await session.start();
    expect(told).toEqual([]);
  });

  it('refuses a seed that is none', async () => {
    const { session, told } = page();
    session.choice.seed = 1.5;
    await session.start();
    expect(told).toEqual([]);
    expect(session.trouble?.code).toBe('value-invalid');
  });

  it('demonstrates the first published setting whatever the form holds', async () => {
    const { session, told } = page();
    session.form.texts['columns'] = 'nonsense';
    await session.demonstrate(firstPreset());
    expect(told.at(-1)).toEqual(['start', 'diffusion-map', firstPreset().preset.recipe]);
  });
});

describe('Escape', () => {
  it('stops a run with its second press', () => {
    const { session, hear, told } = page();
    hear({ phase: 'running' });
    session.escape();
    expect(told).toEqual([]);
    session.escape();
    expect(told).toEqual([['stop']]);
  });

  it('stops a run that is being prepared', () => {
    const { session, hear, told } = page();
    hear({ phase: 'starting' });
    session.escape();
    session.escape();
    expect(told).toEqual([['stop']]);
  });

  it('forgets the first press after a moment', () => {
    vi.useFakeTimers();
    const { session, hear, told } = page();
    hear({ phase: 'running' });
    session.escape();
    vi.advanceTimersByTime(DOUBLE_PRESS + 1);
    session.escape();
    expect(told).toEqual([]);
  });

  it('hears two presses whenever the last ones were', () => {
    vi.useFakeTimers();
    const { session, hear, told } = page();
    hear({ phase: 'running' });
    session.escape();
    session.escape();
    vi.advanceTimersByTime(DOUBLE_PRESS - 1);
    session.escape();
    vi.advanceTimersByTime(2);
    session.escape();
    expect(told).toEqual([['stop'], ['stop']]);
  });

  it('does nothing while nothing runs', () => {
    const { session, hear, told } = page();
    hear({ phase: 'ready' });
    session.escape();
    session.escape();
    expect(told).toEqual([]);
    expect(session.escapeArmed).toBe(false);
  });
});

describe('pausing', () => {
  it.each([
    ['running', ['pause']],
    ['paused', ['resume']],
    ['stopping', []],
    ['ready', []],
  ] as const)('with the space bar while %s', (phase, calls) => {
    const { session, hear, told } = page();
    hear({ phase });
    session.togglePause();
    expect(told.map(([name]) => name)).toEqual(calls);
  });
});

describe('kept runs', () => {
  it('are asked for at first and after each run', () => {
    const { hear, kept } = page();
    expect(kept).toHaveBeenCalledTimes(1);
    hear({ phase: 'running' });
    hear({ phase: 'stopping' });
    expect(kept).toHaveBeenCalledTimes(1);
    hear({ phase: 'analysing' });
    hear({ phase: 'ready' });
    expect(kept).toHaveBeenCalledTimes(2);
  });

  it('stay as they are when they cannot be read, which is a fault', async () => {
    const { session, kept } = page();
    kept.mockRejectedValueOnce(new Error('It broke.'));
    await session.refreshKept();
    expect(session.trouble?.happened).toContain('It broke.');
    expect(session.kept).toEqual([]);
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
    const { session, told } = page();
    session.choice.kind = 'usb';
    await session.resumeKept({ ...run, simulation: { sample: 'planar', seed: 7 } });
    expect(told).toEqual([
      ['connect', { kind: 'simulated', sample: 'planar', seed: 7, clock: Infinity }],
      ['resumeKept', 'cut-off'],
    ]);
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
    const { session, told } = page({ serial: 'SIM-1' });
    await session.resumeKept(run);
    expect(told).toEqual([
      ['connect', { kind: 'usb', device: { vendorId: 1, productId: 2 }, preferred: 'SIM-1' }],
      ['resumeKept', 'cut-off'],
    ]);
  });
});

describe('faults', () => {
  it('come of calls that break, too', async () => {
    const { session } = page();
    await session.disconnect();
    expect(session.trouble?.code).toBe('worker-died');
  });

  it('are shown until they are put aside, also when they are reported again', () => {
    const { session, hear } = page();
    hear({ fault: LOST });
    expect(session.trouble).toEqual(LOST);
    session.clearTrouble();
    expect(session.trouble).toBeNull();
    hear({ fault: { ...LOST } });
    expect(session.trouble).toBeNull();
  });

  it('of another kind, or again after all was well, are shown again', () => {
    const { session, hear } = page();
    hear({ fault: LOST });
    session.clearTrouble();
    hear({ fault: fault('bridge-safe', 'Silence.') });
    expect(session.trouble?.code).toBe('bridge-safe');
    session.clearTrouble();
    hear({ fault: null });
    hear({ fault: fault('bridge-safe', 'Silence.') });
    expect(session.trouble?.code).toBe('bridge-safe');
  });

  it('of a file that cannot be opened leave the page as it was', async () => {
    const { session } = page();
    await session.open([new File(['x'], 'x.h5')]);
    expect(session.trouble?.code).toBe('bundle-unreadable');
    expect(session.opened).toBeNull();
    expect(session.opening).toBe(false);
  });
});
