import { describe, expect, it } from 'vitest';
import type { KeptRun } from '../../workers/protocol';
import { TestWorkers } from '../test-workers';
import { Troubles } from '../troubles.svelte';
import { KeptJournals } from './kept-journals.svelte';

const RUN: KeptRun = {
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

describe('kept journals', () => {
  it('stay as they are when they cannot be read, which is a trouble', async () => {
    const workers = new TestWorkers();
    const troubles = new Troubles();
    const journals = new KeptJournals(workers.workers.bundle, troubles);
    workers.kept = () => Promise.resolve([RUN]);
    await journals.refresh();
    workers.kept = () => Promise.reject(new Error('It broke.'));
    await journals.refresh();
    expect(journals.runs).toEqual([RUN]);
    expect(troubles.shown?.happened).toContain('It broke.');
  });

  it('are asked for again after one was discarded', async () => {
    const workers = new TestWorkers();
    const journals = new KeptJournals(workers.workers.bundle, new Troubles());
    workers.kept = () => Promise.resolve(workers.names.includes('discard') ? [] : [RUN]);
    await journals.refresh();
    expect(journals.runs).toEqual([RUN]);
    await journals.discard(RUN.name);
    expect(workers.told).toEqual([['discard', RUN.name]]);
    expect(journals.runs).toEqual([]);
  });
});
