import { describe, expect, it } from 'vitest';
import type { Phase, RunProgress, Status } from '../workers/protocol';
import { holder, isActive, isConnected, progressWords, shareDone, stopWords } from './state-words';

const status = (phase: Phase, more: Partial<Status> = {}): Status => ({
  phase,
  instrument: null,
  bridge: null,
  watchdog: 5,
  run: null,
  fault: null,
  stop: null,
  ...more,
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
    ['ready', 'bridge idle, probe up'],
    ['running', 'bridge holds the probe, watchdog 5 s'],
    ['paused', 'paused, probe up'],
    ['stopping', 'stopping: probe goes up'],
  ] as const)('%s', (phase, text) => {
    expect(plain(holder(status(phase)))).toBe(text);
  });

  it('says that there is no watchdog', () => {
    expect(holder(status('running', { watchdog: 0 }))).toBe('bridge holds the probe, no watchdog');
  });

  it('tells safe from fault', () => {
    const bridge = {
      hop: -1,
      step: -1,
      queued: 0,
      firstRecord: 0,
      nextRecord: 0,
      z: 1e-5,
      reason: 'watchdog',
    };
    expect(holder(status('safe', { bridge: { ...bridge, state: 'SAFE' } }))).toBe(
      'bridge is safe: watchdog, it waits for Reset',
    );
    expect(holder(status('safe', { bridge: { ...bridge, state: 'FAULT', reason: '' } }))).toBe(
      'bridge reports a fault',
    );
  });
});

describe('progress', () => {
  it('counts hops, time and bytes', () => {
    expect(words(run(), 'running')).toBe('hop 1 234 of 4 096 · 2 h 50 m left · 104 MB kept');
    expect(words(run(), 'pausing')).toBe('hop 1 234 of 4 096 · pausing after this hop · 104 MB kept');
    expect(words(run(), 'paused')).toBe('hop 1 234 of 4 096 · 104 MB kept');
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
    'running',
    'pausing',
    'paused',
    'stopping',
    'safe',
  ];
  expect(phases.filter(isActive)).toEqual(['running', 'pausing', 'paused', 'stopping']);
  expect(phases.filter((p) => !isConnected(p))).toEqual(['disconnected', 'connecting']);
});
