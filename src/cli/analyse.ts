/** `meniscus analyse`: computes the maps of a bundle again from its traces, sums them up, and keeps them. */
import { existsSync, realpathSync } from 'node:fs';
import { median, quantile } from 'd3-array';
import type { OptionValues } from 'commander';
import type { KeptAnalysis, MapData } from '../bundles/run';
import {
  checkSettings,
  proposeName,
  refuseName,
  settingsOf,
  type Analysis,
} from '../experiments/recipe/analysis';
import { planesOf, type Experiment } from '../experiments/experiment';
import { figureText } from '../experiments/results/findings';
import { axisText, isTold } from '../figures/map-words';
import { fault, type Fault } from '../fault';
import { quantity, significant } from '../quantity';
import { HOP_STATUS } from '../records/hop';
import { err, ok, type Result } from '../result';
import { findingsOf } from '../workers/files/analyses';
import type { PixelMessage } from '../workers/protocol';
import { analysisOptions, settingsGiven } from './analysis-options';
import type { Register } from './command';
import { analyse, experimentOf, openFile, type OpenRun } from './open-file';
import { writeBundleFile } from './write-file';

interface Options extends OptionValues {
  readonly name?: string;
  readonly out?: string;
  readonly json?: true;
}

export const analyseCommand: Register = (program, finish) => {
  const command = program
    .command('analyse')
    .description(
      'Compute the maps of a bundle again from its traces, with the settings of its recipe or others, and print their statistics.',
    )
    .argument('<bundle>', 'HDF5 bundle or journal');
  for (const option of analysisOptions) command.addOption(option);
  command
    .option('--name <name>', 'of the analysis (default: what is different, in words)')
    .option('--out <file>', 'HDF5 bundle to write: the run, its analyses, and this one as the one shown')
    .option('--json', 'one JSON object in SI units instead of a table; always so with --out')
    .action(
      finish(async (file: string, options: Options) => {
        const opened = await openFile(file);
        if (!opened.ok) return opened;
        const done = await analyseFile(opened.value, file, options);
        opened.value.close();
        if (!done.ok) return done;
        const { summary, maps } = done.value;
        const asJson = options.json ?? options.out !== undefined;
        process.stdout.write(asJson ? `${JSON.stringify(summary)}\n` : textOf(summary, maps));
        return ok(0);
      }),
    );
};

interface Done {
  readonly summary: Awaited<ReturnType<typeof summaryOf>>;
  readonly maps: readonly MapData[];
}

async function analyseFile(opened: OpenRun, file: string, options: Options): Promise<Result<Done, Fault>> {
  const { out } = options;
  if (out !== undefined && existsSync(out) && realpathSync(out) === realpathSync(file))
    return err(fault('value-invalid', 'The new bundle cannot be written over the one that it is made of.'));
  const chosen = chooseAnalysis(opened, options);
  if (!chosen.ok) return chosen;
  const analysed = await analyse(opened.source, chosen.value);
  if (!analysed.ok) return analysed;
  const { kept, pixels } = analysed.value;
  if (out !== undefined) {
    const others = await othersOf(opened, kept.name);
    if (!others.ok) return others;
    const written = await writeBundleFile(
      out,
      opened.source,
      [...others.value, kept],
      kept.name,
      opened.workspace,
    );
    if (!written.ok) return err({ ...written.error, kept: `${file} is as it was.` });
  }
  const experiment = experimentOf(opened.source);
  if (!experiment.ok) return experiment;
  return ok({ summary: await summaryOf(opened, experiment.value, kept, pixels), maps: kept.maps });
}

/** Name and settings by the options. Only an analysis of the same settings may take the place of one that is there. */
function chooseAnalysis({ source, analyses }: OpenRun, options: Options): Result<Analysis, Fault> {
  const experiment = experimentOf(source);
  if (!experiment.ok) return experiment;
  const { recipe } = source.header;
  const given = settingsGiven(experiment.value, options);
  if (!given.ok) return given;
  const [problem] = checkSettings(experiment.value, recipe, given.value);
  if (problem) return err(fault('value-invalid', problem.message));
  const settings = { ...settingsOf(experiment.value, recipe), ...given.value };
  const others = analyses.filter((a) => !isSame(a.settings, settings)).map((a) => a.name);
  const name = options.name ?? proposeName(experiment.value, recipe, settings, others);
  const refusal = refuseName(name, others);
  return refusal === null ? ok({ name, settings }) : err(fault('value-invalid', refusal));
}

const isSame = (a: Analysis['settings'], b: Analysis['settings']): boolean =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => a[key] === b[key]);

/** The other analyses of the file, computed where it only names them. */
async function othersOf(
  { source, analyses }: OpenRun,
  besides: string,
): Promise<Result<KeptAnalysis[], Fault>> {
  const others: KeptAnalysis[] = [];
  for (const one of analyses.filter(({ name }) => name !== besides)) {
    if ('maps' in one) others.push(one);
    else {
      const made = await analyse(source, one);
      if (!made.ok) return made;
      others.push(made.value.kept);
    }
  }
  return ok(others);
}

const summaryOf = async (
  { source: { header, track } }: OpenRun,
  experiment: Experiment,
  { name, settings, maps }: KeptAnalysis,
  pixels: readonly PixelMessage[],
) => ({
  title: header.title,
  experiment: header.experiment,
  analysis: { name, ...settings },
  pixels: countVisited(pixels),
  status: countStatus(pixels),
  findings: await findingsOf(experiment, { ...header.recipe, ...settings }, header.path, maps, track()),
  maps: maps.flatMap(summarise),
});

/** Places of the map that were visited, however often; what is done off the map is none of them. */
const countVisited = (pixels: readonly PixelMessage[]): number =>
  new Set(pixels.flatMap(({ row, column }) => (row < 0 ? [] : [`${String(row)} ${String(column)}`]))).size;

const countStatus = (pixels: readonly PixelMessage[]): Record<string, number> =>
  Object.fromEntries(
    Object.keys(HOP_STATUS)
      .map((status) => [status, pixels.filter((p) => p.status === status).length] as const)
      .filter(([, count]) => count > 0),
  );

interface MapSummary {
  readonly map: string;
  readonly unit: string;
  readonly given: number;
  readonly median?: number;
  readonly quartiles?: readonly [number, number];
  /** Medians of 1σ, from noise and from calibration. */
  readonly noise?: number;
  readonly calibration?: number;
  readonly counts?: Readonly<Record<string, number>>;
}

function summarise({ spec, data, noise, calibration }: MapData): MapSummary[] {
  const planes = spec.axis?.values ?? [null];
  const area = data.length / planes.length;
  return planes.map((value, plane) => {
    const finite = (all: Float64Array): Float64Array =>
      all.subarray(plane * area, (plane + 1) * area).filter((v) => Number.isFinite(v));
    const middleOf = (name: string, all: Float64Array | null): object => {
      const middle = all ? median(finite(all)) : undefined;
      return middle === undefined ? {} : { [name]: middle };
    };
    const values = finite(data);
    const head = {
      map: spec.name,
      unit: spec.unit,
      ...(value === null || !spec.axis ? {} : { [spec.axis.name]: value }),
      given: values.length,
    };
    if (spec.enumeration) return { ...head, counts: countWords(values, spec.enumeration) };
    if (values.length === 0) return head;
    const [middle = NaN, low = NaN, high = NaN] = [
      median(values),
      quantile(values, 0.25),
      quantile(values, 0.75),
    ];
    return {
      ...head,
      median: middle,
      quartiles: [low, high],
      ...middleOf('noise', noise),
      ...middleOf('calibration', calibration),
    };
  });
}

const countWords = (values: Float64Array, words: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(words)
      .map(([word, code]) => [word, values.filter((v) => v === code).length] as const)
      .filter(([, count]) => count > 0),
  );

const textOf = ({ findings, maps }: Done['summary'], data: readonly MapData[]): string =>
  [
    ...(findings.headline ? [findings.headline] : []),
    ...findings.figures.map((figure) => `${figure.label}: ${figureText(figure)}`),
    ...findings.warnings.map((warning) => `! ${warning}`),
    '',
  ].join('\n') + tableOf(maps, data);

function tableOf(rows: readonly MapSummary[], maps: readonly MapData[]): string {
  const shown = new Map(maps.map(({ spec }) => [spec.name, spec.shown]));
  const planes = planesOf(maps.map(({ spec }) => spec));
  const told = rows.flatMap((row, k) => {
    const place = planes[k];
    return place && isTold(place.map, place.plane) ? [{ row, ...place }] : [];
  });
  const cells = told.map(({ row: r, map, plane }) => [
    map.axis ? `${r.map} at ${axisText(map, plane)}` : r.map,
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
