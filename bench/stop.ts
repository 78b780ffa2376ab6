/**
 * Stop, from the key to the wire: the second Escape while the built page scans, until the link has taken `ABORt`. Once with
 * a bridge outside of the browser that sends as many bytes a second as an instrument at full rate, over an emulated USB
 * device where there is one; once with the simulated bridge in the page at unlimited clock, which keeps a core busy.
 * The key is stamped with the time of its event, which is before the window's thread takes it up; the command in the worker,
 * when it is handed to the port or the device has taken the transfer, or by the bridge, whichever is earlier: a worker that
 * flushes its journal hears late of a transfer that is over.
 */
import type { Page, Worker } from 'playwright-core';
import { pressStart, stateLine } from '../e2e/drive';
import { diffusionMap } from '../src/experiments/diffusion-map';
import type { Recipe } from '../src/experiments/experiment';
import type { UsbInstrument } from './instrument/usb-instrument';
import { percentile } from './percentile';
import type { Figure } from './run';
import { onSimulatedPage } from './simulated-page';
import { journalTimes, timeAccess } from './timed-access';
import { hasEmulatedUsb, onUsbPage } from './usb-page';

export const long = 'some 9 minutes';

/** Three seconds each, with the retract and a new start. Of a hundred the 99th percentile is the greatest but one, of fewer the greatest. */
const STOPS = 100;
/** After so many a line on stderr tells how far it is. */
const TOLD = 10;
const SIDE = 64;
/** Of a quick finger, ms. */
const BETWEEN_PRESSES = 100;
/** For which the bytes of a second are counted. */
const RATE_SECONDS = 8;

/** Sweeps of 200 kS/s one after the other, with little between them. */
const FULL_RATE: Recipe = {
  ...diffusionMap.presets[0]?.recipe,
  columns: SIDE,
  rows: SIDE,
  rates: [20, 19.9, 19.8, 19.7, 19.6],
  potentialStep: 1e-4,
  restoreTime: 0.01,
  holdTime: 0.01,
  approachRate: 1e-4,
};
/** World seconds a second that make 3.2 MB/s of that, as 200 kS/s in 4 channels do: its sweeps have two channels. */
const FULL_RATE_CLOCK = 2.6;

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

export async function run(): Promise<Figure[]> {
  const fullRate = hasEmulatedUsb('stop, at full rate')
    ? await onUsbPage('bulk', FULL_RATE_CLOCK, FULL_RATE, stopsAtFullRate)
    : [];
  const unlimited = await onSimulatedPage(SIDE, (page) =>
    stops(page, 'Stop while a scan runs at unlimited clock in the page', 'printed'),
  );
  return [...fullRate, ...unlimited];
}

async function stopsAtFullRate(page: Page, { lastAbort }: UsbInstrument): Promise<Figure[]> {
  const rate = await bytesKeptASecond(page);
  const figure = 'a bridge at full rate over emulated WebUSB, bytes kept a second';
  const during = 'Stop while a bridge sends at full rate over emulated WebUSB';
  return [
    ...(await stops(page, during, '<= 20', lastAbort)),
    { figure, value: rate / 1e6, unit: 'MB/s', bound: '>= 3.2' },
  ];
}

/** Of a scan that nobody disturbs. */
async function bytesKeptASecond(page: Page): Promise<number> {
  await timeAccess(page);
  await untilScanning(page);
  const before = (await journalTimes(page)).bytes;
  const begin = performance.now();
  await page.waitForTimeout(RATE_SECONDS * 1000);
  const kept = (await journalTimes(page)).bytes - before;
  const rate = (1000 * kept) / (performance.now() - begin);
  await stop(page);
  return rate;
}

/** `heard`: when a bridge outside of the browser took the last `ABORt`, ms since 1970. */
async function stops(
  page: Page,
  during: string,
  bound: string,
  heard: () => number = () => Infinity,
): Promise<Figure[]> {
  await page.evaluate(WATCH_ESCAPE);
  for (const worker of page.workers()) await worker.evaluate(WATCH_ABORT);
  const latencies: Latency[] = [];
  while (latencies.length < STOPS) {
    await untilScanning(page);
    await page.waitForTimeout((latencies.length * 37) % 120);
    const words = await stop(page);
    latencies.push(await latencyOf(page, words, heard()));
    if (latencies.length % TOLD === 0) {
      const greatest = Math.max(...latencies.map(({ toWire }) => toWire));
      console.error(
        `${during}: ${String(latencies.length)} of ${String(STOPS)}, up to ${String(Math.round(greatest))} ms`,
      );
    }
  }
  return figures(latencies, `${during}, ${String(latencies.length)} times`, bound);
}

async function untilScanning(page: Page): Promise<void> {
  await pressStart(page);
  await stateLine(page)
    .getByText(/^hop ([2-9]|\d{2,}) of /)
    .waitFor({ timeout: 120_000 });
}

/** What the page says of it. */
async function stop(page: Page): Promise<string> {
  await page.keyboard.press('Escape');
  await page.waitForTimeout(BETWEEN_PRESSES);
  await page.keyboard.press('Escape');
  return stateLine(page)
    .getByText(/^Stop: on the wire/)
    .innerText({ timeout: 60_000 });
}

/** On the wire is what the page has handed over, or the bridge has taken: whichever shows first. */
async function latencyOf(page: Page, words: string, taken: number): Promise<Latency> {
  const [escape, heard] = await page.evaluate(() => [globalThis.lastEscape, globalThis.escapeHeard] as const);
  const stamps = await Promise.all(page.workers().map(stampsOf));
  const called = Math.max(...stamps.map(([call]) => call));
  const aborted = Math.min(taken, Math.max(...stamps.map(([, abort]) => abort)));
  const inWorker = Number(/after ([\d.]+)\s?ms/.exec(words)?.[1] ?? NaN);
  return { toWire: aborted - escape, toWindow: heard - escape, toWorker: called - heard, inWorker };
}

const stampsOf = (worker: Worker): Promise<readonly [stop: number, abort: number]> =>
  worker.evaluate(() => [globalThis.stopHeard ?? 0, globalThis.lastAbort ?? 0] as const);

/** Runs in the window. */
const WATCH_ESCAPE = `
  globalThis.lastEscape = 0;
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    globalThis.lastEscape = performance.timeOrigin + event.timeStamp;
    globalThis.escapeHeard = performance.timeOrigin + performance.now();
  }, { capture: true });
`;

/**
 * Runs in every worker; only the one that holds the bridge writes the command, to a port within the page or to a USB
 * device, which has it when the transfer is over.
 */
const WATCH_ABORT = `
  globalThis.stopHeard = 0;
  globalThis.lastAbort = 0;
  addEventListener('message', ({ data }) => {
    if (data?.path?.[0] === 'stop') globalThis.stopHeard = performance.timeOrigin + performance.now();
  });
  {
    const isAbort = (bytes) =>
      bytes instanceof Uint8Array && bytes.length < 256 && new TextDecoder().decode(bytes).includes('ABORt');
    const stamp = () => (globalThis.lastAbort = performance.timeOrigin + performance.now());
    const { postMessage } = MessagePort.prototype;
    MessagePort.prototype.postMessage = function (message, ...rest) {
      if (isAbort(message?.bytes)) stamp();
      return postMessage.call(this, message, ...rest);
    };
    if (globalThis.USBDevice) {
      const { transferOut } = USBDevice.prototype;
      USBDevice.prototype.transferOut = function (endpoint, bytes) {
        const sent = transferOut.call(this, endpoint, bytes);
        if (isAbort(bytes)) void sent.then(stamp);
        return sent;
      };
    }
  }
`;

const SHARES = { 0.5: 'median', 0.99: 'p99', 1: 'greatest' } as const;

function figures(latencies: readonly Latency[], during: string, bound: string): Figure[] {
  const figure = (
    what: string,
    part: keyof Latency,
    share: keyof typeof SHARES,
    its = 'printed',
  ): Figure => ({
    figure: `${during}, ${what}, ${SHARES[share]}`,
    value: percentile(
      latencies.map((latency) => latency[part]),
      share,
    ),
    unit: 'ms',
    bound: its,
  });
  return [
    figure('Escape to ABORt on the wire', 'toWire', 0.99, bound),
    figure('Escape to ABORt on the wire', 'toWire', 1),
    figure('Escape to ABORt on the wire', 'toWire', 0.5),
    figure('until the window’s thread takes the key up', 'toWindow', 0.99),
    figure('from there until the acquisition worker does', 'toWorker', 0.99),
    figure('in the acquisition worker, as the page says', 'inWorker', 0.99),
  ];
}
