/** Simulated bridges as processes of their own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { ROOT } from '../../scripts/setup.mjs';
import type { Made } from '../../src/workers/faults/test-audit';

export interface BridgeProcess {
  readonly port: number;
  /** Ends the process and waits until it has gone. */
  readonly close: () => Promise<void>;
}

/**
 * Starts `meniscus bridge` as a person would in a terminal, on a free TCP port, at unlimited clock. Throws with what it
 * said where it ends early.
 */
export async function startBridge(sample: string, seed: number): Promise<BridgeProcess> {
  const options = ['--port', '0', '--sample', sample, '--seed', String(seed), '--clock', 'max'];
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'bridge', ...options], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { port: await listeningPort(child.stdout, child.stderr), close: () => end(child) };
}

export interface WatchedOptions {
  readonly sample: string;
  readonly seed: number;
  /** World seconds per wall second; as fast as it can where left out. */
  readonly clock?: number;
  /** Bytes of record memory. */
  readonly memory?: number;
}

export type Order = 'look' | 'made' | 'restart';

export interface WatchedBridge extends BridgeProcess {
  /** Whether its droplet hangs on the surface at this moment. */
  readonly down: () => Promise<boolean>;
  /** Every record that it has made. */
  readonly made: () => Promise<Made>;
  /** Power off and on. */
  readonly restart: () => Promise<void>;
}

/** Starts a bridge that can be looked into. Throws with what it said where it ends early. */
export async function startWatchedBridge(options: WatchedOptions): Promise<WatchedBridge> {
  const script = 'e2e/hardware/watched-bridge.ts';
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(options)], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('The bridge has no output.');
  let turn: Promise<unknown> = Promise.resolve();
  const order = (what: Order): Promise<Made & { readonly down: boolean }> => {
    const answer = turn.then(async () => {
      const told = once(child, 'message');
      child.send(what);
      const [message] = (await told) as [Made & { readonly down: boolean }];
      return message;
    });
    turn = answer;
    return answer;
  };
  return {
    port: await listeningPort(stdout, stderr),
    close: () => end(child),
    down: async () => (await order('look')).down,
    made: () => order('made'),
    restart: async () => {
      await order('restart');
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

async function listeningPort(stdout: Readable, stderr: Readable): Promise<number> {
  let complaint = '';
  stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  for await (const line of createInterface(stdout)) {
    const port = /^listening on 127\.0\.0\.1:(\d+)$/.exec(line)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error(`The bridge ended before it listened: ${complaint}`);
}
