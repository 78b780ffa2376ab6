/** `meniscus analyse`: computes the maps of a bundle again from its traces and sums them up. */
import { median, quantile } from 'd3-array';
import type { MapData } from '../bundles/run';
import { quantity, significant } from '../quantity';
import { HOP_STATUS } from '../records/hop';
import { ok } from '../result';
import type { PixelMessage } from '../workers/protocol';
import type { Register } from './command';
import { computeMaps, openFile } from './open-file';

export const analyseCommand: Register = (program, finish) => {
  program
    .command('analyse')
    .description('Compute the maps of a bundle again from its traces and print their statistics.')
    .argument('<bundle>', 'HDF5 bundle or journal')
    .option('--json', 'one JSON object instead of a table')
    .action(
      finish(async (file: string, options: { readonly json?: true }) => {
        const opened = await openFile(file);
        if (!opened.ok) return opened;
        const { source, close } = opened.value;
        const { header } = source;
        const computed = await computeMaps(source);
        close();
        if (!computed.ok) return computed;
        const { pixels, maps } = computed.value;
        const summary = {
          title: header.title,
          experiment: header.experiment,
          pixels: header.path.rows * header.path.columns,
          status: countStatus(pixels),
          maps: maps.flatMap(summarise),
        };
        process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : tableOf(summary.maps, maps));
        return ok(0);
      }),
    );
};

const countStatus = (pixels: readonly PixelMessage[]): Record<string, number> =>
  Object.fromEntries(
    Object.keys(HOP_STATUS)
      .map((status) => [status, pixels.filter((p) => p.status === status).length] as const)
      .filter(([, count]) => count > 0),
  );

interface MapSummary {
  readonly map: string;
  readonly unit: string;
  readonly scan_rate?: number;
  readonly given: number;
  readonly median?: number;
  readonly quartiles?: readonly [number, number];
  readonly counts?: Readonly<Record<string, number>>;
}

function summarise({ spec, data }: MapData): MapSummary[] {
  const planes = spec.axis?.values ?? [null];
  const area = data.length / planes.length;
  return planes.map((rate, plane) => {
    const values = data.subarray(plane * area, (plane + 1) * area).filter((v) => Number.isFinite(v));
    const head = {
      map: spec.name,
      unit: spec.unit,
      ...(rate === null ? {} : { scan_rate: rate }),
      given: values.length,
    };
    if (spec.enumeration) return { ...head, counts: countWords(values, spec.enumeration) };
    if (values.length === 0) return head;
    const [middle = NaN, low = NaN, high = NaN] = [
      median(values),
      quantile(values, 0.25),
      quantile(values, 0.75),
    ];
    return { ...head, median: middle, quartiles: [low, high] };
  });
}

const countWords = (values: Float64Array, words: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(words)
      .map(([word, code]) => [word, values.filter((v) => v === code).length] as const)
      .filter(([, count]) => count > 0),
  );

function tableOf(rows: readonly MapSummary[], maps: readonly MapData[]): string {
  const shown = new Map(maps.map(({ spec }) => [spec.name, spec.shown]));
  const cells = rows.map((r) => [
    r.scan_rate === undefined ? r.map : `${r.map} at ${String(r.scan_rate)} V/s`,
    `${String(r.given)} given`,
    r.median === undefined ? wordsText(r.counts) : medianText(r.median, shown.get(r.map)),
  ]);
  const widths = [0, 1].map((column) => Math.max(...cells.map((c) => c[column]?.length ?? 0)));
  return cells
    .map(
      (c) =>
        c
          .map((text, k) => text.padEnd(widths[k] ?? 0))
          .join('  ')
          .trimEnd() + '\n',
    )
    .join('');
}

const medianText = (value: number, { unit, factor } = { unit: '', factor: 1 }): string =>
  quantity(significant(value * factor, 4), unit);

const wordsText = (counts: MapSummary['counts'] = {}): string =>
  Object.entries(counts)
    .map(([word, count]) => `${word} ${String(count)}`)
    .join(', ');
