/** Whether the noise of D that is expected before a scan is what a map then has: robust scatter of D over its truth, within grains. */
import { median } from 'd3-array';
import { SIMULATED_INSTRUMENT } from '../src/devices/twin/capabilities';
import { diffusionMap, diffusionMapEvaluation } from '../src/experiments/diffusion-map';
import type { Recipe } from '../src/experiments/experiment';
import type { MapData } from '../src/bundles/run';
import { measureInProcess } from './in-process';
import type { Figure } from './run';

const SIDE = 16;
/** Standard deviation of normal numbers over the median of their distances from the middle. */
const NORMAL = 1.4826;

const SETTINGS: readonly (readonly [name: string, change: Recipe])[] = [
  ['published settings', {}],
  ['wide filter', { cutoffPerRate: 1000 }],
  ['two rates, wide filter', { rates: [20, 10], repeatFirst: 0, cutoffPerRate: 1000 }],
];

export async function run(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, change] of SETTINGS) {
    const { maps, truth } = await measureInProcess({ ...change, columns: SIDE, rows: SIDE }, 11);
    const real = dataOf(truth, 'diffusion_coefficient');
    const inside = dataOf(truth, 'boundary');
    const found = dataOf(maps, 'diffusion_coefficient');
    const ratios = [...found].flatMap((d, k) => (d > 0 && inside[k] === 0 ? d / (real[k] ?? NaN) : []));
    const middle = median(ratios) ?? NaN;
    const scatter = NORMAL * (median(ratios, (r) => Math.abs(r / middle - 1)) ?? NaN);
    const started = performance.now();
    const recipe = { ...diffusionMap.presets[0]?.recipe, ...change, assumedDiffusion: median(real) ?? NaN };
    const { headline } = diffusionMapEvaluation.expect(recipe, SIMULATED_INSTRUMENT.amplifier.ranges);
    const expected = Number(/u\(D\) ([\d.]+)/.exec(headline)?.[1]) / 100;
    const milliseconds = performance.now() - started;
    figures.push(
      { figure: `${name}: scatter of D in grains`, value: 100 * scatter, unit: '%', bound: 'printed' },
      { figure: `${name}: pixels`, value: ratios.length, unit: '', bound: 'printed' },
      { figure: `${name}: time to expect`, value: milliseconds, unit: 'ms', bound: '<= 1000' },
      {
        figure: `${name}: expected noise of D over the scatter`,
        value: expected / scatter,
        unit: '',
        bound: '>= 0.75, <= 1.25',
      },
    );
  }
  return figures;
}

const dataOf = (maps: readonly MapData[], name: string): ArrayLike<number> & Iterable<number> =>
  maps.find((map) => map.spec.name === name)?.data ?? [];
