import { ensureBrowser } from '../scripts/browser.mjs';
import { ensureBuilt } from '../scripts/setup.mjs';

/** A browser and a built page, before the first test. */
export default async function setup(): Promise<void> {
  await ensureBrowser();
  ensureBuilt();
}
