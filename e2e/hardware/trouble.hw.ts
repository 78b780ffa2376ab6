import { createServer, type AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import {
  askForUsb,
  connectSimulated,
  connectUsb,
  pressStart,
  saveBundle,
  setGrid,
  stateLine,
  untilFinished,
  type Transport,
} from '../drive';
import { bundleMaps } from '../bundle-maps';
import { screenshot } from '../harness';
import type { BridgeProcess } from './bridge-process';
import type { EndpointName, VirtualDevice } from './device';
import { test, TRANSPORTS } from './harness';

/** Instead of a bridge, an instrument that says its own words whenever it hears something. */
const foreign = test.extend<{ bridge: BridgeProcess }>({
  bridge: async ({}, use) => {
    const meter = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => socket.write('GPIB multimeter ready\r\n'));
    });
    await new Promise<void>((listening) => meter.listen(0, '127.0.0.1', listening));
    await use({ port: (meter.address() as AddressInfo).port, close: () => Promise.resolve() });
    meter.close();
  },
});

foreign.for(TRANSPORTS)(
  'another device is refused with what was heard of it, %s',
  async ([transport], { page }) => {
    const panel = await askForUsb(page, transport);
    await page.getByRole('alert').getByText('GPIB multimeter').waitFor({ timeout: 20_000 });
    await panel.getByRole('listitem', { name: 'Identity: failed' }).getByText('GPIB multimeter').waitFor();
    await screenshot(page, `no-bridge-${transport}`);
  },
);

test.for(TRANSPORTS)(
  'a cable pulled in mid-scan keeps every hop that had ended, and Stop gives the bridge up, %s',
  async ([transport], { page, device }) => {
    await beginAndMeasure(page, transport);
    device.unplug();
    await page.getByRole('alert').getByText('Check the cable').waitFor({ timeout: 20_000 });
    await stateLine(page).getByText('looking for the bridge').waitFor();
    await screenshot(page, `unplugged-${transport}`);
    await stateLine(page).getByRole('button', { name: 'Stop' }).click();
    await stateLine(page)
      .getByText(/^stopped after hop/)
      .waitFor();
    const maps = await bundleMaps(await saveBundle(page, 'unplugged.h5'));
    const given = maps.get('diffusion_coefficient')?.filter((d) => Number.isFinite(d)) ?? [];
    expect(given.length).toBeGreaterThanOrEqual(20);
  },
);

test.for(TRANSPORTS)(
  'a cable plugged in again is found without a click, and the run goes on to its end, %s',
  async ([transport], { page, device }) => {
    await beginAndMeasure(page, transport);
    device.unplug();
    await stateLine(page).getByText('looking for the bridge').waitFor({ timeout: 20_000 });
    device.plug();
    await page.getByRole('alert').waitFor({ state: 'hidden', timeout: 30_000 });
    await untilFinished(page, 256, 200);
    const maps = await bundleMaps(await saveBundle(page, 'plugged-again.h5'));
    const given = maps.get('diffusion_coefficient')?.filter((d) => Number.isFinite(d)) ?? [];
    expect(given.length).toBeGreaterThanOrEqual(200);
  },
);

type Disturbance = (faults: VirtualDevice['faults'], endpoint: EndpointName) => void;

/** What goes wrong on the way, and is to change nothing. */
const DISTURBANCES: readonly (readonly [what: string, disturb: Disturbance])[] = [
  ['a corrupted byte', (faults, endpoint) => faults.corrupt(endpoint, 5000)],
  ['a lost transfer', (faults, endpoint) => faults.drop(endpoint)],
  ['5 s without an answer', (faults, endpoint) => faults.hang(endpoint, 5000)],
  ['a stall of 5 s', (faults, endpoint) => faults.stall(endpoint, 5000)],
  [
    'a second of one-byte chunks',
    (faults, endpoint) => {
      faults.split(endpoint, true);
      setTimeout(() => faults.split(endpoint, false), 1000);
    },
  ],
];

const SIDE = 6;

test.for(
  TRANSPORTS.flatMap(([transport, endpoint]) =>
    DISTURBANCES.map(([what, disturb]) => [what, transport, endpoint, disturb] as const),
  ),
)(
  '%s, %s: the map is that of an undisturbed run',
  async ([, transport, endpoint, disturb], { page, site, device }) => {
    await connectUsb(page, transport);
    await setGrid(page, SIDE, SIDE);
    await pressStart(page);
    await stateLine(page)
      .getByText(/^hop [1-9]\d? of 36$/)
      .waitFor({ timeout: 60_000 });
    disturb(device.faults, endpoint);
    await untilFinished(page, SIDE * SIDE, 200);
    const disturbed = await bundleMaps(await saveBundle(page, 'disturbed.h5'));
    await page.goto(site.url);
    await connectSimulated(page, 1, 'as fast as it can');
    await setGrid(page, SIDE, SIDE);
    await pressStart(page);
    await untilFinished(page, SIDE * SIDE, 200);
    expect(disturbed).toEqual(await bundleMaps(await saveBundle(page, 'undisturbed.h5')));
  },
);

async function beginAndMeasure(page: Page, transport: Transport): Promise<void> {
  await connectUsb(page, transport);
  await setGrid(page, 16, 16);
  await pressStart(page);
  await stateLine(page)
    .getByText(/^hop [2-9]\d of 256$/)
    .waitFor({ timeout: 60_000 });
}
