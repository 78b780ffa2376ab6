/** What the tests of faults share: a bridge that can be looked into, and what holds whatever went wrong. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { memoryFile } from '../../src/bundles/byte-file';
import { openJournal, type JournalSource } from '../../src/bundles/journal-reader';
import { audit } from '../../src/workers/faults/test-audit';
import { saveJournal } from '../drive';
import { startWatchedBridge, type WatchedBridge, type WatchedOptions } from './bridge-process';
import { test } from './harness';

/** The simulated lithium titanate film with seed 1, as a bridge that can be looked into. */
export const watched = (options: Omit<WatchedOptions, 'sample' | 'seed'>) =>
  test.extend<{ bridge: WatchedBridge }>({
    bridge: async ({}, use) => {
      const bridge = await startWatchedBridge({ sample: 'lto-film', seed: 1, ...options });
      await use(bridge);
      await bridge.close();
    },
  });

/** Resolves while the droplet hangs on the surface: the bridge is in mid-hop. */
export async function untilLanded(bridge: WatchedBridge): Promise<void> {
  await expect.poll(bridge.down, { timeout: 60_000, interval: 10 }).toBe(true);
}

/**
 * The journal of the run that is shown: no record in it twice, none that the bridge has not made so, and the probe is
 * clear of the surface.
 */
export async function expectNothingWrong(page: Page, bridge: WatchedBridge): Promise<JournalSource> {
  return (await examine(await saved(page), bridge)).journal;
}

/**
 * As `expectNothingWrong`, and every record is there that the bridge has made since its last start. `read` gives the
 * journal's bytes where the page cannot save it.
 */
export async function expectNothingLost(
  page: Page,
  bridge: WatchedBridge,
  read: (page: Page) => Promise<Uint8Array> = saved,
): Promise<JournalSource> {
  const { journal, lost } = await examine(await read(page), bridge);
  expect(lost).toBe(0);
  return journal;
}

const saved = async (page: Page): Promise<Uint8Array> => readFileSync(await saveJournal(page, 'kept.mjnl'));

async function examine(
  bytes: Uint8Array,
  bridge: WatchedBridge,
): Promise<{ readonly journal: JournalSource; readonly lost: number }> {
  expect(await bridge.down()).toBe(false);
  const { lost, wrong, twice, kept } = audit(await bridge.made(), { bytes: () => bytes });
  expect(kept).toBeGreaterThan(0);
  expect({ wrong, twice }).toEqual({ wrong: 0, twice: 0 });
  const journal = openJournal(memoryFile(bytes));
  if (!journal.ok) throw new Error(journal.error.happened);
  expect(journal.value.damagedBytes).toBe(0);
  return { journal: journal.value, lost };
}

/** Waits until the page says what happened, and what is to be done about it. */
export async function expectSaid(page: Page, happened: string | RegExp, remedy: string): Promise<void> {
  const alert = page.getByRole('alert').filter({ has: page.getByText(happened) });
  await alert.getByRole('definition').filter({ hasText: remedy }).waitFor({ timeout: 30_000 });
}
