import { createServer, type AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { connectSerial, openSerial, pressStart, saveBundle, setGrid, stateLine } from '../drive';
import { bundleMaps } from '../bundle-maps';
import { screenshot } from '../harness';
import type { BridgeProcess } from './bridge-process';
import { test } from './harness';

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

foreign('another device on the port is refused with what was heard of it', async ({ page }) => {
  await openSerial(page);
  await page.getByRole('alert').getByText('GPIB multimeter').waitFor({ timeout: 20_000 });
  await screenshot(page, 'no-bridge');
});

test('a cable pulled in mid-scan keeps every hop that had ended', async ({ page, device }) => {
  await connectSerial(page);
  await setGrid(page, 16, 16);
  await pressStart(page);
  await stateLine(page)
    .getByText(/^hop [2-9]\d of 256$/)
    .waitFor({ timeout: 60_000 });
  device.unplug();
  await page.getByRole('alert').getByText('Check the cable').waitFor({ timeout: 20_000 });
  await stateLine(page)
    .getByText(/^stopped after hop/)
    .waitFor();
  await screenshot(page, 'unplugged');
  const maps = await bundleMaps(await saveBundle(page, 'unplugged.h5'));
  const given = maps.get('diffusion_coefficient')?.filter((d) => Number.isFinite(d)) ?? [];
  expect(given.length).toBeGreaterThanOrEqual(20);
});
