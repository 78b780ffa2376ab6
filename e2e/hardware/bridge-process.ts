/** `meniscus bridge` as a process of its own, as a person would start it in a terminal. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { ROOT } from '../../scripts/setup.mjs';

export interface BridgeProcess {
  readonly port: number;
  /** Ends the process and waits until it has gone. */
  readonly close: () => Promise<void>;
}

/** Starts the simulated bridge on a free TCP port, at unlimited clock. Throws with what it said where it ends early. */
export async function startBridge(sample: string, seed: number): Promise<BridgeProcess> {
  const options = ['--port', '0', '--sample', sample, '--seed', String(seed), '--clock', 'max'];
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'bridge', ...options], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const port = await listeningPort(child);
  return {
    port,
    close: async () => {
      if (child.exitCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
}

async function listeningPort(child: ChildProcessByStdio<null, Readable, Readable>): Promise<number> {
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  for await (const line of createInterface(child.stdout)) {
    const port = /^listening on 127\.0\.0\.1:(\d+)$/.exec(line)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error(`The bridge ended before it listened: ${complaint}`);
}
