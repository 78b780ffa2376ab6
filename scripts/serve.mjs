/** Serves the built page on this machine. */
import { ROOT } from './setup.mjs';

/**
 * Serves `dist/` on the first free port from `port` on, below the folder `base` (it begins and ends with a slash).
 * @param {number} port
 * @param {string} [base]
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serveBuild(port, base = '/') {
  const { preview } = await import('vite');
  const server = await preview({
    root: ROOT,
    base,
    configFile: false,
    appType: 'mpa',
    logLevel: 'warn',
    preview: { port, open: false },
  });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('The server has no local address.');
  return { url, close: () => server.close() };
}
