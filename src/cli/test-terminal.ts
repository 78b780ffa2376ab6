/** For tests: the program in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, 'main.ts');

export const start = (...args: string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', MAIN, ...args]);

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export function meniscus(...args: string[]): Promise<Outcome> {
  const child = start(...args);
  let out = '';
  let err = '';
  child.stdout?.on('data', (text: Buffer) => (out += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (err += text.toString()));
  return new Promise((done) => child.on('close', (code) => done({ code, out, err })));
}
