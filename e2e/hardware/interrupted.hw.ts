/** Faults that strike while the droplet hangs on the surface. The clock of the bridge is slow enough for that to be met. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { JournalSource } from '../../src/bundles/journal-reader';
import { openBrowser, type OpenBrowser } from '../browser';
import {
  askForUsb,
  connectUsb,
  pressStart,
  setGrid,
  stateLine,
  untilFinished,
  untilHop,
  type Transport,
} from '../drive';
import { screenshot } from '../harness';
import type { WatchedBridge } from './bridge-process';
import type { VirtualDevice } from './device';
import { expectNothingLost, expectNothingWrong, expectSaid, untilLanded, watched } from './faults';
import { TRANSPORTS } from './harness';

const SIDE = 5;
const HOPS = SIDE * SIDE;
/** Silence after which the bridge raises its probe by itself, and a moment for the way up, ms. */
const WATCHDOG = 5000 + 500;

const test = watched({ clock: 10 });

test.for(TRANSPORTS)(
  'a cable pulled in mid-hop: the probe goes up by itself, and Stop gives the bridge up, %s',
  async ([transport], { page, bridge, device }) => {
    await beginAndLand(page, bridge, transport);
    device.unplug();
    await expectSaid(page, /^(The connection|Writing) to (USB|serial)/, 'plug it in again');
    await expectClear(bridge);
    await stateLine(page).getByText('looking for the bridge').waitFor();
    await screenshot(page, `unplugged-${transport}`);
    await stateLine(page).getByRole('button', { name: 'Stop' }).click();
    await stateLine(page)
      .getByText(/^stopped after hop/)
      .waitFor();
    const { completeHops } = await expectNothingWrong(page, bridge);
    expect(completeHops).toBeGreaterThanOrEqual(3);
  },
);

test.for(TRANSPORTS)(
  'a cable plugged in again is found without a click, and the bridge has not stopped, %s',
  async ([transport], { page, bridge, device }) => {
    await beginAndLand(page, bridge, transport);
    device.unplug();
    await stateLine(page).getByText('looking for the bridge').waitFor({ timeout: 20_000 });
    device.plug();
    await page.getByRole('alert').waitFor({ state: 'hidden', timeout: 30_000 });
    await untilFinished(page, HOPS, 200);
    expectWhole(await expectNothingLost(page, bridge));
  },
);

test.for(TRANSPORTS)(
  'a bridge that is switched off and on in mid-hop is found again and waits for Resume, %s',
  async ([transport], { page, bridge, device }) => {
    await beginAndLand(page, bridge, transport);
    device.unplug();
    await bridge.restart();
    await stateLine(page).getByText('looking for the bridge').waitFor({ timeout: 20_000 });
    device.plug();
    await expectSaid(page, 'started anew', 'press Resume');
    await screenshot(page, `restarted-${transport}`);
    expect(await bridge.down()).toBe(false);
    await stateLine(page).getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('alert').waitFor({ state: 'hidden' });
    await untilFinished(page, HOPS, 200);
    expectFoundAgain(await expectNothingLost(page, bridge));
  },
);

test.for(TRANSPORTS)(
  'a page that is loaded again in mid-hop picks its run up, %s',
  async ([transport], { page, bridge }) => {
    await beginAndLand(page, bridge, transport);
    await page.reload();
    // It knows the way to the bridge of the run by itself.
    await pressResume(page);
    await untilFinished(page, HOPS, 200);
    expectWhole(await expectNothingLost(page, bridge));
  },
);

test.for(TRANSPORTS)(
  'a browser that is killed in mid-hop: the probe goes up by itself, and the next one resumes, %s',
  async ([transport], { site, bridge, device }) => {
    const first = await browserOf(site.url, device);
    await beginAndLand(first.page, bridge, transport);
    await first.kill();
    await expectClear(bridge);
    const second = await browserOf(site.url, device, first.profile);
    const { page } = second;
    await resume(page, transport);
    await expectSaid(page, 'SAFE', 'press Reset');
    await screenshot(page, `killed-${transport}`);
    await page.getByRole('alert').getByRole('button', { name: 'Reset' }).click();
    await stateLine(page).getByText('bridge idle, probe up').waitFor();
    await pressResume(page);
    await untilFinished(page, HOPS, 200);
    expectFoundAgain(await expectNothingLost(page, bridge));
    await second.close();
    expect([...first.complaints, ...second.complaints]).toEqual([]);
  },
);

test('a second tab is told who holds the bridge, and picks the run up when the first is closed in mid-hop', async ({
  page,
  site,
  bridge,
}) => {
  await beginAndLand(page, bridge, 'serial');
  const second = await page.context().newPage();
  await second.goto(site.url);
  const panel = await askForUsb(second, 'serial');
  await expectSaid(second, 'Another tab of Meniscus holds the instrument', 'Use the tab that runs');
  await panel.press('Escape');
  await untilLanded(bridge);
  await page.close();
  await second.reload();
  await resume(second, 'serial');
  await untilFinished(second, HOPS, 200);
  expectWhole(await expectNothingLost(second, bridge));
});

async function beginAndLand(page: Page, bridge: WatchedBridge, transport: Transport): Promise<void> {
  await connectUsb(page, transport);
  await setGrid(page, SIDE, SIDE);
  await pressStart(page);
  await untilHop(page, 3);
  await untilLanded(bridge);
}

async function resume(page: Page, transport: Transport): Promise<void> {
  await connectUsb(page, transport);
  await pressResume(page);
}

async function pressResume(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Unfinished runs' }).getByRole('button', { name: 'Resume' }).click();
}

async function browserOf(url: string, device: VirtualDevice, profile?: string): Promise<OpenBrowser> {
  const browser = await openBrowser(url, device.launchOptions(), profile);
  await browser.context.addInitScript({ path: device.grantScript });
  await browser.page.goto(url);
  return browser;
}

/** Within the time of the watchdog the probe is clear of the surface, and stays so. */
async function expectClear(bridge: WatchedBridge): Promise<void> {
  await wait(WATCHDOG);
  for (let look = 0; look < 20; look++) {
    expect(await bridge.down()).toBe(false);
    await wait(100);
  }
}

/** The bridge has not stopped: every hop ended as if nothing had happened, and no landing looked for the surface again. */
function expectWhole({ completeHops, hops }: JournalSource): void {
  expect(completeHops).toBe(HOPS);
  expect(hops.map(({ row }) => row)).not.toContain(-1);
}

/** The bridge had stopped: one landing found the surface again, and at most the hop that was cut off has no pixel. */
function expectFoundAgain({ completeHops, hops }: JournalSource): void {
  const references = hops.filter(({ row }) => row < 0).length;
  expect(references).toBe(1);
  expect(completeHops - references).toBeGreaterThanOrEqual(HOPS - 1);
}

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
