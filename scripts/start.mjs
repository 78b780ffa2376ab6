/** `npm start`: serves the built page, prints its address, and opens it where there is a desktop. */
import { spawn } from 'node:child_process';
import { ensureBrowser } from './browser.mjs';
import { serveBuild } from './serve.mjs';
import { ensureBuilt, ensureInstalled } from './setup.mjs';

const hasDesktop =
  !process.env['CI'] &&
  (process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']));

ensureInstalled();
ensureBuilt();
const { url } = await serveBuild(4173);
console.log(`Meniscus is at ${url} (Ctrl+C ends it)`);
if (hasDesktop) await open(url);

/**
 * Opens the page in a browser that has Web Serial, whichever the desktop's own choice is.
 * @param {string} page
 */
async function open(page) {
  try {
    const child = spawn(await ensureBrowser(), [page], { detached: true, stdio: 'ignore' });
    child.on('error', tell);
    child.unref();
  } catch (error) {
    tell(error);
  }
}

/** @param {unknown} error */
function tell(error) {
  console.error(error instanceof Error ? error.message : String(error));
}
