/** How well D is found on the simulated film: pixels that are given, against the sample's truth. */
import { median, quantile } from 'd3-array';
import { measureInProcess } from './in-process';
import type { Figure } from './run';

const SEEDS = [1, 2, 3];

export async function run(): Promise<Figure[]> {
  const errors: number[] = [];
  const pulls: number[] = [];
  let pixels = 0;
  for (const seed of SEEDS) {
    const { maps, truth } = await measureInProcess({ columns: 16, rows: 16 }, seed);
    const named = (list: typeof maps, name: string) => list.find((m) => m.spec.name === name);
    const found = named(maps, 'diffusion_coefficient');
    const real = named(truth, 'diffusion_coefficient');
    const across = named(truth, 'boundary');
    found?.data.forEach((value, k) => {
      pixels++;
      const truly = real?.data[k] ?? NaN;
      if (!Number.isFinite(value) || across?.data[k] === 1) return;
      errors.push(value / truly - 1);
      pulls.push((value - truly) / (found.noise?.[k] ?? NaN));
    });
  }
  const spread = ((quantile(errors, 0.8413) ?? NaN) - (quantile(errors, 0.1587) ?? NaN)) / 2;
  const within = pulls.filter((p) => Math.abs(p) <= 1.96).length / pulls.length;
  const figure = (name: string, value: number, unit: string): Figure => ({
    figure: name,
    value,
    unit,
    bound: 'printed',
  });
  return [
    figure('D, pixels given away from grain boundaries', errors.length / pixels, 'of all'),
    figure('D, median bias', 100 * (median(errors) ?? NaN), '%'),
    figure('D, robust standard deviation', 100 * spread, '%'),
    figure('D, share within its own 95 % noise interval', 100 * within, '%'),
  ];
}
