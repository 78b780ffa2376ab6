/** Maps and traces as tab-separated text: one line of names with units, then numbers in SI with all their digits. */
import { CHANNELS } from '../records/record';
import type { StepTrace } from '../records/hop';
import type { TrackTrace } from '../experiments/experiment';
import { labelOf } from './labels';
import type { MapData } from './run';

/** One plane of a map, a line a pixel: x, y, value and its 1σ where there are errors. `x` and `y` in m. */
export function mapTsv(
  { spec, data, noise, calibration }: MapData,
  plane: number,
  x: readonly number[],
  y: readonly number[],
): string {
  const columns = [
    { name: spec.name, values: data },
    { name: `${spec.name} 1σ noise`, values: noise },
    { name: `${spec.name} 1σ calibration`, values: calibration },
  ].flatMap(({ name, values }) => (values ? [{ name, values }] : []));
  const head = ['x (m)', 'y (m)', ...columns.map((c) => labelOf(c.name, spec.unit))];
  const first = plane * x.length * y.length;
  const lines = y.flatMap((py, row) =>
    x.map((px, column) => {
      const at = first + row * x.length + column;
      return [px, py, ...columns.map((c) => c.values[at] ?? NaN)];
    }),
  );
  return table(head, lines);
}

/** What one step recorded, a line a sample: time in s from its first sample, then every channel. */
export function traceTsv({ channels, count, interval }: StepTrace): string {
  const columns = CHANNELS.flatMap(({ name, unit }) => {
    const values = channels[name];
    return values ? [{ label: labelOf(name, unit), values }] : [];
  });
  const lines = Array.from({ length: count }, (_, k) => [
    k * interval,
    ...columns.map((c) => c.values[k] ?? NaN),
  ]);
  return table(['time (s)', ...columns.map((c) => c.label)], lines);
}

/** What the sample's track recorded, a line a sample; time in s since the bridge's boot. */
export const trackTsv = ({ time, potential, current }: TrackTrace): string =>
  table(
    ['time (s)', labelOf('sample_potential', 'V'), labelOf('sample_current', 'A')],
    Array.from(time, (t, k) => [t, potential[k] ?? NaN, current[k] ?? NaN]),
  );

const table = (head: readonly string[], lines: readonly (readonly number[])[]): string =>
  [head, ...lines].map((line) => `${line.join('\t')}\n`).join('');
