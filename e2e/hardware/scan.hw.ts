import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { bundleMaps } from '../bundle-maps';
import { connectSimulated, connectUsb, pressStart, saveBundle, setGrid, untilFinished } from '../drive';
import { screenshot } from '../harness';
import { test, TRANSPORTS } from './harness';

const SIDE = 6;

test.for(TRANSPORTS)(
  'a scan over the %s transport gives the maps of the bridge in the page',
  async ([transport], { page, site }) => {
    await connectUsb(page, transport);
    const overUsb = await scan(page, transport);
    await page.goto(site.url);
    await connectSimulated(page, 1, 'as fast as it can');
    const inPage = await scan(page, 'in-page');
    expect(overUsb.size).toBeGreaterThan(0);
    expect(overUsb).toEqual(inPage);
    const given = overUsb.get('diffusion_coefficient')?.filter((d) => Number.isFinite(d)) ?? [];
    expect(given.length).toBeGreaterThan((SIDE * SIDE) / 2);
  },
);

async function scan(page: Page, name: string): Promise<ReadonlyMap<string, Float64Array>> {
  await setGrid(page, SIDE, SIDE);
  await pressStart(page);
  await untilFinished(page, SIDE * SIDE, 200);
  await screenshot(page, name);
  return bundleMaps(await saveBundle(page, `${name}.h5`));
}
