/** How long ten million recorded points take to be read, and how much memory beside the file. */
import { condensed } from '../src/bundles/imports/condense';
import { readVoltammograms } from '../src/bundles/imports/read-voltammograms';
import { chiBytes } from '../fixtures/recorded-couple';
import type { Figure } from './run';

const POINTS = 10_000_000;

/** Seconds are those of the processor, so that other programs do not count. */
export function run(): Promise<Figure[]> {
  const bytes = chiBytes(0.01, POINTS);
  const before = process.memoryUsage.rss();
  let highest = before;
  const begin = process.cpuUsage();
  const read = readVoltammograms([{ name: 'large.txt', bytes }]);
  highest = Math.max(highest, 1024 * process.resourceUsage().maxRSS);
  if (!read.ok) throw new Error(read.error.happened);
  const points = read.value.map(condensed).reduce((sum, { potential }) => sum + potential.length, 0);
  const { user, system } = process.cpuUsage(begin);
  if (points === 0) throw new Error('Nothing was read.');
  return Promise.resolve([
    {
      figure: '10⁷ recorded points read, processor time',
      value: (user + system) / 1e6,
      unit: 's',
      bound: 'printed',
    },
    { figure: 'memory beside that file', value: (highest - before) / 1e6, unit: 'MB', bound: 'printed' },
  ]);
}
