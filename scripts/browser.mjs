/**
 * Finds a Chromium for people and for tests: the one that MENISCUS_BROWSER names, Playwright's, Debian's or Google's;
 * on Debian as root it is installed where there is none.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const ELSEWHERE = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [process.env['ProgramFiles'], process.env['ProgramFiles(x86)'], process.env['LOCALAPPDATA']].flatMap(
    (folder) => (folder ? [join(folder, 'Google/Chrome/Application/chrome.exe')] : []),
  ),
};

const ADVICE =
  'Install Chromium or Google Chrome (on Debian: apt-get install chromium), or name one in the environment variable MENISCUS_BROWSER.';

/** Path of a Chromium. Throws one sentence that says what to install where there is none and none can be installed. */
export async function ensureBrowser() {
  return (await findBrowser()) ?? installBrowser();
}

/** Path of a Chromium that is there already, or null. Throws where MENISCUS_BROWSER names no program. */
export async function findBrowser() {
  const chosen = process.env['MENISCUS_BROWSER'];
  if (chosen) {
    if (isProgram(chosen)) return chosen;
    throw new Error(`MENISCUS_BROWSER=${chosen} is no program. ${ADVICE}`);
  }
  const { chromium } = await import('playwright-core');
  const platform =
    process.platform === 'darwin' || process.platform === 'win32' ? ELSEWHERE[process.platform] : [];
  const candidates = [chromium.executablePath(), ...COMMANDS.flatMap(onPath), ...platform];
  return candidates.find(isProgram) ?? null;
}

/** @returns {string} */
function installBrowser() {
  const debian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (!debian) throw new Error(`No browser was found. ${ADVICE}`);
  console.error('Installing the Debian package chromium …');
  aptGet('update');
  aptGet('install', '--yes', '--no-install-recommends', 'chromium');
  const installed = onPath('chromium').find(isProgram);
  if (!installed) throw new Error(`The Debian package chromium brought no browser. ${ADVICE}`);
  return installed;
}

/** @param {string[]} args */
function aptGet(...args) {
  const { status } = spawnSync('apt-get', ['-qq', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) throw new Error(`“apt-get ${args.join(' ')}” ended with ${String(status)}. ${ADVICE}`);
}

/** @param {string} command */
const onPath = (command) =>
  (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, command));

/** @param {string} file */
function isProgram(file) {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
