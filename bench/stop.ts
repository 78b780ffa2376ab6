/**
 * Stop, from the key to the wire: the second Escape while the built page scans at unlimited clock, until the acquisition
 * worker hands `ABORt` to the port that leads to the bridge. Both ends are stamped by the browser: the key with the time
 * of its event, which is before the window's thread takes it up, the command in the worker.
 */
import type { Page, Worker } from 'playwright-core';
import { pressStart, stateLine } from '../e2e/drive';
import { percentile } from './percentile';
import type { Figure } from './run';
import { onSimulatedPage } from './simulated-page';

export const long = 'some 6 minutes';

/** Enough for a 99th percentile that is not the greatest. */
const STOPS = 200;
const SIDE = 64;

declare global {
  /**
   * ms since 1970: of the last Escape, of its turn in the window's thread, of the turn of the call that followed and of the
   * last `ABORt` in a worker.
   */
  var lastEscape: number;
  var escapeHeard: number;
  var stopHeard: number;
  var lastAbort: number;
}

interface Latency {
  readonly toWire: number;
  /** Until the window's thread takes the key up. */
  readonly toWindow: number;
  /** From there until the acquisition worker does. */
  readonly toWorker: number;
  /** As the page says: from the call in the worker on. */
  readonly inWorker: number;
}

export const run = (): Promise<Figure[]> =>
  onSimulatedPage(SIDE, async (page) => {
    await page.evaluate(WATCH_ESCAPE);
    for (const worker of page.workers()) await worker.evaluate(WATCH_ABORT);
    const latencies: Latency[] = [];
    while (latencies.length < STOPS) latencies.push(await stopOnce(page, latencies.length));
    return figures(latencies);
  });

/** Starts, waits until some hops are done and a little longer, another while each time, and stops. */
async function stopOnce(page: Page, turn: number): Promise<Latency> {
  await pressStart(page);
  await stateLine(page)
    .getByText(/^hop \d{2,} of /)
    .waitFor({ timeout: 120_000 });
  await page.waitForTimeout((turn * 37) % 250);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  const words = await stateLine(page)
    .getByText(/^Stop: on the wire/)
    .innerText({ timeout: 60_000 });
  const [escape, heard] = await page.evaluate(() => [globalThis.lastEscape, globalThis.escapeHeard] as const);
  const stamps = await Promise.all(page.workers().map(stampsOf));
  const called = Math.max(...stamps.map(([stop]) => stop));
  const aborted = Math.max(...stamps.map(([, abort]) => abort));
  const inWorker = Number(/after ([\d.]+)\s?ms/.exec(words)?.[1] ?? NaN);
  return { toWire: aborted - escape, toWindow: heard - escape, toWorker: called - heard, inWorker };
}

const stampsOf = (worker: Worker): Promise<readonly [stop: number, abort: number]> =>
  worker.evaluate(() => [globalThis.stopHeard, globalThis.lastAbort] as const);

/** Runs in the window. */
const WATCH_ESCAPE = `
  globalThis.lastEscape = 0;
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    globalThis.lastEscape = performance.timeOrigin + event.timeStamp;
    globalThis.escapeHeard = performance.timeOrigin + performance.now();
  }, { capture: true });
`;

/** Runs in every worker; only the one that holds the bridge's port writes the command. */
const WATCH_ABORT = `
  globalThis.stopHeard = 0;
  globalThis.lastAbort = 0;
  addEventListener('message', ({ data }) => {
    if (data?.path?.[0] === 'stop') globalThis.stopHeard = performance.timeOrigin + performance.now();
  });
  {
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (message, ...rest) {
      const bytes = message?.bytes;
      if (bytes instanceof Uint8Array && bytes.length < 256 && new TextDecoder().decode(bytes).includes('ABORt'))
        globalThis.lastAbort = performance.timeOrigin + performance.now();
      return post.call(this, message, ...rest);
    };
  }
`;

function figures(latencies: readonly Latency[]): Figure[] {
  const during = `Stop while a scan runs at unlimited clock, ${String(latencies.length)} times`;
  const figure = (what: string, part: keyof Latency, share: number, bound = 'printed'): Figure => ({
    figure: `${during}, ${what}`,
    value: percentile(
      latencies.map((latency) => latency[part]),
      share,
    ),
    unit: 'ms',
    bound,
  });
  return [
    figure('Escape to ABORt on the wire, p99', 'toWire', 0.99, '<= 20'),
    figure('Escape to ABORt on the wire, median', 'toWire', 0.5),
    figure('until the window’s thread takes the key up, p99', 'toWindow', 0.99),
    figure('from there until the acquisition worker does, p99', 'toWorker', 0.99),
    figure('in the acquisition worker, as the page says, p99', 'inWorker', 0.99),
  ];
}
