import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import {
  connectSimulated,
  openInstrumentPanel,
  pressStart,
  saveDownload,
  setGrid,
  stateLine,
  untilFinished,
} from './drive';
import { screenshot, test } from './harness';

test('the instrument panel counts what went over the link and saves what was said on it', async ({
  page,
}) => {
  await connectSimulated(page, 1, '× 10');
  await setGrid(page, 4, 4);
  await pressStart(page);
  await stateLine(page).getByText('bridge holds the probe').waitFor();

  const panel = await openInstrumentPanel(page);
  const figure = (name: string) =>
    panel
      .locator('dl > div', { has: page.getByText(name, { exact: true }) })
      .getByRole('definition')
      .innerText();
  const before = Number(await figure('Records'));
  await expect.poll(async () => Number(await figure('Records')), { timeout: 30_000 }).toBeGreaterThan(before);
  await untilFinished(page, 16, 100);
  for (const name of ['Received', 'Sent', 'Records', 'Round trip'])
    expect(parseFloat((await figure(name)).replace(/[^\d.]+/, ''))).toBeGreaterThan(0);
  for (const name of ['Bad checksums', 'Read again']) expect(await figure(name)).toBe('0');

  const box = await panel.boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? Infinity)).toBeLessThanOrEqual(900);
  expect(await panel.evaluate((it) => it.scrollHeight <= it.clientHeight)).toBe(true);
  await screenshot(page, 'link');
  await page.emulateMedia({ colorScheme: 'dark' });
  await screenshot(page, 'link-dark');

  const log = readFileSync(
    await saveDownload(page, panel.getByRole('button', { name: 'Save log' }), 'link.txt'),
    'utf8',
  );
  expect(log).toMatch(/^Meniscus \d+\.\d+\.\d+\n.*Chrome/);
  expect(log).toContain('> *IDN?\n');
  expect(log).toMatch(/> DATA\? \d+,\d+\n/);
  expect(log).toMatch(/< #… \d+ bytes\n/);
}, 180_000);
