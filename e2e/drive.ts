/** The page as a person drives it: by names and roles, never by what it is made of. */
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { ROOT } from '../scripts/setup.mjs';
import { TECHNIQUES } from '../src/experiments/catalogue';
import { count } from '../src/quantity';

export type Speed = 'real time' | '× 10' | '× 100' | 'as fast as it can';

/** Connects the simulated bridge with the first sample. */
export async function connectSimulated(page: Page, seed: number, speed: Speed): Promise<void> {
  const panel = await openInstrumentPanel(page);
  await panel.getByLabel('Simulated bridge').check();
  await panel.getByLabel('Seed').fill(String(seed));
  await panel.getByLabel('Speed').selectOption({ label: speed });
  await panel.getByRole('button', { name: 'Connect', exact: true }).click();
  await panel.waitFor({ state: 'hidden' });
}

export type Transport = 'serial' | 'bulk';

/** Connects the bridge on USB. */
export async function connectUsb(page: Page, transport: Transport): Promise<void> {
  const panel = await askForUsb(page, transport);
  await panel.waitFor({ state: 'hidden' });
}

/** Asks for the bridge on USB, whatever comes of it; answers the panel, which closes when it is connected. */
export async function askForUsb(page: Page, transport: Transport): Promise<Locator> {
  const panel = await openInstrumentPanel(page);
  await panel.getByLabel(`USB ${transport} bridge`).check();
  await panel.getByRole('button', { name: 'Connect', exact: true }).click();
  return panel;
}

export async function openInstrumentPanel(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /^Instrument:/ }).click();
  return page.getByRole('dialog', { name: 'Instrument' });
}

/** Takes a published setting of the start screen into the form. */
export async function setUp(page: Page, preset: string): Promise<void> {
  const technique = TECHNIQUES.find(({ experiments }) =>
    experiments.some(({ presets }) => presets.some(({ title }) => title === preset)),
  );
  if (!technique) throw new Error(`There is no setting ${preset}.`);
  await page.getByRole('button', { name: technique.title, exact: true }).click();
  await page.getByRole('button', { name: `Set up ${preset}`, exact: true }).click();
}

/** Writes a value into the form, in the unit that stands beside it. */
export async function setField(page: Page, label: string, value: number): Promise<void> {
  const field = page.getByLabel(new RegExp(`^${label}(,|$)`));
  const group = page.locator('details', { has: field });
  if ((await group.getAttribute('open')) === null) await group.locator('summary').click();
  await field.fill(String(value));
}

/** Sets the number of pixels. */
export async function setGrid(page: Page, columns: number, rows: number): Promise<void> {
  await setField(page, 'Columns', columns);
  await setField(page, 'Rows', rows);
}

/** Sets how often a place is visited, and the time between two visits, s. */
export async function setVisits(page: Page, visits: number, seconds: number): Promise<void> {
  await setField(page, 'Wait between hops', seconds);
  await setField(page, 'Visits', visits);
}

export async function pressStart(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Start|Connect and start)$/ }).click();
}

/** Waits until the run of so many hops is over. Throws with the page's words when it reports a fault instead. */
export async function untilFinished(page: Page, hops: number, seconds: number): Promise<void> {
  const deadline = performance.now() + 1000 * seconds;
  const finished = page.getByText(`finished, ${count(hops)} hops`, { exact: true });
  const alert = page.getByRole('alert');
  do {
    await finished
      .or(alert)
      .first()
      .waitFor({ timeout: Math.max(1, deadline - performance.now()) });
    const [said] = await alert.allInnerTexts();
    if (said !== undefined) throw new Error(`The page says: ${said}`);
  } while (!(await finished.isVisible()));
}

/** Where the page says who holds the probe. */
export const stateLine = (page: Page): Locator => page.getByRole('contentinfo', { name: 'State' });

/** Hops that the page says are done. */
export async function hopsDone(page: Page): Promise<number> {
  const words = await stateLine(page)
    .getByText(/^hop \d/)
    .innerText();
  return Number(/^hop ([\d\s]+) of/.exec(words)?.[1]?.replaceAll(/\D/g, ''));
}

/** Waits until so many hops are done. */
export async function untilHop(page: Page, hop: number): Promise<void> {
  const deadline = performance.now() + 60_000;
  while ((await hopsDone(page)) < hop) {
    if (performance.now() > deadline) throw new Error(`Hop ${String(hop)} is not done within a minute.`);
    await page.waitForTimeout(20);
  }
}

/** Saves what is shown and answers where the file lies. */
export function saveBundle(page: Page, name: string): Promise<string> {
  const button = stateLine(page).getByRole('button', { name: 'Save bundle', exact: true });
  return saveDownload(page, button, name);
}

/** Saves the journal of what is shown and answers where the file lies. */
export function saveJournal(page: Page, name: string): Promise<string> {
  const button = stateLine(page).getByRole('button', { name: 'Save journal', exact: true });
  return saveDownload(page, button, name);
}

/** Presses a button that saves a file and answers where that lies. */
export async function saveDownload(page: Page, button: Locator, name: string): Promise<string> {
  const downloading = page.waitForEvent('download', { timeout: 120_000 });
  await button.click();
  const file = join(ROOT, 'test-results', name);
  await (await downloading).saveAs(file);
  return file;
}

/** Opens files from disk. */
export async function openFile(page: Page, ...files: readonly string[]): Promise<void> {
  await page.getByLabel('Files to open').setInputFiles(files);
}
