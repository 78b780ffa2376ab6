/**
 * What `npm start` and `npm test` need before they can do their work, on Node alone: packages as the lock file says,
 * and a built page no older than its sources.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What the built page is made of. */
const SOURCES = ['index.html', 'package-lock.json', 'svelte.config.js', 'vite.config.ts', 'public', 'src'];

/** Installs the packages of the lock file where they are missing or older than it. */
export function ensureInstalled() {
  if (changedAt('node_modules/.package-lock.json') >= changedAt('package-lock.json')) return;
  console.error('Installing packages …');
  run('npm', ['ci', '--no-fund', '--no-audit']);
}

/** Builds the page where there is none or one older than its sources. */
export function ensureBuilt() {
  if (changedAt('dist/index.html') >= Math.max(...SOURCES.map(newestChange))) return;
  console.error('Building the page …');
  run('npm', ['run', '--silent', 'build']);
}

/**
 * Runs a command in the project's folder; what it prints goes to stderr, for people. Throws when it fails.
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`“${command} ${args.join(' ')}” ended with ${String(status)}.`);
}

/**
 * Time of the last change below a path, tests left out; 0 where there is nothing.
 * @param {string} path
 * @returns {number}
 */
function newestChange(path) {
  const stats = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
  const inside = readdirSync(join(ROOT, path)).filter((name) => !name.endsWith('.test.ts'));
  return Math.max(0, ...inside.map((name) => newestChange(join(path, name))));
}

/** @param {string} path */
const changedAt = (path) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
