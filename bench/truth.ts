/**
 * How well D is found where the truth is known: every simulated sample alone, all of them side by side, and cells whose
 * radius, concentration and temperature are not what the analysis believes. Also writes `docs/accuracy.md`.
 */
import { MATERIALS } from '../src/world/materials';
import type { Region } from '../src/world/sample';
import type { SimulatedSample } from '../src/simulated-samples';
import { writeReport } from './accuracy/document';
import { pixelsOf, type Pixel } from './accuracy/pixels';
import { figuresOf, logarithmicCoverage, rowOf, totalCoverage } from './accuracy/row';
import type { Figure } from './run';

const ALONE: readonly SimulatedSample[] = [
  'planar',
  'lto-film',
  'thin-layer',
  'kinetic',
  'resistive',
  'stray',
  'two-phase',
  'no-redox',
];
const DRAWN_SEEDS = 250;
const LEAST_SIGNAL = 5;

const strong = (pixel: Pixel): boolean => !(pixel.signalToNoise < LEAST_SIGNAL);
const clear = (pixel: Pixel): boolean => !pixel.boundary && strong(pixel);

export async function run(): Promise<Figure[]> {
  const alone = new Map<SimulatedSample, Pixel[]>();
  for (const sample of ALONE) alone.set(sample, await pixelsOf({ sample, side: 24, seeds: [1, 2] }));
  const mosaic = await pixelsOf({ sample: 'mosaic', side: 24, seeds: [3, 4, 5, 6] });
  const noisy = await pixelsOf({ sample: 'lto-film', side: 24, seeds: [7, 8], cutoffPerRate: 1000 });
  const drawn = await drawnCells();

  const report = {
    alone: [...alone].map(([sample, pixels]) => rowOf(sample, pixels.filter(clear))),
    mosaic: (Object.keys(MATERIALS) as Region[]).map((region) =>
      rowOf(
        `mosaic, ${region.replaceAll('_', ' ')}`,
        mosaic.filter(clear).filter((p) => p.region === region),
      ),
    ),
    apart: [
      rowOf('lto-film, across a boundary', alone.get('lto-film')?.filter((p) => p.boundary) ?? []),
      rowOf('lto-film, wide filter, strong', noisy.filter(clear)),
      rowOf(
        'lto-film, wide filter, weak',
        noisy.filter((p) => !p.boundary && !strong(p)),
      ),
    ],
    drawn: {
      cells: drawn.length,
      linear: totalCoverage(drawn),
      logarithmic: logarithmicCoverage(drawn),
    },
  };
  await writeReport(report);
  const total = (what: string, part: number, bound: string): Figure => ({
    figure: `D, ${String(drawn.length)} drawn cells: truth within the 95 % total interval${what}`,
    value: 100 * part,
    unit: '%',
    bound,
  });
  return [
    ...[...report.alone, ...report.mosaic].flatMap((row) => figuresOf(row, true)),
    ...report.apart.flatMap((row) => figuresOf(row, false)),
    total('', report.drawn.linear, '>= 93, <= 97'),
    total(' of ln D', report.drawn.logarithmic, 'printed'),
  ];
}

/** One pixel of each of many cells: the first that lies within a grain and has a D. */
async function drawnCells(): Promise<Pixel[]> {
  const cells: Pixel[] = [];
  for (let seed = 1; seed <= DRAWN_SEEDS; seed++) {
    const pixels = await pixelsOf({ sample: 'lto-film-drawn', side: 2, seeds: [seed] });
    const first = pixels.find((p) => clear(p) && Number.isFinite(p.diffusion));
    if (first) cells.push(first);
  }
  return cells;
}
