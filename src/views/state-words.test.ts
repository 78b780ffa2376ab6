import { describe, expect, it } from 'vitest';
import type { Phase, RunProgress, Status } from '../workers/protocol';
import { fault, type FaultCode } from '../fault';
import {
  holder,
  isActive,
  isBusy,
  isConnected,
  needsReset,
  progressWords,
  shareDone,
  stopWords,
} from './state-words';

const status = (phase: Phase, more: Partial<Status> = {}): Status => ({
  phase,
  instrument: null,
  bridge: null,
  watchdog: 5,
  checks: [],
  run: null,
  fault: null,
  stop: null,
  spaceShort: null,
  ...more,
});
const bridge = (state: NonNullable<Status['bridge']>['state'], reason = ''): Status['bridge'] => ({
  state,
  reason,
  hop: -1,
  step: -1,
  queued: 0,
  firstRecord: 0,
  nextRecord: 0,
  z: 1e-5,
});
const run = (more: Partial<RunProgress> = {}): RunProgress => ({
  id: 'id',
  experiment: 'diffusion-map',
  recipe: {},
  hopsDone: 1234,
  hopsTotal: 4096,
  secondsLeft: 10_200,
  bytesKept: 104e6,
  finished: false,
  stopped: false,
  ...more,
});
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');
const words = (r: RunProgress, phase: Phase): string => plain(progressWords(r, phase).join(' · '));

describe('who holds the probe', () => {
  it.each([
    ['disconnected', 'no instrument connected'],
    ['starting', 'the run is prepared'],
    ['running', 'bridge holds the probe, watchdog 5 s'],
    ['paused', 'paused, probe up'],
    ['stopping', 'stopping: probe goes up'],
  ] as const)('%s', (phase, text) => {
    expect(plain(holder(status(phase)))).toBe(text);
  });

  it('says that the probe is up only when the bridge said so', () => {
    const ready = (b: Status['bridge']): string => holder(status('ready', { bridge: b }));
    expect(ready(bridge('IDLE'))).toBe('bridge idle, probe up');
    expect(ready(bridge('RUNNING'))).toBe('bridge reports running');
    expect(ready(null)).toBe('bridge connected, not asked yet');
    expect(holder(status('analysing', { bridge: bridge('IDLE') }))).toBe(
      'bridge idle, probe up, the last pixels are analysed',
    );
    expect(holder(status('paused', { fault: fault('still-attached', 'Stuck.') }))).toBe(
      'paused, droplet not free',
    );
  });

  it('says that there is no watchdog', () => {
    expect(holder(status('running', { watchdog: 0 }))).toBe('bridge holds the probe, no watchdog');
  });

  it('says that a bridge is not heard when its link went during a run', () => {
    const gone = { fault: fault('link-lost', 'Pulled.'), run: run() };
    expect(plain(holder(status('disconnected', gone)))).toBe(
      'bridge not heard; it retracts by itself after 5 s',
    );
    expect(holder(status('disconnected', { ...gone, watchdog: 0 }))).toBe(
      'bridge not heard, no watchdog: look at the probe',
    );
    expect(holder(status('disconnected', { ...gone, run: run({ finished: true }) }))).toBe(
      'no instrument connected',
    );
  });

  it('tells safe from fault, whatever the page was about to do', () => {
    for (const phase of ['safe', 'ready', 'running'] as const) {
      expect(holder(status(phase, { bridge: bridge('SAFE', 'watchdog') }))).toBe(
        'bridge is safe: watchdog, it waits for Reset',
      );
      expect(holder(status(phase, { bridge: bridge('FAULT') }))).toBe('bridge reports a fault');
    }
  });
});

describe('Reset', () => {
  const happened = (code: FaultCode) => fault(code, 'It happened.');

  it('is offered while the bridge waits for it or a fault names it', () => {
    expect(needsReset(status('safe'), null)).toBe(true);
    expect(needsReset(status('ready', { bridge: bridge('FAULT') }), null)).toBe(true);
    for (const code of ['bridge-safe', 'bridge-fault', 'retract-unverified'] as const) {
      expect(needsReset(status('ready', { bridge: bridge('IDLE') }), happened(code))).toBe(true);
    }
  });

  it('is not offered otherwise, nor without a bridge', () => {
    expect(needsReset(status('ready', { bridge: bridge('IDLE') }), happened('storage-full'))).toBe(false);
    expect(needsReset(status('disconnected'), happened('bridge-safe'))).toBe(false);
  });
});

describe('progress', () => {
  it('counts hops, time and bytes', () => {
    expect(words(run(), 'running')).toBe('hop 1 234 of 4 096 · 2 h 50 m left · 104 MB kept');
    expect(words(run(), 'pausing')).toBe('hop 1 234 of 4 096 · pausing after this hop · 104 MB kept');
    expect(words(run(), 'paused')).toBe('hop 1 234 of 4 096 · 104 MB kept');
  });

  it('tells a scan that is over from its analysis', () => {
    expect(words(run({ hopsDone: 4096 }), 'analysing')).toBe('scan over · hop 4 096 of 4 096 · 104 MB kept');
  });

  it('says how a run ended', () => {
    expect(words(run({ finished: true, hopsDone: 4096 }), 'ready')).toBe(
      'finished, 4 096 hops · 104 MB kept',
    );
    expect(words(run({ stopped: true }), 'ready')).toBe('stopped after hop 1 234 of 4 096 · 104 MB kept');
  });

  it('has a share even of nothing', () => {
    expect(shareDone(run({ hopsDone: 1024 }))).toBe(0.25);
    expect(shareDone(run({ hopsTotal: 0 }))).toBe(0);
  });
});

it('states the latency of a Stop', () => {
  expect(plain(stopWords({ onWire: 3.14, verified: 212.7 }))).toBe(
    'Stop: on the wire after 3.1 ms, height verified after 213 ms',
  );
});

it('knows active and connected phases', () => {
  const phases: Phase[] = [
    'disconnected',
    'connecting',
    'ready',
    'starting',
    'running',
    'pausing',
    'paused',
    'stopping',
    'reconnecting',
    'waiting',
    'analysing',
    'safe',
  ];
  expect(phases.filter(isActive)).toEqual([
    'starting',
    'running',
    'pausing',
    'paused',
    'stopping',
    'reconnecting',
    'waiting',
  ]);
  expect(phases.filter((p) => !isBusy(p))).toEqual(['disconnected', 'ready', 'safe']);
  expect(phases.filter((p) => !isConnected(p))).toEqual(['disconnected', 'connecting']);
});
