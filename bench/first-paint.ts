/** How much JavaScript the built page loads before it shows anything: what its HTML names and what that imports. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ensureBuilt, ROOT } from '../scripts/setup.mjs';
import type { Figure } from './run';

const DIST = join(ROOT, 'dist');

export function run(): Promise<Figure[]> {
  ensureBuilt();
  const bytes = firstPaintScripts().reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  return Promise.resolve([
    { figure: 'JavaScript needed for first paint, gzip', value: bytes / 1000, unit: 'kB', bound: '<= 150' },
  ]);
}

/** Scripts of `index.html` and, through static imports, of these; files below `dist/`. */
function firstPaintScripts(): string[] {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  const found = new Set(
    [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"/g)].map(([, src = '']) => join(DIST, src)),
  );
  for (const file of found) {
    for (const name of staticImports(readFileSync(file, 'utf8'))) found.add(join(file, '..', name));
  }
  return [...found];
}

/** `import … from "./x.js"`, `import "./x.js"` and `export … from "./x.js"`, but not `import("./x.js")`. */
function staticImports(code: string): string[] {
  const statements = code.matchAll(
    /\b(?:import|export)\s*(?:[\w$*{}\s,]+?from\s*)?(["'`])(\.{1,2}\/[^"'`]+)\1/g,
  );
  return [...statements].map(([, , name = '']) => name);
}
