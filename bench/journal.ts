/**
 * How long the journal holds the recording up: every write and every flush of the acquisition worker's access handle in
 * the private file system of the origin, timed in the worker of the built page during a run in a real browser.
 */
import { pressStart, untilFinished } from '../e2e/drive';
import { percentile } from './percentile';
import type { Figure } from './run';
import { onSimulatedPage } from './simulated-page';
import { journalTimes, timeAccess, type Timed } from './timed-access';

const SIDE = 24;

export const run = (): Promise<Figure[]> =>
  onSimulatedPage(SIDE, async (page) => {
    await timeAccess(page);
    await pressStart(page);
    await untilFinished(page, SIDE * SIDE, 300);
    return figures(await journalTimes(page));
  });

function figures({ flushes, writes, bytes }: Timed): Figure[] {
  const hops = SIDE * SIDE;
  const during = `journal of ${String(hops)} hops at unlimited clock in the browser’s private file system`;
  const total = [...flushes, ...writes].reduce((sum, ms) => sum + ms, 0);
  const figure = (what: string, value: number, unit: string, bound = 'printed'): Figure => ({
    figure: `${during}, ${what}`,
    value,
    unit,
    bound,
  });
  return [
    figure('one flush, p99', percentile(flushes, 0.99), 'ms', '<= 25'),
    figure('one flush, median', percentile(flushes, 0.5), 'ms'),
    figure('one write, p99', percentile(writes, 0.99), 'ms'),
    figure('flushes a hop', flushes.length / hops, '1'),
    figure('bytes a hop', bytes / hops, 'B'),
    figure('writes and flushes a hop, mean of their sum', total / hops, 'ms'),
  ];
}
