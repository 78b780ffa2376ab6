/** The emulated USB instrument; MENISCUS_VIRTUAL_USB names the folder of what emulates it. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LaunchOptions } from 'playwright-core';
import { ROOT } from '../../scripts/setup.mjs';

export type EndpointName = 'cdc' | 'bulk';

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

/** Plugs one in, visible to pages of `origin`, with its serial port and its bulk pair piped to a TCP port. */
export async function pluggedIn(origin: string, port: number): Promise<VirtualDevice> {
  const create = await deviceMaker();
  const device = create({ vendorId: 0x1209, productId: 1, product: 'Meniscus bridge', origins: [origin] });
  device.connectTcp('127.0.0.1', port, 'both');
  return device;
}

async function deviceMaker(): Promise<(options: DeviceOptions) => VirtualDevice> {
  const folder = process.env['MENISCUS_VIRTUAL_USB'];
  if (!folder) throw new Error('MENISCUS_VIRTUAL_USB names no folder with an emulated USB device.');
  const file = pathToFileURL(resolve(ROOT, folder, 'index.mjs')).href;
  const module = (await import(/* @vite-ignore */ file)) as {
    createVirtualDevice: (options: DeviceOptions) => VirtualDevice;
  };
  return module.createVirtualDevice;
}
