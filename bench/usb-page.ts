/**
 * The built page in a real browser, connected over an emulated USB device to a bridge outside of it whose world costs next
 * to nothing. MENISCUS_VIRTUAL_USB names the folder of the emulated device.
 */
import { setPriority } from 'node:os';
import type { Page } from 'playwright-core';
import { reasonOf } from '../src/fault';
import { openBrowser } from '../e2e/browser';
import { connectUsb, type Transport } from '../e2e/drive';
import { pluggedIn } from '../e2e/hardware/device';
import { serveBuild } from '../scripts/serve.mjs';
import { ensureBuilt } from '../scripts/setup.mjs';
import { diffusionMap } from '../src/experiments/diffusion-map';
import type { Recipe } from '../src/experiments/experiment';
import { recipeText } from '../src/experiments/recipe/recipe-file';
import { startTableBridge } from './table-bridge';

/** Priority of a process before those of a page, as `nice` counts. */
const AHEAD = -15;

/** Whether there is an emulated device; says on stderr where there is none. */
export function hasEmulatedUsb(benchmark: string): boolean {
  if (process.env['MENISCUS_VIRTUAL_USB']) return true;
  console.error(`${benchmark}: left out, MENISCUS_VIRTUAL_USB names no folder with an emulated USB device.`);
  return false;
}

/**
 * Opens it with a diffusion map of these values in its form and the bridge at `clock` world seconds a second, hands it to
 * `use`, and closes everything whatever comes of that.
 */
export async function onUsbPage<T>(
  transport: Transport,
  clock: number,
  recipe: Recipe,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  ensureBuilt();
  const site = await serveBuild(4500);
  const bridge = await startTableBridge(clock);
  const device = await pluggedIn(new URL(site.url).origin, bridge.port);
  const browser = await openBrowser(site.url, device.launchOptions());
  aheadOfPage();
  try {
    const { page } = browser;
    await browser.context.addInitScript({ path: device.grantScript });
    await page.goto(site.url);
    await connectUsb(page, transport);
    await page.getByLabel('Recipe to load').setInputFiles({
      name: 'recipe.json',
      mimeType: 'application/json',
      buffer: Buffer.from(recipeText(diffusionMap.id, recipe)),
    });
    return await use(page);
  } finally {
    await browser.close();
    await device.close();
    await bridge.close();
    await site.close();
  }
}

/**
 * An instrument has a processor of its own: what this process does for the bridge and the device does not wait for the page,
 * whose processes have begun before. Says on stderr where that is not allowed, as the figures then hold such waits.
 */
function aheadOfPage(): void {
  try {
    setPriority(AHEAD);
  } catch (thrown) {
    console.error(`The bridge shares its processor with the page: ${reasonOf(thrown)}.`);
  }
}
