/**
 * `npm run bench [name …]`: runs the benchmarks of this folder, all but the long ones or the named ones, and prints each
 * figure as one line of JSON. A benchmark is a file that exports `run`; a long one says with `long` how long it takes.
 */
import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** What the figure should reach, such as `<= 60`; or `printed`, where it is only told. */
  readonly bound: string;
}

/** A number of a publication beside that of a simulated run, both in SI. */
export interface Published {
  readonly experiment: string;
  readonly source: string;
  readonly quantity: string;
  readonly published: number;
  /** Null where the run did not come to it. */
  readonly simulated: number | null;
  /** 95 % interval; null where none is known. */
  readonly interval: readonly [low: number, high: number] | null;
  readonly unit: string;
}

interface Benchmark {
  readonly run: () => Promise<readonly (Figure | Published)[]>;
  /** How long it takes, where that is too long to be run with all others. */
  readonly long?: string;
}

/** The benchmarks of this folder by name. */
function available(): string[] {
  return readdirSync(new URL('.', import.meta.url))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((name) => name !== 'run');
}

async function load(name: string): Promise<Benchmark | null> {
  const module = (await import(new URL(`./${name}.ts`, import.meta.url).href)) as Partial<Benchmark>;
  return module.run ? { ...module, run: module.run } : null;
}

async function main(wanted: readonly string[]): Promise<void> {
  const names = available();
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no benchmark ${unknown.join(', ')}; there are ${names.join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  for (const name of wanted.length > 0 ? wanted : names) {
    const benchmark = await load(name);
    if (wanted.length === 0 && benchmark?.long)
      console.error(`${name}: left out, it takes ${benchmark.long}; run it by npm run bench -- ${name}`);
    else for (const figure of (await benchmark?.run()) ?? []) console.log(JSON.stringify(figure));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.slice(2));
