import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Status } from '../../workers/protocol';
import { TestWorkers } from '../test-workers';
import { Troubles } from '../troubles.svelte';
import { Instrument } from './instrument.svelte';

function held() {
  const workers = new TestWorkers();
  const troubles = new Troubles();
  const instrument = new Instrument(workers.workers.acquisition, troubles);
  workers.onevent = (event) => {
    if (event.kind === 'status') instrument.status = event.status;
  };
  return { workers, troubles, instrument };
}

const simulatedOf = (sample: string): Pick<Status, 'phase' | 'instrument'> => ({
  phase: 'ready',
  instrument: { capabilities: { simulation: { sample, seed: 1 } } } as Status['instrument'],
});

beforeEach(() => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('connecting', () => {
  it('takes the simulated instrument as it is chosen', async () => {
    const { instrument, workers } = held();
    instrument.choice.sample = 'planar';
    instrument.choice.seed = 7;
    expect(await instrument.connect()).toBe(true);
    expect(workers.told).toEqual([
      ['connect', { kind: 'simulated', sample: 'planar', seed: 7, clock: Infinity }],
    ]);
    expect(instrument.connected).toBe(true);
  });

  it('refuses a seed that is none', async () => {
    const { instrument, workers, troubles } = held();
    instrument.choice.seed = 1.5;
    expect(await instrument.connect()).toBe(false);
    expect(workers.told).toEqual([]);
    expect(troubles.shown?.code).toBe('value-invalid');
  });

  it('is needed where there is none, or a simulated one of another sample', () => {
    const { instrument, workers } = held();
    expect(instrument.needsConnection).toBe(true);
    workers.report(simulatedOf(instrument.choice.sample));
    expect(instrument.needsConnection).toBe(false);
    instrument.choice.sample = 'planar';
    expect(instrument.needsConnection).toBe(true);
    instrument.choice.kind = 'usb';
    expect(instrument.needsConnection).toBe(false);
  });
});

it('is simulated by what is connected, and by the choice where nothing is', () => {
  const { instrument, workers } = held();
  expect(instrument.simulated).toBe(true);
  instrument.choice.kind = 'serial';
  expect(instrument.simulated).toBe(false);
  workers.report(simulatedOf('planar'));
  expect(instrument.simulated).toBe(true);
});

describe('a call that breaks', () => {
  it('is a trouble', async () => {
    const { instrument, troubles } = held();
    await instrument.disconnect();
    expect(troubles.shown?.code).toBe('worker-died');
  });
});

describe('pausing', () => {
  it.each([
    ['running', ['pause']],
    ['paused', ['resume']],
    ['waiting', ['resume']],
    ['stopping', []],
    ['ready', []],
  ] as const)('with the space bar while %s', (phase, calls) => {
    const { instrument, workers } = held();
    workers.report({ phase });
    instrument.togglePause();
    expect(workers.names).toEqual(calls);
  });
});

describe('stopping', () => {
  it.each([
    ['starting', ['stop']],
    ['running', ['stop']],
    ['ready', ['stop']],
    ['disconnected', []],
  ] as const)('while %s', async (phase, calls) => {
    const { instrument, workers } = held();
    workers.report({ phase });
    await instrument.stop();
    expect(workers.names).toEqual(calls);
  });
});
