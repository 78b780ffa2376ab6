/**
 * Bytes a second that the built page keeps in its journal from an emulated USB instrument, whose records are checked,
 * decoded and flushed on the way. The bridge's world costs next to nothing, so that the way is what is measured; beside it
 * stand what the emulated device carries without Meniscus, and what the same bridge gives to Node over TCP alone.
 * MENISCUS_VIRTUAL_USB names the folder of the emulated device.
 */
import { pressStart, stateLine, type Transport } from '../e2e/drive';
import { memoryFile } from '../src/bundles/byte-file';
import { createJournal } from '../src/bundles/journal-writer';
import { terminalEnvironment } from '../src/cli/environment';
import { diffusionMap } from '../src/experiments/diffusion-map';
import type { Recipe } from '../src/experiments/experiment';
import { createAcquisition } from '../src/workers/acquisition';
import { notAnalysed } from '../src/workers/fits/fit';
import type { Figure } from './run';
import { startTableBridge } from './table-bridge';
import { journalTimes, timeAccess } from './timed-access';
import { ceilingOf } from './usb-ceiling';
import { hasEmulatedUsb, onUsbPage } from './usb-page';

const SIDE = 14;
const HOPS = SIDE ** 2;
/** Sampled so that the fastest sweep has 200 000 a second. */
const RECIPE: Recipe = {
  ...diffusionMap.presets[0]?.recipe,
  columns: SIDE,
  rows: SIDE,
  potentialStep: 1e-4,
};

export async function run(): Promise<Figure[]> {
  if (!hasEmulatedUsb('throughput')) return [];
  const figure = (what: string, value: number, bound: string): Figure => ({
    figure: `${String(HOPS)} hops of dense waves, bytes kept a second, ${what}`,
    value: value / 1e6,
    unit: 'MB/s',
    bound,
  });
  const ceiling = (what: string, value: number): Figure => ({
    figure: `emulated ${what}, bytes that a page reads a second and does nothing with`,
    value: value / 1e6,
    unit: 'MB/s',
    bound: 'printed',
  });
  return [
    figure('through the browser and emulated WebUSB', await throughBrowser('bulk'), '>= 20'),
    figure('through the browser and emulated CDC-ACM', await throughBrowser('serial'), '>= 8'),
    figure('the same bridge over TCP into Node alone', await throughNode(), 'printed'),
    ceiling('WebUSB', await ceilingOf('bulk')),
    ceiling('CDC-ACM', await ceilingOf('serial')),
  ];
}

const throughBrowser = (transport: Transport): Promise<number> =>
  onUsbPage(transport, Infinity, RECIPE, async (page) => {
    await timeAccess(page);
    const begin = performance.now();
    await pressStart(page);
    // The scan is over when the last record is kept; the analysis of the last pixels may go on.
    await stateLine(page)
      .getByText(/^(scan over|finished)/)
      .waitFor({ timeout: 120_000 });
    const seconds = (performance.now() - begin) / 1000;
    return (await journalTimes(page)).bytes / seconds;
  });

async function throughNode(): Promise<number> {
  const bridge = await startTableBridge(Infinity);
  const file = memoryFile();
  const environment = terminalEnvironment({ kind: 'tcp', host: '127.0.0.1', port: bridge.port }, '');
  const acquisition = createAcquisition({
    ...environment,
    createJournal: (header) => Promise.resolve(createJournal(file, header)),
    analyst: {
      ...environment.analyst,
      reduce: (recorded) => Promise.resolve(notAnalysed(recorded, 'left out')),
    },
  });
  try {
    const connected = await acquisition.connect({ kind: 'simulated', sample: '', seed: 0, clock: 1 });
    if (!connected.ok) throw new Error(connected.error.happened);
    const begin = performance.now();
    const started = await acquisition.start(diffusionMap.id, RECIPE);
    if (!started.ok) throw new Error(started.error.happened);
    await new Promise<void>((resolve) => {
      acquisition.subscribe((event) => {
        if (event.kind === 'status' && (event.status.run?.finished || event.status.run?.stopped)) resolve();
      });
    });
    const seconds = (performance.now() - begin) / 1000;
    return file.size() / seconds;
  } finally {
    await acquisition.disconnect();
    await bridge.close();
  }
}
