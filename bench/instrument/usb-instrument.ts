/** An emulated USB instrument whose world costs next to nothing, in another process. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { VirtualDevice } from '../../e2e/hardware/device';

export interface InstrumentOptions {
  /** World seconds a second. */
  readonly clock: number;
  /** Of the pages that may see the device. */
  readonly origin: string;
}

type Launch = ReturnType<VirtualDevice['launchOptions']>;

/** What the other process says. */
export type Told =
  | { readonly kind: 'ready'; readonly launchOptions: Launch; readonly grantScript: string }
  /** ms since 1970. */
  | { readonly kind: 'abort'; readonly at: number };

export interface UsbInstrument {
  readonly launchOptions: Launch;
  readonly grantScript: string;
  /** When the bridge took the last `ABORt`, ms since 1970; 0 before the first. */
  readonly lastAbort: () => number;
  readonly close: () => Promise<void>;
}

export async function startUsbInstrument(options: InstrumentOptions): Promise<UsbInstrument> {
  const file = fileURLToPath(new URL('process.ts', import.meta.url));
  const child = fork(file, [JSON.stringify(options)], { execArgv: ['--import', 'tsx'] });
  let last = 0;
  const ready = new Promise<Extract<Told, { kind: 'ready' }>>((resolve, reject) => {
    child.once('exit', () => {
      reject(new Error('The process of the emulated instrument has ended.'));
    });
    child.on('message', (told: Told) => {
      if (told.kind === 'abort') last = told.at;
      else resolve(told);
    });
  });
  const { launchOptions, grantScript } = await ready;
  const close = async (): Promise<void> => {
    const exit = once(child, 'exit');
    child.send('close');
    await exit;
  };
  return { launchOptions, grantScript, lastAbort: () => last, close };
}
