/** Two hundred short scans, each with one random fault in its way: what was kept of them. */
import { chaosScan, type ChaosResult } from '../src/workers/faults/test-chaos';
import type { Figure } from './run';

const SCANS = 200;

export async function run(): Promise<Figure[]> {
  const results: ChaosResult[] = [];
  for (let seed = 1; seed <= SCANS; seed++) {
    const result = await chaosScan(seed);
    if (!isSame(result) || result.lost > 0) console.error(`seed ${String(seed)}: ${JSON.stringify(result)}`);
    results.push(result);
  }
  const sum = (key: 'made' | 'kept' | 'lost' | 'gone' | 'wrong' | 'twice' | 'empty'): number =>
    results.reduce((total, result) => total + result[key], 0);
  const figure = (what: string, value: number, bound: string): Figure => ({
    figure: `${String(SCANS)} scans with a random fault each, ${what}`,
    value,
    unit: '1',
    bound,
  });
  return [
    figure('records made', sum('made'), 'printed'),
    figure('records kept', sum('kept'), 'printed'),
    figure('records lost', sum('lost'), '== 0'),
    figure('records gone with the memory of a bridge that was switched off', sum('gone'), 'printed'),
    figure('records wrong', sum('wrong'), '== 0'),
    figure('records kept twice', sum('twice'), '== 0'),
    figure(
      'scans that ended with the map of an undisturbed one',
      results.filter(isSame).length,
      `== ${String(SCANS)}`,
    ),
    figure('pixels left empty, interrupted after their contact', sum('empty'), 'printed'),
    figure('probes left down', results.filter(({ down }) => down).length, '== 0'),
  ];
}

/** Every pixel to the last bit or within its noise, but for one that was interrupted after its contact. */
const isSame = ({ finished, different, empty }: ChaosResult): boolean =>
  finished && different === 0 && empty <= 1;
