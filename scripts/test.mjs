/**
 * `npm test`: types, lint, format, import rules, unused code, unit tests, the built page in a browser and, where
 * MENISCUS_VIRTUAL_USB names the emulated USB device, the page on its real serial port. Every stage runs even if an
 * earlier one failed; the last line counts tests, each check as one.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureBuilt, ensureInstalled, ROOT } from './setup.mjs';

/** @typedef {{ passed: number, failed: number }} Count */

const CHECKS = ['types', 'lint', 'format', 'imports', 'unused'];

/** Vitest's reports, one a stage: `<stage>.json`. */
const REPORTS = join(ROOT, 'test-results');

ensureInstalled();
rmSync(REPORTS, { recursive: true, force: true });

const stages = [
  ...CHECKS.map(check),
  tests('unit'),
  await pageTests('e2e'),
  await hardwareTests(),
  recordedTests(),
];
const passed = stages.reduce((sum, stage) => sum + stage.passed, 0);
const failed = stages.reduce((sum, stage) => sum + stage.failed, 0);
console.log(`\n${String(passed)} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/**
 * @param {string} name
 * @returns {Count}
 */
function check(name) {
  return npm(`check:${name}`) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * @param {string} stage
 * @returns {Count}
 */
function tests(stage) {
  const fine = npm(`test:${stage}`);
  const report = join(REPORTS, `${stage}.json`);
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const counts = /** @type {unknown} */ (JSON.parse(readFileSync(report, 'utf8')));
  const { numPassedTests, numFailedTests } =
    /** @type {{ numPassedTests: number, numFailedTests: number }} */ (counts);
  // A file that cannot be loaded fails the stage without counting a test.
  return { passed: numPassedTests, failed: fine ? numFailedTests : Math.max(1, numFailedTests) };
}

/**
 * @param {string} stage
 * @returns {Promise<Count>}
 */
async function pageTests(stage) {
  try {
    process.env['MENISCUS_BROWSER'] = await ensureBrowser();
    ensureBuilt();
    return tests(stage);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

/** @returns {Promise<Count>} */
async function hardwareTests() {
  if (process.env['MENISCUS_VIRTUAL_USB']) return pageTests('hardware');
  console.log('\nThe serial port was not tested: MENISCUS_VIRTUAL_USB names no emulated USB device.');
  return { passed: 0, failed: 0 };
}

/** @returns {Count} */
function recordedTests() {
  if (process.env['MENISCUS_RECORDED']) return tests('recorded');
  console.log('\nFiles of other instruments were not read: MENISCUS_RECORDED names no folder of them.');
  return { passed: 0, failed: 0 };
}

/** @param {string} script */
function npm(script) {
  console.log(`\n── ${script}`);
  const { status } = spawnSync('npm', ['run', '--silent', script], {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status === 0;
}
