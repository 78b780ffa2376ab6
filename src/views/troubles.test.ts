import { beforeEach, describe, expect, it } from 'vitest';
import { fault } from '../fault';
import { err, ok } from '../result';
import { Troubles } from './troubles.svelte';

const LOST = fault('link-lost', 'The cable was pulled.');

describe('troubles', () => {
  let troubles: Troubles;
  beforeEach(() => {
    troubles = new Troubles();
  });

  it('come of calls that break, and of those that answer with a fault', async () => {
    expect((await troubles.heed(Promise.reject(new Error('It broke.')))).ok).toBe(false);
    expect(troubles.shown).toMatchObject({ code: 'worker-died', happened: 'A worker failed: It broke.' });
    await troubles.heed(Promise.resolve(err(LOST)));
    expect(troubles.shown).toEqual(LOST);
  });

  it('do not come of calls that succeed, or that a person cancels', async () => {
    expect(await troubles.heed(Promise.resolve(ok(7)))).toEqual(ok(7));
    expect(troubles.settle(err(fault('cancelled', 'No file was chosen.')))).toBe(false);
    expect(troubles.shown).toBeNull();
  });

  it('are shown until they are put aside, also when they are reported again', () => {
    troubles.hear(LOST);
    expect(troubles.shown).toEqual(LOST);
    troubles.clear();
    expect(troubles.shown).toBeNull();
    troubles.hear({ ...LOST });
    expect(troubles.shown).toBeNull();
  });

  it('of another kind, or again after all was well, are shown again', () => {
    const safe = fault('bridge-safe', 'Silence.');
    troubles.hear(LOST);
    troubles.clear();
    troubles.hear(safe);
    expect(troubles.shown).toEqual(safe);
    troubles.clear();
    troubles.hear(null);
    troubles.hear(safe);
    expect(troubles.shown).toEqual(safe);
  });

  it('of the page stand before those of the instrument', () => {
    const own = fault('value-invalid', 'No.');
    troubles.hear(LOST);
    troubles.report(own);
    expect(troubles.shown).toEqual(own);
  });
});
