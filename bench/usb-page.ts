/**
 * The built page in a real browser, connected over an emulated USB device to a bridge outside of it whose world costs next
 * to nothing. MENISCUS_VIRTUAL_USB names the folder of the emulated device.
 */
import type { Page } from 'playwright-core';
import { openBrowser } from '../e2e/browser';
import { connectUsb, type Transport } from '../e2e/drive';
import { serveBuild } from '../scripts/serve.mjs';
import { ensureBuilt } from '../scripts/setup.mjs';
import { diffusionMap } from '../src/experiments/diffusion-map';
import type { Recipe } from '../src/experiments/experiment';
import { recipeText } from '../src/experiments/recipe/recipe-file';
import { startUsbInstrument, type UsbInstrument } from './instrument/usb-instrument';

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
  use: (page: Page, instrument: UsbInstrument) => Promise<T>,
): Promise<T> {
  ensureBuilt();
  const site = await serveBuild(4500);
  const instrument = await startUsbInstrument({ clock, origin: new URL(site.url).origin });
  const browser = await openBrowser(site.url, instrument.launchOptions);
  try {
    const { page } = browser;
    await browser.context.addInitScript({ path: instrument.grantScript });
    await page.goto(site.url);
    await connectUsb(page, transport);
    await page.getByLabel('Recipe to load').setInputFiles({
      name: 'recipe.json',
      mimeType: 'application/json',
      buffer: Buffer.from(recipeText(diffusionMap.id, recipe)),
    });
    return await use(page, instrument);
  } finally {
    await browser.close();
    await instrument.close();
    await site.close();
  }
}
