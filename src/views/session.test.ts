import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fault } from '../fault';
import { Session } from './session.svelte';
import { TestWorkers } from './test-workers';

/** All that the session wants of a document is to hear whether it is seen; here it never is. Nothing is kept. */
beforeEach(() => {
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('what the workers report', () => {
  it('has kept runs asked for at first and after each run', () => {
    const workers = new TestWorkers();
    const kept = vi.fn(workers.kept);
    workers.kept = kept;
    const session = new Session(workers.clients);
    expect(kept).toHaveBeenCalledTimes(1);
    workers.report({ phase: 'running' });
    workers.report({ phase: 'stopping' });
    expect(kept).toHaveBeenCalledTimes(1);
    workers.report({ phase: 'analysing' });
    workers.report({ phase: 'ready' });
    expect(kept).toHaveBeenCalledTimes(2);
    expect(session.instrument.status.phase).toBe('ready');
  });

  it('shows faults of the instrument', () => {
    const workers = new TestWorkers();
    const session = new Session(workers.clients);
    workers.report({ fault: fault('link-lost', 'The cable was pulled.') });
    expect(session.troubles.shown?.code).toBe('link-lost');
  });

  it('lets Escape stop a run from its preparation on', () => {
    const workers = new TestWorkers();
    const session = new Session(workers.clients);
    workers.report({ phase: 'starting' });
    session.stop.escape();
    session.stop.escape();
    expect(workers.names).toEqual(['awaitStop', 'stop']);
  });
});
