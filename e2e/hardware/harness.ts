/**
 * What a hardware test is given: the built page in a real Chromium that sees an emulated USB instrument, whose serial
 * port and bulk pair lead to `meniscus bridge` in another process. MENISCUS_VIRTUAL_USB names the folder of the emulated device.
 */
import type { Page } from 'playwright-core';
import { expect, test as base } from 'vitest';
import { serveBuild } from '../../scripts/serve.mjs';
import { openBrowser } from '../browser';
import type { Transport } from '../drive';
import { startBridge, type BridgeProcess } from './bridge-process';
import { pluggedIn, type EndpointName, type VirtualDevice } from './device';

/** Both ways to the instrument, by the words of the page, and what the emulated device calls them. */
export const TRANSPORTS: readonly (readonly [transport: Transport, endpoint: EndpointName])[] = [
  ['serial', 'cdc'],
  ['bulk', 'bulk'],
];

interface Fixtures {
  site: Awaited<ReturnType<typeof serveBuild>>;
  /** The simulated lithium titanate film with seed 1. */
  bridge: BridgeProcess;
  /** Plugged in, its serial port and its bulk pair piped to the bridge. */
  device: VirtualDevice;
  /** At the site's address, allowed to use the device. */
  page: Page;
}

export const test = base.extend<Fixtures>({
  site: async ({}, use) => {
    const site = await serveBuild(4300);
    await use(site);
    await site.close();
  },
  bridge: async ({}, use) => {
    const bridge = await startBridge('lto-film', 1);
    await use(bridge);
    await bridge.close();
  },
  device: async ({ site, bridge }, use) => {
    const device = await pluggedIn(new URL(site.url).origin, bridge.port);
    await use(device);
    await device.close();
    expect(device.errors).toEqual([]);
  },
  page: async ({ site, device }, use) => {
    const browser = await openBrowser(site.url, device.launchOptions());
    await browser.context.addInitScript({ path: device.grantScript });
    await browser.page.goto(site.url);
    await use(browser.page);
    await browser.close();
    expect(browser.complaints).toEqual([]);
  },
});
