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
  untilFinished,
  untilHop,
  type Transport,
} from '../drive';
import { bundleMaps } from '../bundle-maps';
import { screenshot } from '../harness';
import type { BridgeProcess, WatchedBridge } from './bridge-process';
import type { EndpointName, VirtualDevice } from './device';
import { expectNothingLost, expectSaid, watched } from './faults';
import { test as base, TRANSPORTS } from './harness';

/** Instead of a bridge, an instrument that says its own words whenever it hears something. */
const foreign = base.extend<{ bridge: BridgeProcess }>({
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
    await expectSaid(page, /GPIB multimeter/, 'Choose another port');
    await panel.getByRole('listitem', { name: 'Identity: failed' }).getByText('GPIB multimeter').waitFor();
    await screenshot(page, `no-bridge-${transport}`);
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
const HOPS = SIDE * SIDE;

const test = watched({});

test.for(
  TRANSPORTS.flatMap(([transport, endpoint]) =>
    DISTURBANCES.map(([what, disturb]) => [what, transport, endpoint, disturb] as const),
  ),
)(
  '%s, %s: the map is that of an undisturbed run',
  async ([, transport, endpoint, disturb], { page, bridge, site, device }) => {
    await begin(page, transport);
    await untilHop(page, 1);
    disturb(device.faults, endpoint);
    await expectSameMap(page, bridge, site.url);
  },
);

/** Holds ten hops or so. */
watched({ memory: 250e3 })(
  'a bridge whose memory is small pauses by itself and loses nothing',
  async ({ page, bridge, site }) => {
    await begin(page, 'bulk');
    await expectSameMap(page, bridge, site.url);
  },
);

test('a host whose processors are all taken loses nothing', async ({ page, bridge, site }) => {
  await page.evaluate(() => {
    const code = URL.createObjectURL(new Blob(['for (;;);'], { type: 'text/javascript' }));
    for (let k = 0; k < 2 * navigator.hardwareConcurrency; k++) new Worker(code);
  });
  await begin(page, 'serial');
  await expectSameMap(page, bridge, site.url);
});

async function begin(page: Page, transport: Transport): Promise<void> {
  await connectUsb(page, transport);
  await setGrid(page, SIDE, SIDE);
  await pressStart(page);
}

/** Ends a run that nothing may have changed, to the last bit. */
async function expectSameMap(page: Page, bridge: WatchedBridge, url: string): Promise<void> {
  await untilFinished(page, HOPS, 200);
  const maps = await bundleMaps(await saveBundle(page, 'disturbed.h5'));
  const { completeHops } = await expectNothingLost(page, bridge);
  expect(completeHops).toBe(HOPS);
  known ??= await mapsInPage(page, url);
  expect(maps).toEqual(known);
}

/** The maps of a run that nothing disturbs. */
let known: ReadonlyMap<string, Float64Array> | undefined;

async function mapsInPage(page: Page, url: string): Promise<ReadonlyMap<string, Float64Array>> {
  await page.goto(url);
  await connectSimulated(page, 1, 'as fast as it can');
  await setGrid(page, SIDE, SIDE);
  await pressStart(page);
  await untilFinished(page, HOPS, 200);
  return bundleMaps(await saveBundle(page, 'undisturbed.h5'));
}
