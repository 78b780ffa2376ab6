/**
 * What a hardware test is given: the built page in a real Chromium that sees an emulated USB instrument, whose serial
 * port and bulk pair lead to `meniscus bridge` in another process. MENISCUS_VIRTUAL_USB names the folder of the emulated device.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LaunchOptions, Page } from 'playwright-core';
import { expect, test as base } from 'vitest';
import { serveBuild } from '../../scripts/serve.mjs';
import { ROOT } from '../../scripts/setup.mjs';
import { openBrowser } from '../browser';
import type { Transport } from '../drive';
import { startBridge, type BridgeProcess } from './bridge-process';

export type EndpointName = 'cdc' | 'bulk';

/** Both ways to the instrument, by the words of the page, and what the emulated device calls them. */
export const TRANSPORTS: readonly (readonly [transport: Transport, endpoint: EndpointName])[] = [
  ['serial', 'cdc'],
  ['bulk', 'bulk'],
];

/** The part of the emulated device that the tests use. */
export interface VirtualDevice {
  readonly grantScript: string;
  readonly errors: readonly Error[];
  connectTcp: (host: string, port: number, which: 'both') => () => void;
  readonly faults: {
    /** Loses the next transfer of what is sent. */
    drop: (which: EndpointName) => void;
    /** Sends nothing for so many ms, then what has gathered meanwhile. */
    hang: (which: EndpointName, ms: number) => void;
    /** STALL handshakes for so many ms. */
    stall: (which: EndpointName, ms: number) => void;
    /** Turns over a bit of the byte at this place of what is sent next. */
    corrupt: (which: EndpointName, offset: number) => void;
    /** One byte a transfer. */
    split: (which: EndpointName, on: boolean) => void;
  };
  launchOptions: () => LaunchOptions & { readonly args: string[] };
  unplug: () => void;
  plug: () => void;
  close: () => Promise<void>;
}

interface DeviceOptions {
  readonly vendorId: number;
  readonly productId: number;
  readonly product: string;
  readonly origins: readonly string[];
}

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
    const create = await deviceMaker();
    const device = create({
      vendorId: 0x1209,
      productId: 1,
      product: 'Meniscus bridge',
      origins: [new URL(site.url).origin],
    });
    device.connectTcp('127.0.0.1', bridge.port, 'both');
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

async function deviceMaker(): Promise<(options: DeviceOptions) => VirtualDevice> {
  const folder = process.env['MENISCUS_VIRTUAL_USB'];
  if (!folder) throw new Error('MENISCUS_VIRTUAL_USB names no folder with an emulated USB device.');
  const file = pathToFileURL(resolve(ROOT, folder, 'index.mjs')).href;
  const module = (await import(/* @vite-ignore */ file)) as {
    createVirtualDevice: (options: DeviceOptions) => VirtualDevice;
  };
  return module.createVirtualDevice;
}
